# What scripts/doctor has found. Sourced.
# shellcheck shell=bash disable=SC2034  # the sum is for scripts/doctor

findings=() # "state<TAB>check<TAB>found<TAB>advice"
wrong_count=0

# ok CHECK FOUND; warning CHECK FOUND ADVICE; wrong CHECK FOUND ADVICE
ok() { found ok "$1" "$2" ''; }
warning() { found warning "$1" "$2" "$3"; }
wrong() {
    found wrong "$1" "$2" "$3"
    wrong_count=$((wrong_count + 1))
}
found() {
    local IFS=$'\t' part parts=()
    # A terminal obeys control characters, and a line break would make another line.
    for part in "$@"; do parts+=("${part//[[:cntrl:]]/ }"); done
    findings+=("${parts[*]}")
}

# by_limits CHECK VALUE WARNING_FROM WRONG_FROM FOUND ADVICE: the higher the worse.
by_limits() {
    if (($2 >= $4)); then
        wrong "$1" "$5" "$6"
    elif (($2 >= $3)); then
        warning "$1" "$5" "$6"
    else
        ok "$1" "$5"
    fi
}

# spell SECONDS
spell() {
    if (($1 < 120)); then
        say "$1 s"
    elif (($1 < 7200)); then
        say "$(($1 / 60)) min"
    elif (($1 < 172800)); then
        say "$(($1 / 3600)) h"
    else
        say "$(($1 / 86400)) days"
    fi
}

print_text() {
    local line state check found advice
    for line in "${findings[@]}"; do
        IFS=$'\t' read -r state check found advice <<<"$line"
        printf '%-8s %-13s %s%s\n' "$state" "$check" "$found" "${advice:+. $advice}"
    done
}

print_json() {
    local line state check found advice comma=''
    say '['
    for line in "${findings[@]}"; do
        IFS=$'\t' read -r state check found advice <<<"$line"
        [[ -z "$comma" ]] || say ','
        comma=1
        printf ' {"check": %s, "state": %s, "found": %s, "advice": %s}' "$(json_text "$check")" "$(json_text "$state")" "$(json_text "$found")" "$(json_text "$advice")"
    done
    printf '\n]\n'
}
