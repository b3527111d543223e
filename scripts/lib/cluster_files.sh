# What three hosts need, from the templates in scripts/lib/cluster. Sourced after common.sh.
# shellcheck shell=bash disable=SC2034  # names are for envsubst

# write_cluster_files FOLDER ADDRESS ADDRESS ADDRESS: host1/ to host3/, with the same passwords.
write_cluster_files() {
    local folder=$1 address number
    shift
    for address in "$@"; do
        [[ "$address" =~ ^([0-9]{1,3}\.){3}[0-9]{1,3}$ ]] || die "\"$address\" is no IPv4 address"
    done
    command -v envsubst >/dev/null || die "envsubst is missing: apt-get install gettext-base"
    umask 077
    mkdir -p "$folder"
    settle_cluster_secrets "$folder/secrets.env"
    for number in 1 2 3; do write_host_files "$folder/host$number" "$number" "$@"; done
    say "Written: $folder/host1, host2 and host3. They hold passwords; README, \"Three hosts\", says where each file goes."
}

settle_cluster_secrets() {
    local name
    touch "$1"
    for name in DATABASE_PASSWORD REDIS_PASSWORD; do
        grep -q "^$name=[A-Za-z0-9]" "$1" || printf '%s=%s\n' "$name" "$(openssl rand -hex 24)" >>"$1"
    done
}

# In a shell of its own: nothing of it stays in the environment.
write_host_files() (
    folder=$1
    load_env "$(dirname "$folder")/secrets.env"
    export NUMBER=$2 NAME=host$2 ADDRESS_1=$3 ADDRESS_2=$4 ADDRESS_3=$5 ROOT
    local mine=ADDRESS_$2
    export ADDRESS=${!mine} REPLICA_OF=''
    # As the first ones are; afterwards the sentinels say so.
    ((NUMBER == 1)) || REPLICA_OF="replicaof $ADDRESS_1 6379"
    export PORT=${PORT:-8080} FRONT_PORT=${FRONT_PORT:-80} BUFFER_POOL=${CHATROOM_BUFFER_POOL:-48M} GCACHE=${GCACHE:-128M} SST_AUTH=${SST_AUTH:-mysql:}
    mkdir -p "$folder"
    local template known
    # What else has a dollar in it stays as it is.
    # shellcheck disable=SC2016
    known='${NUMBER} ${NAME} ${ADDRESS} ${ADDRESS_1} ${ADDRESS_2} ${ADDRESS_3} ${ROOT} ${REPLICA_OF} ${PORT} ${FRONT_PORT} ${BUFFER_POOL} ${GCACHE} ${SST_AUTH}'
    # shellcheck disable=SC2016
    known+=' ${DATABASE_PASSWORD} ${REDIS_PASSWORD}'
    for template in galera.cnf haproxy.cfg redis.conf sentinel.conf chatroom.env first.sql chatroom-elect.service; do
        envsubst "$known" <"$ROOT/scripts/lib/cluster/$template.in" >"$folder/$template"
    done
)
