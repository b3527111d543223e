# chatroom-admin against the instance that runs. Sourced after common.sh.
# shellcheck shell=bash disable=SC2034  # RUN_DIR is for the scripts that source this

# shellcheck source=scripts/lib/settings.sh
source "$ROOT/scripts/lib/settings.sh"
# shellcheck source=scripts/lib/processes.sh
source "$ROOT/scripts/lib/processes.sh"

# Takes over the settings in force. Those of the caller's environment count for nothing: the command must see what the services see.
load_running() {
    local name
    is_running || die "nothing runs in $VAR: make run"
    for name in $(override_names); do unset "$name"; done
    load_env "$VAR/instance.env"
    RUN_DIR=$CHATROOM_RUN_DIR
}

# admin_command COMMAND ARGS...: becomes chatroom-admin COMMAND ARGS, or prints the script's own help. COMMAND may be of several words.
admin_command() {
    local words argument
    read -ra words <<<"$1"
    shift
    for argument; do
        if [[ "$argument" == -h || "$argument" == --help ]]; then usage && exit; fi
    done
    locate_instance
    load_running
    [[ -x "$BUILD/bin/chatroom-admin" ]] || die "$BUILD/bin/chatroom-admin is not built: run make build"
    exec "$BUILD/bin/chatroom-admin" "${words[@]}" "$@"
}
