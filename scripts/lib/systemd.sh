# systemd supervises (scripts/vps/units). Sourced by supervisor.sh. Starting and stopping takes root; what an instance does to itself (new settings, new programs,
# new keys) is done by its own user, with signals alone: whatever ends comes back by itself.
# shellcheck shell=bash

supervise() {
    local name
    for name in "$@"; do
        wait_until 15 service_runs "$name" || die "chatroom-$name does not run: as root, systemctl start chatroom.target; then journalctl -u chatroom-$name"
    done
}

service_up() { wait_until 15 service_runs "$1" || die "chatroom-$1 does not start: journalctl -u chatroom-$1"; }
service_runs() { [[ -n "$(main_pid "$1")" ]]; }

# service_signal SIGNAL NAME
service_signal() {
    local pid
    pid=$(main_pid "$2")
    [[ -z "$pid" ]] || kill -s "${1^^}" "$pid"
}

service_restart() {
    local before
    before=$(main_pid "$1")
    service_signal term "$1"
    wait_until 40 is_another_process "$1" "$before" || die "chatroom-$1 does not restart: journalctl -u chatroom-$1"
}

# The first of a service's processes: the one whose parent is none of them.
main_pid() {
    local pid parent all
    all=" $(service_pids "$1" | xargs) "
    for pid in $all; do
        parent=$(awk '/^PPid:/ { print $2 }' "/proc/$pid/status" 2>/dev/null) || continue
        [[ "$all" == *" $parent "* ]] || say "$pid"
    done | head -n 1
}

# The database first; the others are restarted when all is in place (refresh_services).
leave_former_settings() { ! has_private_database || ! service_runs mariadb || service_restart mariadb; }

end_instance() { die "systemd runs this house: as root, systemctl stop chatroom.target"; }

show_services() { systemctl --no-pager --no-legend list-units --all 'chatroom-*'; }

service_log() { journalctl --quiet --no-pager -o cat -n "$2" -u "chatroom-$1" 2>/dev/null || true; }

follow_logs() { journalctl -f -n 20 -o cat -u 'chatroom-*' | readable; }
