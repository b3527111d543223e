# Fills nginx/chatroom.conf.in. Sourced after settings.sh.
# shellcheck shell=bash

# Sockets of visitors that nginx can hold in all; each needs a second connection to the sidecar.
MOST_SOCKETS=24576

# Whose X-Forwarded-For is believed: TRUSTED_PROXIES, addresses or networks separated by commas or spaces.
real_ip_directives() {
    local proxy
    for proxy in ${TRUSTED_PROXIES:+${TRUSTED_PROXIES//,/ }}; do
        [[ "$proxy" =~ ^[0-9a-fA-F.:]+(/[0-9]{1,3})?$ ]] || die "TRUSTED_PROXIES: \"$proxy\" is no address and no network"
        printf 'set_real_ip_from %s;\n    ' "$proxy"
    done
    [[ -z "${TRUSTED_PROXIES:-}" ]] || printf 'real_ip_header X-Forwarded-For;\n    real_ip_recursive on;'
}

# Writes nginx.conf when it is another than before; dies, leaving the old one in force, when nginx refuses the new one.
write_nginx_configuration() {
    local file=$VAR/nginx/nginx.conf
    local NGINX_USER='' NGINX_WORKERS NGINX_CONNECTIONS SIDECAR="unix:$RUN_DIR/ws.sock"
    ((EUID)) || NGINX_USER='user root;'
    NGINX_WORKERS=$(($(nproc) > 1 ? 2 : 1))
    NGINX_CONNECTIONS=$((2 * MOST_SOCKETS / NGINX_WORKERS))
    ((NGINX_CONNECTIONS <= $(ulimit -Hn))) || NGINX_CONNECTIONS=$(ulimit -Hn)
    local STRICT_TRANSPORT='' REAL_IP=''
    [[ "${FRONTEND_URL:-}" != https://* ]] || STRICT_TRANSPORT='max-age=63072000'
    REAL_IP=$(real_ip_directives)
    [[ -z "${SOCKET_PORT:-}" ]] || SIDECAR=127.0.0.1:$SOCKET_PORT
    # shellcheck disable=SC2016  # the names are for envsubst, which must leave nginx's own variables alone
    env NGINX_USER="$NGINX_USER" NGINX_WORKERS="$NGINX_WORKERS" NGINX_CONNECTIONS="$NGINX_CONNECTIONS" SIDECAR="$SIDECAR" \
        STRICT_TRANSPORT="$STRICT_TRANSPORT" REAL_IP="$REAL_IP" LISTEN="$CHATROOM_LISTEN:$PORT" ROOT="$ROOT" RUN_DIR="$RUN_DIR" MEDIA_DIR="$MEDIA_DIR" \
        envsubst '${STRICT_TRANSPORT} ${REAL_IP} ${NGINX_USER} ${NGINX_WORKERS} ${NGINX_CONNECTIONS} ${SIDECAR} ${LISTEN} ${ROOT} ${RUN_DIR} ${MEDIA_DIR}' \
        <"$ROOT/nginx/chatroom.conf.in" >"$file.new"
    local said
    if ! said=$(nginx -p "$VAR/nginx" -c nginx.conf.new -e stderr -t 2>&1 >/dev/null); then
        die "nginx refuses $file.new: $said"
    fi
    if cmp -s "$file.new" "$file"; then rm "$file.new"; else mv "$file.new" "$file"; fi
}
