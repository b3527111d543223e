# What scripts/cluster and scripts/elect do without a laboratory; with one: make cluster. Sourced by operations.sh.
# shellcheck shell=bash

run_cluster_cases() {
    it "explains what is for three hosts" explains_cluster
    it "refuses what makes no sense to it" cluster_refuses_nonsense
    it "writes what three hosts need, with passwords that stay" writes_cluster_files
}

explains_cluster() {
    local name said
    for name in cluster elect; do
        said=$(ends_with 0 "scripts/$name" --help) || { say "$said"; exit 1; }
        expect "the usage of $name" grep -q "^Usage: scripts/$name " <<<"$said"
        expect "its statuses" grep -q '^Status 0' <<<"$said"
    done
}

cluster_refuses_nonsense() {
    expect "no command" ends_with 2 scripts/cluster
    expect "another one" ends_with 2 scripts/cluster fly
    expect "three addresses" ends_with 2 scripts/cluster files "$SCRATCH/files" 10.0.0.1
    expect "addresses" ends_with 1 scripts/cluster files "$SCRATCH/files" 10.0.0.1 10.0.0.2 nowhere
    expect "one of the hosts" ends_with 2 scripts/cluster kill 4
    expect "nothing there" env CHATROOM_CLUSTER="$SCRATCH/no-cluster" bash -c 'scripts/cluster status; (($? == 3))'
    expect "a name, an address and a folder" ends_with 2 scripts/elect host1
    expect "an address with a port" ends_with 2 scripts/elect host1 10.0.0.1 "$SCRATCH"
}

writes_cluster_files() {
    local folder=$SCRATCH/files before
    expect "the files" ends_with 0 scripts/cluster files "$folder" 10.0.0.1 10.0.0.2 10.0.0.3
    expect "seven for each host" same 21 "$(find "$folder"/host? -type f | wc -l)"
    expect "for nobody else's eyes" same 0 "$(find "$folder" -perm /077 | wc -l)"
    expect "nothing left open" same 0 "$(grep -rlE '\$\{[A-Z_0-9]+\}' "$folder" | wc -l)"
    expect "each its own address" grep -qx 'wsrep-node-address = 10.0.0.2' "$folder/host2/galera.cnf"
    expect "the way to the group" grep -qx 'wsrep-cluster-address = gcomm://10.0.0.1,10.0.0.2,10.0.0.3' "$folder/host3/galera.cnf"
    expect "a replica" grep -qx 'replicaof 10.0.0.1 6379' "$folder/host2/redis.conf"
    expect "one primary at first" same 2 "$(grep -l '^replicaof' "$folder"/host?/redis.conf | wc -l)"
    expect "the same database for all" same 1 "$(grep -h '^DATABASE_URL=' "$folder"/host?/chatroom.env | sort -u | wc -l)"
    before=$(cat "$folder/secrets.env")
    expect "the files again" ends_with 0 scripts/cluster files "$folder" 10.0.0.1 10.0.0.2 10.0.0.3
    expect "the passwords of before" same "$before" "$(cat "$folder/secrets.env")"
}
