# One host of the laboratory: its database node, scripts/elect, HAProxy, Redis and sentinel under a supervisor of their own, and a
# house by scripts/instance. Sourced by scripts/cluster; STATE, BUILD and ROOT are set.
# shellcheck shell=bash disable=SC2153,SC2016  # STATE is no misspelling; what services expand themselves

SERVICES=(galera elect redis sentinel haproxy)

folder_of() { say "$STATE/host$1"; }

make_host() {
    local host=$1 folder service
    folder=$(folder_of "$host")
    mkdir -p "$folder/mysql" "$folder/mysql.tmp" "$folder/redis" "$folder/log" "$folder/service" "$folder/run" "$folder/var"
    # The database and scripts/elect are the user mysql here too.
    chmod 711 "$folder"
    install -m 644 "$STATE/files/host$host/galera.cnf" "$folder/galera.cnf"
    # Redis and its sentinel change theirs.
    cp "$STATE/files/host$host"/*.conf "$folder/redis/"
    write_house_settings "$host" "$folder"
    for service in "${SERVICES[@]}"; do write_host_service "$host" "$folder" "$service"; done
    chown mysql: "$folder/mysql" "$folder/mysql.tmp" "$folder/run"
}

# The first node's. The others get theirs as copies of it.
make_data_folder() {
    TMPDIR=$1/mysql.tmp mariadb-install-db --no-defaults --user=mysql --force --skip-name-resolve --auth-root-authentication-method=normal \
        --skip-test-db --datadir="$1/mysql" >"$1/log/install.log" 2>&1 || die "mariadb-install-db failed: $(tail -n 5 "$1/log/install.log")"
}

# The same secrets at all three: those of the first.
write_house_settings() {
    local host=$1 folder=$2 first name
    first=$(folder_of 1)/var/chatroom.env
    if ((host == 1)); then
        cp "$ROOT/.env.example" "$first"
        for name in ACCESS_TOKEN_SECRET REFRESH_TOKEN_SECRET PHONE_ENC_KEY AUDIT_SECRET VAPID_PRIVATE_KEY CHATROOM_DATABASE_PASSWORD; do
            printf '%s=%s\n' "$name" "$(openssl rand -hex 32)"
        done | fill_in "$first"
        printf '%s=%s\n' MEDIA_DIR "$STATE/media" DOCUMENTS_DIR "$STATE/documents" DOCUMENT_KEYS_DIR "$STATE/document-keys" \
            FRONTEND_URL "http://$(address_of 1)" >>"$first"
        cp "$first" "$STATE/house.env"
    fi
    cat "$STATE/house.env" "$STATE/files/host$host/chatroom.env" >"$folder/var/chatroom.env"
}

# fill_in FILE: takes lines KEY=value in place of what stands there empty.
fill_in() {
    awk -F= 'NR == FNR { given[$1] = $0; next } ($1 in given) && $0 == $1 "=" { print given[$1]; next } { print }' - "$1" >"$1.filled"
    mv "$1.filled" "$1"
}

# ---- services ----------------------------------------------------------------------------------------------------------

write_host_service() {
    local host=$1 folder=$2 service=$3 at
    at=$folder/service/$service
    mkdir -p "$at"
    {
        printf '#!/bin/bash\nexec >>%s/log/%s.log 2>&1\nset -euo pipefail\nulimit -Sn "$(ulimit -Hn)"\n' "$folder" "$service"
        "command_of_$service" "$host" "$folder"
    } >"$at/run"
    chmod 700 "$at/run"
}

command_of_galera() {
    # After a kill only a look into its files tells a node how far it had come; with that it asks for what it missed and not for everything.
    cat <<RUN
export MALLOC_ARENA_MAX=2
server=(mariadbd --defaults-file=$2/galera.cnf --user=mysql --datadir=$2/mysql --tmpdir=$2/mysql.tmp --socket=$2/run/mysqld.sock
    --pid-file=$2/run/mysqld.pid --performance-schema=0 --key-buffer-size=1M --aria-pagecache-buffer-size=4M)
extra=()
if [[ -e $2/new-cluster ]]; then
    extra+=(--wsrep-new-cluster)
    rm $2/new-cluster
elif [[ -e $2/mysql/grastate.dat ]]; then
    position=\$("\${server[@]}" --wsrep-recover --disable-log-error 2>&1 | sed -n 's/.*WSREP: Recovered position: *//p' | tail -n 1)
    [[ -z "\$position" ]] || extra+=(--wsrep-start-position="\$position")
fi
exec "\${server[@]}" "\${extra[@]}"
RUN
}
command_of_elect() { printf 'exec setpriv --reuid mysql --regid mysql --clear-groups %s/scripts/elect host%s %s:3310 %s/run %s/run/mysqld.sock\n' "$ROOT" "$1" "$(address_of "$1")" "$2" "$2"; }
command_of_haproxy() { printf 'exec haproxy -db -f %s/files/host%s/haproxy.cfg\n' "$STATE" "$1"; }
command_of_redis() { printf 'exec redis-server %s/redis/redis.conf --dir %s/redis\n' "$2" "$2"; }
command_of_sentinel() { printf 'exec redis-sentinel %s/redis/sentinel.conf --dir %s/redis\n' "$2" "$2"; }

# Nothing of the caller's stays open in it.
start_supervisor() {
    (
        cd /
        in_network "$1" setsid env -i PATH="$PATH" LANG=C.UTF-8 runsvdir -P "$2/service"
    ) >>"$2/log/supervisor.log" 2>&1 </dev/null &
}

begin_group() {
    local host folder
    folder=$(folder_of 1)
    make_data_folder "$folder"
    touch "$folder/new-cluster"
    for host in "${HOSTS[@]}"; do
        folder=$(folder_of "$host")
        start_supervisor "$host" "$folder"
        wait_until 120 node_is_synced "$host" || die "the database node of host $host does not come up: $folder/log/galera.log"
        ((host > 1)) || client_of 1 <"$STATE/files/host1/first.sql"
    done
}

client_of() { mariadb --no-defaults --socket="$(folder_of "$1")/run/mysqld.sock" --user=root --connect-timeout=2 "${@:2}"; }
node_is_synced() { [[ "$(client_of "$1" --batch --skip-column-names -e "SHOW STATUS LIKE 'wsrep_local_state'" 2>/dev/null)" == *$'\t'4 ]]; }

# ---- the house ---------------------------------------------------------------------------------------------------------

house_of() { in_network "$1" env CHATROOM_VAR="$(folder_of "$1")/var" BUILD="$BUILD" "$ROOT/scripts/instance" "${@:2}"; }

start_house() {
    wait_until 30 finds_database "$1" || die "host $1 does not find the elected database: $(folder_of "$1")/log/haproxy.log"
    house_of "$1" start >/dev/null || die "the house of host $1 does not start"
}

# A server greets whoever connects; what is turned away hears nothing.
finds_database() {
    # shellcheck disable=SC2016  # for the inner shell
    [[ "$(in_network "$1" timeout 2 bash -c 'exec 3<>/dev/tcp/127.0.0.1/3307 && head -c 5 <&3 | wc -c' 2>/dev/null)" == 5 ]]
}

# ---- what the commands do ----------------------------------------------------------------------------------------------

host_kill() {
    local pids
    network_exists "$1" || return 0
    # Whoever was being born when the list was made is on the next one.
    while pids=$(pids_in "$1" | xargs) && [[ -n "$pids" ]]; do
        # shellcheck disable=SC2086  # a list of numbers
        kill -KILL $pids 2>/dev/null || true
    done
}

host_restart() {
    local host=$1 folder
    folder=$(folder_of "$host")
    if [[ -n "$(pids_in "$host")" ]]; then stop_host "$host" "$folder"; fi
    start_supervisor "$host" "$folder"
    wait_until 120 node_is_synced "$host" || die "the database node of host $host does not join: $folder/log/galera.log"
    start_house "$host"
}

# The house first, which needs the others; the database before what says where it is.
stop_host() {
    local service
    house_of "$1" stop >/dev/null
    for service in "${SERVICES[@]}"; do sv -w 30 force-stop "$2/service/$service" >/dev/null || true; done
    host_kill "$1"
}

remove_run_folder() {
    local link
    link=$(folder_of "$1")/var/run
    [[ ! -L "$link" ]] || rm -rf "$(realpath -m "$link")"
}

show_host() {
    local folder answer state
    folder=$(folder_of "$1")
    answer=$(cat "$folder/run/answer" 2>/dev/null || true)
    if [[ -z "$(pids_in "$1")" ]]; then
        say "host $1  $(address_of "$1")  nothing runs"
        return
    fi
    state=$(in_network "$1" curl -s -m 5 -o /dev/null -w '%{http_code}' "http://127.0.0.1:8080/health" || true)
    say "host $1  $(address_of "$1")  /health $state  database: ${answer:-nobody says}"
}
