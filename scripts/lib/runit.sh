# runit supervises: one runsvdir an instance, one runsv a service, one svlogd a log. Sourced by supervisor.sh.
# shellcheck shell=bash

# supervise NAME...: writes the services that are not there yet and starts the supervisor unless it runs.
# A new service is marked down: service_up lifts the mark, and then it comes back by itself.
supervise() {
    local name
    for name in "$@"; do
        [[ -d "$VAR/service/$name" ]] || write_service "$name"
    done
    is_running || launch_supervisor
    for name in "$@"; do
        wait_until 15 service_is_supervised "$name" || die "runsvdir does not take up $VAR/service/$name, see $VAR/log/supervisor.log"
    done
}

# Built aside and moved into place: the supervisor must never see half a service.
write_service() {
    local name=$1 new=$VAR/service.new
    rm -rf "$new"
    mkdir -p "$new/log" "$VAR/service" "$VAR/log/$name"
    printf '#!/bin/sh\nexec %s/scripts/service %s\n' "$ROOT" "$name" >"$new/run"
    # Eight files of 4 MB; long lines stay whole.
    printf 's4000000\nn8\n' >"$VAR/log/$name/config"
    printf '#!/bin/sh\nexec svlogd -l 8000 -b 16384 %s/log/%s\n' "$VAR" "$name" >"$new/log/run"
    chmod 700 "$new/run" "$new/log/run"
    touch "$new/down"
    mv "$new" "$VAR/service/$name"
}

# A session of its own, so that closing the terminal ends nothing; a clean environment, so that nothing of the caller's leaks in.
launch_supervisor() {
    env -i PATH="$PATH" HOME="${HOME:-/}" LANG=C.UTF-8 CHATROOM_VAR="$VAR" CHATROOM_INSTANCE="$VAR" \
        setsid runsvdir -P "$VAR/service" >>"$VAR/log/supervisor.log" 2>&1 </dev/null 9>&- &
}

service_is_supervised() { sv status "$VAR/service/$1" 2>/dev/null | grep -qE '^(run|down|finish)'; }
service_runs() { sv status "$VAR/service/$1" 2>/dev/null | grep -q '^run:'; }
service_signal() { sv "$1" "$VAR/service/$2" >/dev/null; }

service_up() {
    sv -w 15 up "$VAR/service/$1" >/dev/null || die "$1 does not start, see $VAR/log/$1/current"
    rm -f "$VAR/service/$1/down"
}

# Not by `sv restart`: that also sends CONT, and a CONT takes away the STOP by which the leak sanitizer halts a process that ends; the process then never does.
service_restart() {
    local before
    before=$(main_pid "$1")
    [[ -z "$before" ]] || sv term "$VAR/service/$1" >/dev/null
    service_up "$1"
    wait_until 20 is_another_process "$1" "$before" || die "$1 does not restart, see $VAR/log/$1/current"
}
main_pid() { cat "$VAR/service/$1/supervise/pid" 2>/dev/null || true; }
# Ends every process of the instance, whatever state it is in: those who use the database first, the database last.
end_instance() {
    local name
    for name in nginx ws fcgi relay jobs mariadb; do
        # Its supervisor tells it first: a parent of workers then ends them in its own order.
        if sv down "$VAR/service/$name" >/dev/null 2>&1; then wait_until 20 none_left service_pids "$name" || true; fi
        end_processes 15 service_pids "$name" || die "$name does not end: processes $(service_pids "$name" | xargs)"
    done
    # A hang-up makes runsvdir end its runsv, and they their logs.
    local supervisor
    supervisor=$(supervisor_pid)
    if [[ -n "$supervisor" ]]; then
        kill -HUP "$supervisor"
        wait_until 5 none_left instance_pids || true
    fi
    end_processes 5 instance_pids || die "processes do not end: $(instance_pids | xargs)"
    rm -rf "$VAR/service"
    remove_run_dir
}

# The new settings may name other folders, ports and databases: nothing of the old instance stays.
leave_former_settings() {
    end_instance
    # A new short folder for the sockets, where the path is too long, makes new settings.
    place_run_dir
    settle_settings
    refuse_taken_ports
}

show_services() { sv status "$VAR"/service/* | sed "s|$VAR/service/||g"; }

# service_log NAME LINES: the end of what a service has said.
service_log() { tail -n "$2" "$VAR/log/$1/current" 2>/dev/null || true; }

follow_logs() {
    local file
    compgen -G "$VAR/log/*/current" >/dev/null || die "there are no logs in $VAR/log: make run"
    # The followers are this script's own children; they end with it.
    trap 'kill $(jobs -p) 2>/dev/null' EXIT
    for file in "$VAR"/log/*/current; do
        tail -n 20 -F "$file" 2>/dev/null > >(readable | exec sed -u "s/^/$(printf '%-8s' "$(basename "$(dirname "$file")")")/") &
    done
    wait
}
