# How the house fares that runs: what it says itself. Sourced after findings.sh and services.sh.
# shellcheck shell=bash disable=SC2034  # ask_house, in settings.sh, goes by settings

# Seconds that a job may be due; the programs know the same bound (core/overview/job_health.h).
LATE=120

figures='' # /metrics and /metrics/sockets

check_house() {
    [[ -n "$house_runs" ]] || return 0
    local CHATROOM_LISTEN PORT TLS_CERTIFICATE
    CHATROOM_LISTEN=$(given CHATROOM_LISTEN 127.0.0.1) PORT=$(given PORT 8080) TLS_CERTIFICATE=$(given TLS_CERTIFICATE)
    check_health
    figures=$(ask_house /metrics 2>/dev/null) || figures=''
    check_sockets
    check_schema
    check_jobs
    check_waiting
}

check_health() {
    local said status
    said=$(ask_house /health -w '\n%{http_code}' 2>/dev/null) || true
    status=${said##*$'\n'}
    if [[ "$status" == 200 ]]; then
        ok health "$(local_url)/health answers 200"
    else
        wrong health "$(local_url)/health answers ${status:-nothing}: $(head -n 1 <<<"$said" | head -c 200)" "What it names is down: see its log"
    fi
}

# figure NAME [LABELS]: of what was read; nothing when it is not there.
figure() { awk -v name="$1${2:+\{$2\}}" '{ at = length(name) } substr($0, 1, at) == name && substr($0, at + 1, 1) == " " { print $2; exit }' <<<"$figures"; }
whole() { awk -v value="$1" 'BEGIN { printf "%d", value }'; }

check_sockets() {
    local said sockets open most
    said=$(ask_house /metrics/sockets 2>/dev/null) || said=''
    if ! grep -q '^chatroom_sockets ' <<<"$said"; then
        wrong sockets "the socket server does not answer" "See the log of ws"
        return
    fi
    figures+=$'\n'$said
    sockets=$(whole "$(figure chatroom_sockets)") open=$(whole "$(figure process_open_fds)") most=$(whole "$(figure process_max_fds)")
    by_limits sockets $((100 * open / most)) 80 95 "$sockets are open, $open of $most descriptors" "Raise LimitNOFILE, or begin a second machine (README, \"Several machines\")"
    by_limits flood "$(whole "$(figure chatroom_flood_step)")" 1 3 "step $(whole "$(figure chatroom_flood_step)") of 3" "More is said than the machine can deliver: see README, \"In a flood\""
}

# The programs refuse one that they cannot work with, so what answers has one; but an upgrade may not be finished.
check_schema() {
    local labels own found
    labels=$(grep -o '^chatroom_build_info{[^}]*}' <<<"$figures" | head -n 1) || true
    own=$(sed -n 's/.*schema="\([0-9]*\)".*/\1/p' <<<"$labels")
    found=$(whole "$(figure chatroom_database_schema)")
    if [[ -z "$own" || "$found" == 0 ]]; then
        wrong schema "the programs do not say how the database stands" "See the log of fcgi"
    elif ((found == own)); then
        ok schema "version $found, as the programs want it"
    else
        warning schema "version $found, the programs that run are of $own" "Finish the upgrade: scripts/instance start, or make migrate"
    fi
}

check_jobs() {
    local late failing
    late=$(awk -F'[" ]' -v late="$LATE" '/^chatroom_job_behind_seconds/ && $NF > late { printf " %s", $2 }' <<<"$figures")
    failing=$(awk -F'[" ]' '/^chatroom_job_failing/ && $NF > 0 { printf " %s", $2 }' <<<"$figures")
    if [[ -n "$failing" ]]; then
        wrong jobs "failed at their last run:$failing" "scripts/jobs says why"
    elif [[ -n "$late" ]]; then
        wrong jobs "due for more than $LATE s:$late" "See the log of jobs; start it again"
    elif ! grep -q '^chatroom_job_behind_seconds' <<<"$figures"; then
        wrong jobs "none has ever run" "See the log of jobs"
    else
        ok jobs "none is late, none has failed"
    fi
}

check_waiting() {
    local sms refunds unclear
    sms=$(whole "$(figure chatroom_staff_waiting 'what="sms"')")
    refunds=$(whole "$(figure chatroom_staff_waiting 'what="refunds"')") unclear=$(whole "$(figure chatroom_staff_waiting 'what="unclear"')")
    if ((sms)); then
        warning sms "$sms of the last day were not sent, or may not have been" "scripts/sms-outbox shows them and why"
    else
        ok sms "none of the last day is lost"
    fi
    if ((refunds + unclear)); then
        warning money "$refunds refunds could not be sent, $unclear sums are unclear" "scripts/refunds and scripts/ledger-check say what to do"
    else
        ok money "no refund is stuck, no sum unclear"
    fi
}
