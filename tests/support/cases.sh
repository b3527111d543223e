# Counted cases in bash, and what they ask of an instance. Sourced after common.sh, settings.sh, processes.sh and instance.sh.
# shellcheck shell=bash

passed=0
failed=0

# it TEXT COMMAND...: one case. What the command prints is shown when it fails.
it() {
    local text=$1 said
    shift
    if said=$("$@" 2>&1); then
        passed=$((passed + 1))
        say "ok - $text"
    else
        failed=$((failed + 1))
        say "not ok - $text"
        printf '    %s\n' "${said//$'\n'/$'\n    '}"
    fi
}

# expect TEXT COMMAND...: the conditions of a case; the first that does not hold ends it.
expect() {
    "${@:2}" && return
    say "expected: $1"
    exit 1
}

use_instance() {
    VAR=$SCRATCH/$1
}

url() { say "http://127.0.0.1:$(sed -n 's/^PORT=//p' "$VAR/instance.env")"; }
healthy() { [[ "$(curl -s -m 3 -o /dev/null -w '%{http_code}' "$(url)/health")" == 200 ]]; }
pid_of() { sv status "$VAR/service/$1" 2>/dev/null | sed -nE 's/^run: [^(]*\(pid ([0-9]+)\).*/\1/p'; }
first_child_of() { cat /proc/"$1"/task/*/children 2>/dev/null | awk '{ print $1; exit }'; }
same() { [[ -n "$1" && "$1" == "$2" ]] || { say "\"$1\" against \"$2\""; return 1; }; }
is_gone() { [[ ! -e /proc/$1 ]] || grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; }
