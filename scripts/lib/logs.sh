# Where the logs of a house lie, and how their lines are read. Sourced after settings.sh; VAR is set.
# shellcheck shell=bash
#
# Programs of ours and nginx write lines of JSON with `epoch`, seconds since 1970; MariaDB writes its own. Under systemd they stand in the journal,
# which root and the group systemd-journal may read.

# all_log_lines [--since WHEN]: every line of every log, those that svlogd has put away too. Fails when there is none to read. (In the journal WHEN
# spares work; files are short.)
all_log_lines() {
    local files=()
    if under_systemd; then
        [[ -n "$(journalctl --quiet --lines 1 --output cat --unit 'chatroom-*' 2>/dev/null)" ]] || return 1
        journalctl --quiet --output cat --unit 'chatroom-*' "$@"
        return
    fi
    mapfile -t files < <(find "$VAR/log" -maxdepth 2 -type f \( -name current -o -name '@*' \) -readable 2>/dev/null)
    ((${#files[@]})) || return 1
    cat "${files[@]}"
}

# Puts lines into the order of their time; those without one come last, as they are.
in_time_order() {
    awk '{ if (match($0, /"epoch":[0-9.]+/)) printf "%s\t%s\n", substr($0, RSTART + 8, RLENGTH - 8), $0; else printf "99999999999\t%s\n", $0 }' |
        LC_ALL=C sort -s -n -k 1,1 | cut -f 2-
}

# One line for people from each line of JSON: when, who, what, and the id at its end. Lines that are none stay as they are.
readable() {
    sed -u -E '
        s/^\{"at":"([^"]*)","epoch":[^,]*,"level":"info","program":"nginx","id":"([^"]*)","from":"([^"]*)","method":"([^"]*)","path":"(([^"\\]|\\.)*)","status":([0-9]+),"bytes":([0-9]+),"seconds":([0-9.]+)\}$/\1 nginx \4 \5 \7, \8 bytes, \9 s, from \3 [\2]/
        t plain
        s/^\{"at":"([^"]*)","epoch":[^,]*,"level":"([a-z]*)","program":"([^"]*)","pid":([0-9]+),("id":"([^"]*)",)?"what":"(.*)"\}$/\1 \3[\4] \2: \7 [\6]/
        t plain
        b
        :plain
        s/ \[\]$//
        s/\\"/"/g
        s/\\\\/\\/g'
}
