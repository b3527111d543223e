# Scratch instances for tests and load runs: whole houses of their own, on free ports, beside whatever runs. Sourced.
# shellcheck shell=bash
#
# Source scripts/lib/common.sh and settings.sh first. Call open_scratch once; everything ends with the script, however it ends.

# open_scratch: sets SCRATCH, a folder that goes away with this script together with every instance in it. It stands in memory where there is room for it, for
# processes die here and no machine does: nothing is proven about disks.
open_scratch() {
    local free place=/tmp
    free=$(df --output=avail -BM /dev/shm 2>/dev/null | tail -n 1 | tr -dc 0-9)
    ((${free:-0} < SCRATCH_MB)) || ! can_hold_programs /dev/shm || place=/dev/shm
    SCRATCH=$(mktemp -d "$place/chatroom-test.XXXXXX")
    trap close_scratch EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}
SCRATCH_MB=3000

can_hold_programs() { [[ -w "$1" ]] && ! findmnt -n -o OPTIONS -T "$1" | grep -qw noexec; }

# close_scratch [STATUS]: ends the script with it, or with the status that it came to.
close_scratch() {
    local status=${1:-$?} lock
    trap '' INT TERM HUP
    find "$SCRATCH" -maxdepth 3 -name lock | while read -r lock; do
        CHATROOM_VAR=$(dirname "$lock") "$ROOT/scripts/instance" stop >/dev/null || warn "could not stop what runs in $(dirname "$lock")"
    done
    rm -rf "$SCRATCH"
    trap - EXIT
    exit "$status"
}

# in_instance NAME COMMAND...: scripts/instance on the scratch instance of that name. The caller's own settings
# are kept away from it; those of the test stand in the array `with`.
in_instance() {
    local name without=()
    for name in $(documented_names) BUILD; do without+=(-u "$name"); done
    env "${without[@]}" CHATROOM_VAR="$SCRATCH/$1" "${with[@]}" "$ROOT/scripts/instance" "${@:2}"
}
with=()

# lay_out_database: sets CHATROOM_TEST_DATABASE, the folder of a database of this version with nothing in it, which new houses may begin with a copy of: to install and
# migrate it takes longer than many a test.
lay_out_database() {
    in_instance template start-database && in_instance template migrate && in_instance template stop || return 1
    export CHATROOM_TEST_DATABASE=$SCRATCH/template/mysql
} >/dev/null

# start_instance_on_free_port NAME: sets INSTANCE_PORT. Another program may take the port between choice and use: then again.
start_instance_on_free_port() {
    local keep=("${with[@]}") status=0
    for _ in 1 2 3; do
        INSTANCE_PORT=$(free_port)
        with=("${keep[@]}" PORT="$INSTANCE_PORT")
        status=0
        in_instance "$1" start >"$SCRATCH/$1.start" 2>&1 || status=$?
        ((status == 0)) || ! grep -q 'is in use by another program' "$SCRATCH/$1.start" || continue
        break
    done
    with=("${keep[@]}")
    ((status == 0)) || cat "$SCRATCH/$1.start" >&2
    return "$status"
}
