# Fills nginx/chatroom.conf.in. Sourced after settings.sh.
# shellcheck shell=bash

# Sockets of visitors that nginx can hold in all; each needs a second connection to the sidecar.
MOST_SOCKETS=24576
# How long after the last start with it a version of the static files is kept.
STATIC_DAYS=30

# Whose X-Forwarded-For is believed: TRUSTED_PROXIES, addresses or networks separated by commas or spaces.
real_ip_directives() {
    local proxy
    for proxy in ${TRUSTED_PROXIES:+${TRUSTED_PROXIES//,/ }}; do
        [[ "$proxy" =~ ^[0-9a-fA-F.:]+(/[0-9]{1,3})?$ ]] || die "TRUSTED_PROXIES: \"$proxy\" is no address and no network"
        printf 'set_real_ip_from %s;\n    ' "$proxy"
    done
    [[ -z "${TRUSTED_PROXIES:-}" ]] || printf 'real_ip_header X-Forwarded-For;\n    real_ip_recursive on;'
}

# Puts the static files of this version beside those of earlier ones: a page that has been open for days asks for further parts of its own.
publish_static() {
    local version
    version=$(<"$BUILD/static/version")
    [[ "$version" == "$("$BUILD/bin/chatroom-admin" static-version "$ROOT/static")" ]] ||
        die "$BUILD/static holds other files than $ROOT/static: run make build"
    if [[ ! -d "$VAR/static/$version" ]]; then
        rm -rf "$VAR/static/new"
        mkdir -p "$VAR/static"
        cp -r "$BUILD/static/$version" "$VAR/static/new"
        mv "$VAR/static/new" "$VAR/static/$version"
    fi
    touch "$VAR/static/$version"
    find "$VAR/static" -mindepth 1 -maxdepth 1 -mtime "+$STATIC_DAYS" -exec rm -rf {} +
}

# listen_directives PORT [PROTOCOL]: one for each address of CHATROOM_LISTEN, with TLS where it is on. reuseport: the kernel spreads arriving sockets evenly over the
# workers.
listen_directives() {
    local address tls=''
    if has_tls; then
        tls=" ssl${2:+ $2}"
        printf 'ssl_certificate "%s";\n        ssl_certificate_key "%s";\n        include "%s/nginx/tls.conf";\n        ' "$TLS_CERTIFICATE" "$TLS_KEY" "$ROOT"
    fi
    for address in ${CHATROOM_LISTEN//,/ }; do
        printf 'listen %s:%s%s reuseport backlog=4096;\n        ' "$address" "$1" "$tls"
    done
}

# What of TLS is about pages. A frame of the chat leaves at once; an open socket keeps so large a buffer.
tls_directives_of_pages() { ! has_tls || printf 'ssl_session_cache shared:tls:1m;\n        ssl_buffer_size 4k;\n        '; }

# Where sockets have a port of their own.
write_socket_door() {
    local listeners
    if [[ -z "${PUBLIC_SOCKET_PORT:-}" ]]; then rm -f "$VAR/nginx/sockets.conf" && return; fi
    listeners=$(listen_directives "$PUBLIC_SOCKET_PORT")
    # shellcheck disable=SC2016
    fill_in "$VAR/nginx/sockets.conf" '${LISTENERS} ${RUN_DIR}' env LISTENERS="$listeners" RUN_DIR="$RUN_DIR" <"$ROOT/nginx/sockets.conf.in"
}

# fill_in FILE NAMES COMMAND...: the standard input with these names filled in, by what COMMAND puts into the environment; the file is left alone where it says so already.
fill_in() {
    "${@:3}" envsubst "$2" >"$1.new"
    if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}

# Where TLS is on, plain HTTP shows the way there, and certbot's proofs.
write_redirection() {
    local file=$VAR/nginx/redirect.conf address listeners=''
    if ! has_tls; then rm -f "$file" && return; fi
    for address in ${CHATROOM_LISTEN//,/ }; do listeners+="listen $address:$HTTP_PORT;"$'\n    '; done
    mkdir -p "$VAR/acme"
    # shellcheck disable=SC2016
    fill_in "$file" '${LISTENERS} ${VAR} ${FRONTEND_URL}' env LISTENERS="$listeners" VAR="$VAR" FRONTEND_URL="$FRONTEND_URL" <"$ROOT/nginx/redirect.conf.in"
}

# Writes nginx.conf when it is another than before; dies, leaving the old one in force, when nginx refuses the new one.
write_nginx_configuration() {
    local file=$VAR/nginx/nginx.conf
    local NGINX_USER='' NGINX_WORKERS NGINX_CONNECTIONS SIDECAR="unix:$RUN_DIR/ws.sock"
    ((EUID)) || NGINX_USER='user root;'
    NGINX_WORKERS=$(($(nproc) > 1 ? 2 : 1))
    NGINX_CONNECTIONS=$((2 * MOST_SOCKETS / NGINX_WORKERS))
    ((NGINX_CONNECTIONS <= $(ulimit -Hn))) || NGINX_CONNECTIONS=$(ulimit -Hn)
    local STRICT_TRANSPORT='' REAL_IP='' LISTENERS
    [[ "${FRONTEND_URL:-}" != https://* ]] || STRICT_TRANSPORT='max-age=63072000'
    REAL_IP=$(real_ip_directives)
    LISTENERS=$(tls_directives_of_pages && listen_directives "$PORT" http2)
    write_redirection
    write_socket_door
    [[ -z "${SOCKET_PORT:-}" ]] || SIDECAR=127.0.0.1:$SOCKET_PORT
    # shellcheck disable=SC2016  # the names are for envsubst, which must leave nginx's own variables alone
    env NGINX_USER="$NGINX_USER" NGINX_WORKERS="$NGINX_WORKERS" NGINX_CONNECTIONS="$NGINX_CONNECTIONS" SIDECAR="$SIDECAR" \
        STRICT_TRANSPORT="$STRICT_TRANSPORT" REAL_IP="$REAL_IP" LISTENERS="$LISTENERS" ROOT="$ROOT" VAR="$VAR" RUN_DIR="$RUN_DIR" MEDIA_DIR="$MEDIA_DIR" \
        envsubst '${STRICT_TRANSPORT} ${REAL_IP} ${NGINX_USER} ${NGINX_WORKERS} ${NGINX_CONNECTIONS} ${SIDECAR} ${LISTENERS} ${ROOT} ${VAR} ${RUN_DIR} ${MEDIA_DIR}' \
        <"$ROOT/nginx/chatroom.conf.in" >"$file.new"
    local said
    if ! said=$(nginx -p "$VAR/nginx" -c nginx.conf.new -e stderr -t 2>&1 >/dev/null); then
        die "nginx refuses $file.new: $said"
    fi
    if cmp -s "$file.new" "$file"; then rm "$file.new"; else mv "$file.new" "$file"; fi
}
