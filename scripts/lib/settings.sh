# Where an instance lives and which settings it runs with. Sourced after common.sh.
# shellcheck shell=bash disable=SC2034  # settings are read by the scripts that source this, and by name
#
# An instance is one running house: a state folder (CHATROOM_VAR, default var/) with
#   chatroom.env    the operator's settings and secrets, written once from .env.example
#   overrides.env   what the environment said when this instance was started; kept while it runs
#   instance.env    all settings in force; what every service reads when it starts
#   mysql/ media/ nginx/ run/ service/ log/
# Every file is for the owner alone. Where the package is installed (scripts/vps/), the house of this machine lives in
# /var/lib/chatroom with its settings in /etc/chatroom, and systemd supervises it; others beside it are as everywhere.

SECRETS=(ACCESS_TOKEN_SECRET REFRESH_TOKEN_SECRET PHONE_ENC_KEY AUDIT_SECRET VAPID_PRIVATE_KEY CHATROOM_DATABASE_PASSWORD)
# A unix socket's path has room for 107 bytes; hints/ and a sidecar's name come below the folder.
LONGEST_RUN_DIR=70

SYSTEM_STATE=/var/lib/chatroom
SYSTEM_SETTINGS=/etc/chatroom

# The package holds this file, a checkout does not.
is_installed() { [[ -e "$ROOT/installed" ]]; }
under_systemd() { is_installed && [[ "$VAR" == "$SYSTEM_STATE" ]]; }

# Sets VAR, absolute and without links: its processes are recognised by it. And SETTINGS_FILE, the operator's.
locate_instance() {
    local usual=$ROOT/var
    ! is_installed || usual=$SYSTEM_STATE
    VAR=$(realpath -m "${CHATROOM_VAR:-$usual}")
    SETTINGS_FILE=$VAR/chatroom.env
    ! under_systemd || SETTINGS_FILE=$SYSTEM_SETTINGS/chatroom.env
    [[ "$VAR$ROOT" =~ ^[A-Za-z0-9/._+@,~-]+$ ]] ||
        die "$VAR and $ROOT may hold letters, digits and /._+@,~- only: make, nginx and the database address carry no more"
}

prepare_folders() {
    umask 077
    mkdir -p "$VAR/log" "$VAR/nginx/tmp" "$VAR/media"
    chmod 700 "$VAR"
    place_run_dir
    write_operator_settings
}

# Sets RUN_DIR. A deep state folder gets a short one below /tmp, to which run/ points.
place_run_dir() {
    local link=$VAR/run
    if ((${#link} <= LONGEST_RUN_DIR)); then
        mkdir -p "$link"
    elif [[ ! -O "$link/" ]]; then
        ln -sfn "$(mktemp -d /tmp/chatroom-run.XXXXXX)" "$link"
    fi
    RUN_DIR=$(realpath "$link")
    mkdir -p "$RUN_DIR/hints"
}

remove_run_dir() {
    [[ ! -L "$VAR/run" ]] || rm -rf "$(realpath -m "$VAR/run")"
    rm -rf "$VAR/run"
}

# Writes the operator's settings, or adds to it the secrets that a newer version wants.
write_operator_settings() {
    local file=$SETTINGS_FILE new=$SETTINGS_FILE.new name
    if [[ -e "$file" ]]; then cp -p "$file" "$new"; else cp "$ROOT/.env.example" "$new"; fi
    chmod 600 "$new"
    for name in "${SECRETS[@]}"; do
        grep -q "^$name=." "$new" || give_secret "$new" "$name"
    done
    # On disk before it takes the place of the other: with the keys in it everything sealed would be lost.
    sync "$new"
    mv "$new" "$file"
}

# give_secret FILE NAME: a fresh one, where NAME stands empty, else at the end. By the shell itself: what a program is called
# with, anybody on the machine can read.
give_secret() {
    local file=$1 name=$2 secret line given=''
    secret=$(openssl rand -hex 32)
    cp -p "$file" "$file.given"
    while IFS= read -r line || [[ -n "$line" ]]; do
        if [[ "$line" == "$name=" ]]; then line=$name=$secret given=1; fi
        printf '%s\n' "$line"
    done <"$file" >"$file.given"
    [[ -n "$given" ]] || printf '%s=%s\n' "$name" "$secret" >>"$file.given"
    mv "$file.given" "$file"
}

# set_setting NAME VALUE: in the operator's settings, in place of the line that sets it, else of the one that shows it, else at the end.
set_setting() {
    local name=$1 value=$2 file=$SETTINGS_FILE begins=$1= line written=''
    grep -q "^$name=" "$file" || begins=#$name=
    cp -p "$file" "$file.new"
    while IFS= read -r line || [[ -n "$line" ]]; do
        if [[ "$line" != "$begins"* ]]; then printf '%s\n' "$line"; elif [[ -z "$written" ]]; then
            written=1
            printf '%s=%s\n' "$name" "$value"
        fi
    done <"$file" >"$file.new"
    [[ -n "$written" ]] || printf '%s=%s\n' "$name" "$value" >>"$file.new"
    sync "$file.new"
    mv "$file.new" "$file"
}

documented_names() { sed -nE 's/^#?([A-Z][A-Z0-9_]*)=.*/\1/p' "$ROOT/.env.example"; }

# value_of NAME [FILE]: what the operator's settings say last.
value_of() {
    local line value=''
    while IFS= read -r line || [[ -n "$line" ]]; do
        [[ "$line" != "$1="* ]] || value=${line#*=}
    done <"${2:-$SETTINGS_FILE}"
    printf '%s' "$value"
}

# What .env.example explains may also come from the environment; so may the limits and stand-ins of tests and the options of sanitizers.
override_names() {
    documented_names
    compgen -e | grep -E '^(BUILD|TWILIO_API_URL|STRIPE_API_URL|PAYPAL_API_URL|CHATROOM_TEST_PREVIEW_STAND_INS|CHATROOM_TEST_MARIADB_OPTIONS|CHATROOM_TEST_LOCAL_PUSH|CHATROOM_LIMIT_[A-Z_]+|[A-Z]+SAN_OPTIONS)$' || true
}

# Writes overrides.env. Must come before any settings are loaded: afterwards nobody can tell what the environment said.
# `keep` adds to what an instance that runs was told before.
write_overrides() {
    local file=$VAR/overrides.env name
    {
        for name in $(override_names); do
            [[ "${!name:-}" != *$'\n'* ]] || die "$name holds a line break"
            [[ -z "${!name:-}" ]] || printf '%s=%s\n' "$name" "${!name}"
        done
        if [[ "${1:-}" == keep && -e "$file" ]]; then cat "$file"; fi
    } | awk -F= '!seen[$1]++' >"$file.new"
    mv "$file.new" "$file"
}

# Loads all layers, completes them and writes instance.env. Sets settings_changed when they differ from those in force
# in a way that takes a restart.
settle_settings() {
    unset DATABASE_URL BUILD CHATROOM_PRIVATE_DATABASE
    load_env "$SETTINGS_FILE"
    load_env "$VAR/overrides.env"
    BUILD=$(cd "$ROOT" && realpath -m "${BUILD:-build}")
    PORT=${PORT:-8080}
    check_port PORT "$PORT"
    check_port SOCKET_PORT "${SOCKET_PORT:-1}"
    check_port PUBLIC_SOCKET_PORT "${PUBLIC_SOCKET_PORT:-1}"
    [[ "${CHATROOM_BINLOG_DAYS:-3}" =~ ^[1-9][0-9]?$ ]] || die "CHATROOM_BINLOG_DAYS must be a number of days from 1 to 99, not \"$CHATROOM_BINLOG_DAYS\""
    [[ "$CHATROOM_DATABASE_PASSWORD" =~ ^[A-Za-z0-9]+$ ]] || die "CHATROOM_DATABASE_PASSWORD may hold letters and digits only"
    CHATROOM_LISTEN=${CHATROOM_LISTEN:-127.0.0.1}
    settle_tls
    if [[ -z "${DATABASE_URL:-}" ]]; then
        CHATROOM_PRIVATE_DATABASE=1
        DATABASE_URL="mysql://chatroom:$CHATROOM_DATABASE_PASSWORD@localhost/chatroom?socket=$RUN_DIR/mysqld.sock"
    fi
    CHATROOM_VAR=$VAR CHATROOM_ROOT=$ROOT CHATROOM_RUN_DIR=$RUN_DIR CHATROOM_AUDIT_HEAD=$VAR/audit.head CHATROOM_MESSAGES=$BUILD/messages
    CHATROOM_SITE=${CHATROOM_SITE:-$VAR/site}
    MEDIA_DIR=${MEDIA_DIR:-$VAR/media}
    [[ "$MEDIA_DIR" =~ ^/[A-Za-z0-9/._+@,~-]+$ ]] || die "MEDIA_DIR must be a full path of letters, digits and /._+@,~- only"
    DOCUMENTS_DIR=${DOCUMENTS_DIR:-$VAR/documents}
    DOCUMENT_KEYS_DIR=${DOCUMENT_KEYS_DIR:-$VAR/document-keys}
    local file=$VAR/instance.env name
    for name in $(setting_names); do
        [[ -z "${!name:-}" ]] || printf '%s=%s\n' "$name" "${!name}"
    done >"$file.new"
    settings_changed=''
    cmp -s <(but_lighter_ones "$file.new") <(but_lighter_ones "$file") || settings_changed=1
    mv "$file.new" "$file"
    load_env "$file"
}

# HTTP_PORT: where plain HTTP leads to TLS.
settle_tls() {
    has_tls || return 0
    [[ -n "${TLS_KEY:-}" ]] || die "TLS_CERTIFICATE is set and TLS_KEY is not: both or none"
    [[ "${FRONTEND_URL:-}" == https://* ]] || die "with TLS_CERTIFICATE, FRONTEND_URL must say the address: https://..."
    [[ "$TLS_CERTIFICATE$TLS_KEY" =~ ^[A-Za-z0-9/._+@,~-]+$ ]] || die "TLS_CERTIFICATE and TLS_KEY may hold letters, digits and /._+@,~- only"
    HTTP_PORT=${HTTP_PORT:-80}
    check_port HTTP_PORT "$HTTP_PORT"
}

has_tls() { [[ -n "${TLS_CERTIFICATE:-}" ]]; }

# Without what only matters to programs that a reload puts on new settings (the pages read instance.env again, and the jobs are restarted), or to no service.
but_lighter_ones() { grep -vE '^(PHONE_ENC_KEY|CHATROOM_BACKUP_)' "$1" 2>/dev/null; }

check_port() {
    if ! [[ "$2" =~ ^[0-9]{1,5}$ ]] || ((10#$2 < 1 || 10#$2 > 65535)); then die "$1 must be a number from 1 to 65535, not \"$2\""; fi
}

setting_names() {
    {
        sed -nE 's/^([A-Za-z_][A-Za-z0-9_]*)=.*/\1/p' "$SETTINGS_FILE" "$VAR/overrides.env"
        printf '%s\n' BUILD PORT HTTP_PORT CHATROOM_LISTEN DATABASE_URL CHATROOM_PRIVATE_DATABASE CHATROOM_VAR CHATROOM_ROOT \
            CHATROOM_RUN_DIR CHATROOM_AUDIT_HEAD CHATROOM_MESSAGES CHATROOM_SITE MEDIA_DIR DOCUMENTS_DIR DOCUMENT_KEYS_DIR
    } | LC_ALL=C sort -u
}

has_private_database() { [[ -n "${CHATROOM_PRIVATE_DATABASE:-}" ]]; }

# The address to print and to ask for /health: an instance that listens everywhere also listens here.
local_url() {
    local host=${CHATROOM_LISTEN%%,*} scheme=http
    ! has_tls || scheme=https
    case "$host" in 0.0.0.0 | '*') host=127.0.0.1 ;; '[::]') host='[::1]' ;; esac
    say "$scheme://$host:$PORT"
}

# ask_house PATH ARGS...: curl on this machine. Whom it asks is not in doubt, and the certificate bears another name than this address.
ask_house() { curl -sS -m 5 --insecure "${@:2}" "$(local_url)$1"; }
