# Which processes belong to an instance, and how they end. Sourced after settings.sh; VAR is set.
# shellcheck shell=bash
#
# Never by name alone: every process of an instance carries CHATROOM_INSTANCE=<its var> in the environment it was started
# with, and what a service started carries CHATROOM_SERVICE=<its folder>. nginx writes its title over its environment, but
# stays in the folder that its supervisor started it in. Both outlive a parent that was killed. Under systemd, whose bounds hide
# all of that, a service is what runs in its unit's control group.

# carrying NAME=VALUE: ids of the processes that were started with it.
carrying() { { grep -lzsxF -- "$1" /proc/[0-9]*/environ || true; } | cut -d/ -f3 | { grep -vx "$$" || true; }; }

nginx_pids() {
    local comm pid
    for comm in $({ grep -lsx nginx /proc/[0-9]*/comm || true; }); do
        pid=${comm#/proc/} pid=${pid%/comm}
        [[ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" != "$VAR/service/nginx"* ]] || say "$pid"
    done
}

# in_units PATTERN: ids of the processes in the groups of these units.
in_units() { { grep -lsE "/chatroom-($1)\.service\$" /proc/[0-9]*/cgroup || true; } | cut -d/ -f3; }

service_pids() {
    if under_systemd; then in_units "$1" && return; fi
    carrying "CHATROOM_SERVICE=$VAR/service/$1"
    [[ "$1" != nginx ]] || nginx_pids
}

instance_pids() {
    if under_systemd; then in_units 'mariadb|fcgi|ws|jobs|relay|nginx' && return; fi
    { carrying "CHATROOM_INSTANCE=$VAR"; nginx_pids; } | sort -nu
}

supervisor_pid() {
    local pid
    for pid in $(carrying "CHATROOM_INSTANCE=$VAR"); do
        [[ "$(cat "/proc/$pid/comm" 2>/dev/null)" != runsvdir ]] || say "$pid"
    done | head -n 1
}

# Without its supervisor an instance counts as one that does not run; systemd is always there.
is_running() { if under_systemd; then [[ -n "$(instance_pids)" ]]; else [[ -n "$(supervisor_pid)" ]]; fi; }

none_left() { [[ -z "$("$@")" ]]; }

# end_processes SECONDS COMMAND...: the command lists ids. They are asked to end, and made to when the time is over.
end_processes() {
    local patience=$1 pids
    shift
    pids=$("$@")
    [[ -n "$pids" ]] || return 0
    # shellcheck disable=SC2086  # a list of numbers
    kill -TERM $pids 2>/dev/null || true
    wait_until "$patience" none_left "$@" && return 0
    pids=$("$@")
    # shellcheck disable=SC2086
    [[ -z "$pids" ]] || kill -KILL $pids 2>/dev/null || true
    wait_until 5 none_left "$@"
}
