# What keeps the services of an instance alive: runit, or systemd where the package is installed. Sourced after processes.sh and locate_instance.
# shellcheck shell=bash
#
# Both offer: supervise NAME..., service_up NAME, service_restart NAME, service_signal SIGNAL NAME, service_runs NAME, main_pid NAME (the process that the
# supervisor started; nothing while there is none), leave_former_settings, end_instance, show_services, service_log NAME LINES, follow_logs.

if under_systemd; then
    # shellcheck source=scripts/lib/systemd.sh
    source "$ROOT/scripts/lib/systemd.sh"
else
    # shellcheck source=scripts/lib/runit.sh
    source "$ROOT/scripts/lib/runit.sh"
fi

is_another_process() {
    local now
    now=$(main_pid "$1")
    [[ -n "$now" && "$now" != "$2" ]]
}

show_log() {
    local said
    said=$(service_log "$1" 12)
    [[ -z "$said" ]] || printf -- '---- the end of what %s said\n%s\n' "$1" "$said" >&2
}
