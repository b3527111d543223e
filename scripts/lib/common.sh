# Shared by the scripts: messages, files of KEY=value lines, ports, waiting. Sourced, never run.
# shellcheck shell=bash disable=SC2034  # ROOT is for the scripts that source this

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
PROGRAM=$(basename "$0")

say() { printf '%s\n' "$*"; }
warn() { printf '%s: %s\n' "$PROGRAM" "$*" >&2; }
die() {
    warn "$*"
    exit 1
}

# json_text TEXT: as JSON has it, control characters as blanks.
json_text() {
    local text=${1//[[:cntrl:]]/ }
    text=${text//\\/\\\\}
    printf '"%s"' "${text//\"/\\\"}"
}
json_text_or_null() { if [[ -n "$1" ]]; then json_text "$1"; else printf null; fi; }

# Prints the comment at the top of the script that sourced this: its help. An installed house calls scripts/NAME by another name (chatroom NAME),
# which CHATROOM_CALLED_AS holds in place of "scripts/".
usage() {
    awk -v called_as="${CHATROOM_CALLED_AS:-scripts/}" '
        NR == 1 { next } !/^#/ { exit }
        { sub(/^# ?/, ""); gsub(/scripts\//, called_as); print }' "$0"
}

# load_env FILE: exports its KEY=value lines. Nothing is expanded: a secret may hold any character.
load_env() {
    local line
    while IFS= read -r line || [[ -n "$line" ]]; do
        [[ "$line" =~ ^[[:space:]]*(#|$) ]] && continue
        [[ "$line" =~ ^([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || die "$1: not a KEY=value line: ${line%%=*}"
        export "${BASH_REMATCH[1]}=${BASH_REMATCH[2]}"
    done <"$1"
}

# wait_until SECONDS COMMAND...: polls until the command succeeds; fails when the time is over.
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.05
    done
}

# Something listens on this TCP port, on any address.
port_in_use() {
    local hex
    printf -v hex '%04X' "$1"
    cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v port="$hex" '
        { n = split($2, local, ":") } local[n] == port && $4 == "0A" { found = 1 } END { exit !found }'
}

# A port nobody listens on, below the range from which the kernel lends ports to clients.
free_port() {
    local port
    for _ in {1..50}; do
        port=$((RANDOM % 10000 + 20000))
        port_in_use "$port" || { say "$port"; return; }
    done
    die "found no free port between 20000 and 29999"
}
