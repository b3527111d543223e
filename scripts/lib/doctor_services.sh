# Which services run, and since when. Under runit (scripts/instance) or as units of systemd. Sourced after findings.sh.
# shellcheck shell=bash

house_runs=''

check_services() {
    if under_systemd; then
        check_units
    elif is_running; then
        house_runs=1
        check_each "$VAR"/service/*
    else
        warning services "nothing runs in $VAR" "Start it: scripts/instance start"
    fi
    check_port_of_house
}

check_each() {
    local folder name line seconds bad='' young='' oldest=0
    for folder in "$@"; do
        name=$(basename "$folder")
        line=$(sv status "$folder" 2>/dev/null) || true
        seconds=$(sed -nE 's/^[a-z]+: [^:]*: (\(pid [0-9]+\) )?([0-9]+)s.*/\2/p' <<<"$line")
        [[ "$line" == run:* ]] || bad+=" $name"
        ((${seconds:-0} >= 60)) || young+=" $name"
        ((${seconds:-0} <= oldest)) || oldest=$seconds
    done
    say_services "$bad" "$young" "$oldest"
}

# Those that these settings want (scripts/instance marks them).
check_units() {
    local mark unit state since seconds bad='' young='' oldest=0
    for mark in "$VAR"/wanted/*; do
        [[ -e "$mark" ]] || continue
        unit=chatroom-$(basename "$mark").service
        state=$(systemctl show --property ActiveState --value "$unit" 2>/dev/null) || true
        since=$(systemctl show --property ActiveEnterTimestamp --value "$unit" 2>/dev/null) || true
        seconds=$(($(date +%s) - $(date -d "${since:-now}" +%s)))
        if [[ "$state" == active ]]; then house_runs=1; else bad+=" ${unit%.service}"; fi
        ((seconds >= 60)) || young+=" ${unit%.service}"
        ((seconds <= oldest)) || oldest=$seconds
    done
    if [[ -z "$house_runs" ]]; then
        warning services "no unit of chatroom.target runs" "Start it: chatroom start"
    else
        say_services "$bad" "$young" "$oldest"
    fi
}

say_services() {
    local advice="See why in its log (scripts/instance logs, or journalctl -u NAME), mend that and start it"
    if [[ -n "$1" ]]; then
        wrong services "not running:$1" "$advice"
    elif [[ -n "$2" ]]; then
        warning services "all run, but for less than a minute:$2" "If nobody has just started them, they die: see their logs"
    else
        ok services "all run, the oldest for $(spell "$3")"
    fi
}

check_port_of_house() {
    local port
    port=$(given PORT 8080)
    if [[ -n "$house_runs" ]]; then
        if port_in_use "$port"; then
            ok port "nginx listens at $port"
        else
            wrong port "nobody listens at $port" "See the log of nginx"
        fi
    elif port_in_use "$port"; then
        wrong port "$port is taken by another program, so the house cannot start" "End that program (ss -ltnp), or choose another PORT in $SETTINGS_FILE"
    else
        ok port "$port is free"
    fi
}
