# What is left behind: logs, backups, the record of privileged acts. Sourced after findings.sh and services.sh.
# shellcheck shell=bash

BACKUP_OLD=$((26 * 3600))
BACKUP_TOO_OLD=$((3 * 86400))
DRILL_OLD=$((92 * 86400))

check_records() {
    check_errors
    check_backup
    check_audit
}

check_errors() {
    local since errors
    since=$(($(date +%s) - 3600))
    if ! all_log_lines --since '-1 hour' >/dev/null; then
        warning logs "there are none to read in $VAR/log" "Call this again as the user of the house, or as root"
        return
    fi
    errors=$(all_log_lines --since '-1 hour' | grep -aF '"level":"error"' | awk -v since="$since" 'match($0, /"epoch":[0-9.]+/) && substr($0, RSTART + 8, RLENGTH - 8) + 0 >= since') || true
    if [[ -z "$errors" ]]; then
        ok logs "no error in the last hour"
    else
        warning logs "$(wc -l <<<"$errors") errors in the last hour, the last one: $(in_time_order <<<"$errors" | tail -n 1 | readable | head -c 300)" "scripts/logs-of ID tells the rest of it; scripts/instance logs follows them"
    fi
}

# scripts/backup and scripts/restore --drill write when they last went well: seconds since 1970, in the first line.
check_backup() {
    local age advice='Make one: scripts/backup, and see that its timer runs'
    if ! age=$(age_of "$VAR/backup.last"); then
        warning backup "none has been made" "$advice"
        return
    fi
    by_limits backup "$age" "$BACKUP_OLD" "$BACKUP_TOO_OLD" "the last one is $(spell "$age") old" "$advice"
    if age=$(age_of "$VAR/backup.drill"); then
        by_limits drill "$age" "$DRILL_OLD" $((10 * DRILL_OLD)) "a restore was tried $(spell "$age") ago" "Try one: scripts/restore --drill"
    else
        warning drill "no backup has ever been tried" "Try one: scripts/restore --drill"
    fi
}

# age_of FILE: seconds since the time that it holds.
age_of() {
    local at
    at=$(head -n 1 "$1" 2>/dev/null) || return 1
    [[ "$at" =~ ^[0-9]+ ]] || return 1
    say $(($(date +%s) - BASH_REMATCH[0]))
}

check_audit() {
    local head=$VAR/audit.head said
    if [[ -z "$house_runs" ]]; then
        if [[ -e "$head" ]]; then
            ok audit "the head of the chain is there; the chain itself is looked at while the house runs"
        else
            warning audit "no head of the chain in $head" "It comes with the first privileged act; if there have been some, it was taken away: look for it in a backup"
        fi
    elif said=$(CHATROOM_VAR=$VAR timeout 60 "$ROOT/scripts/audit-verify" 2>&1); then
        ok audit "$(tail -n 1 <<<"$said")"
    else
        wrong audit "$(grep -m 1 BROKEN <<<"$said" || head -n 1 <<<"$said")" "Somebody may have changed the record: keep database and $head as they are, and compare them with a backup"
    fi
}
