#!/usr/bin/env bash
# Usage: tests/support/operations.sh [--build DIR]
#
# Tests what the operator relies on, with a whole instance in a scratch folder: one start and many, every process killed
# in turn, a stop that leaves nothing; a change of keys; and what nginx answers by itself. Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=scripts/lib/common.sh
source scripts/lib/common.sh
# shellcheck source=scripts/lib/settings.sh
source scripts/lib/settings.sh
# shellcheck source=scripts/lib/processes.sh
source scripts/lib/processes.sh
# shellcheck source=tests/support/instance.sh
source tests/support/instance.sh
# shellcheck source=tests/support/cases.sh
source tests/support/cases.sh
# shellcheck source=tests/support/front_cases.sh
source tests/support/front_cases.sh
# shellcheck source=tests/support/rotation_cases.sh
source tests/support/rotation_cases.sh
# shellcheck source=tests/support/admin_cases.sh
source tests/support/admin_cases.sh
# shellcheck source=tests/support/limit_cases.sh
source tests/support/limit_cases.sh
# shellcheck source=tests/support/cluster_cases.sh
source tests/support/cluster_cases.sh

# ---- cases -------------------------------------------------------------------------------------------------------------

starts() { start_instance_on_free_port main && expect "a healthy house" healthy; }

keeps_its_secrets() {
    expect "a private folder" same 700 "$(stat -c %a "$VAR")"
    expect "private settings" same 600 "$(stat -c %a "$VAR/chatroom.env")"
    local name
    for name in "${SECRETS[@]}"; do expect "a long $name" grep -qE "^$name=[0-9a-f]{64}\$" "$VAR/chatroom.env"; done
    expect "no two secrets alike" same "${#SECRETS[@]}" "$(sed -nE 's/^[A-Z_]+=([0-9a-f]{64})$/\1/p' "$VAR/chatroom.env" | sort -u | wc -l)"
}

tells_what_runs() {
    local said
    said=$(in_instance main status)
    expect "every service in: $said" grep -q '^run: ws: ' <<<"$said"
    expect "how the socket server fares in: $said" grep -qx 'No flood: everything is delivered at once.' <<<"$said"
}

# Everybody on the machine can read what a program is called with: the secrets are made with programs that tell.
shows_no_secret_on_a_command_line() {
    local name
    mkdir -p "$SCRATCH/tell" "$SCRATCH/fresh"
    for name in awk cat chmod cp grep mv sed sort sync tee; do
        printf '#!/bin/bash\nprintf "%%s\\n" "%s $*" >>"%s"\nexec "%s" "$@"\n' "$name" "$SCRATCH/calls" "$(command -v "$name")" >"$SCRATCH/tell/$name"
        chmod +x "$SCRATCH/tell/$name"
    done
    (PATH=$SCRATCH/tell:$PATH SETTINGS_FILE=$SCRATCH/fresh/chatroom.env write_operator_settings)
    expect "secrets" test "$(grep -cE '^[A-Z_]+=[0-9a-f]{64}$' "$SCRATCH/fresh/chatroom.env")" == "${#SECRETS[@]}"
    expect "programs that told" grep -q '^cp ' "$SCRATCH/calls"
    expect "no secret in $(cat "$SCRATCH/calls")" test -z "$(grep -E '[0-9a-f]{32}' "$SCRATCH/calls")"
}

database_is_durable_and_small() {
    local settings pss
    settings=$(in_instance main sql -Ne 'SELECT @@innodb_flush_log_at_trx_commit, @@innodb_doublewrite, @@skip_networking')
    expect "durable, without a network" same "1 1 1" "$(xargs <<<"$settings")"
    pss=$(awk '/^Pss:/ { print $2 }' "/proc/$(pid_of mariadb)/smaps_rollup")
    expect "less than 150 MB, not $pss kB" test "$pss" -lt 153600
}

second_start_reloads() {
    local supervisor database sidecar worker door
    supervisor=$(supervisor_pid) database=$(pid_of mariadb) sidecar=$(pid_of ws)
    worker=$(first_child_of "$(pid_of fcgi)") door=$(first_child_of "$(pid_of nginx)")
    expect "the second start to succeed" in_instance main start
    expect "the same supervisor" same "$supervisor" "$(supervisor_pid)"
    expect "one supervisor" same 1 "$(pgrep -c -s "$supervisor" -x runsvdir)"
    expect "the same database" same "$database" "$(pid_of mariadb)"
    expect "the same sidecar: nothing it read has changed" same "$sidecar" "$(pid_of ws)"
    expect "the same worker of nginx: its configuration has not changed" same "$door" "$(first_child_of "$(pid_of nginx)")"
    expect "new page workers" wait_until 10 is_gone "$worker"
    expect "a healthy house" healthy
}

# comes_back SERVICE PID: the process is killed outright; a healthy house without it follows.
comes_back() {
    local service=$1 victim=$2
    expect "a process to kill" test -n "$victim"
    kill -KILL "$victim"
    expect "the victim to be gone" wait_until 5 is_gone "$victim"
    expect "$service to be back within 10 s" wait_until 10 is_back "$service" "$victim"
    expect "nothing left of the killed one" wait_until 10 no_strays "$service"
}
is_back() { local now; now=$(pid_of "$1") && [[ -n "$now" && "$now" != "$2" ]] && healthy; }

# Every process of the service is the supervised one or descends from it.
no_strays() {
    local main pid parent
    main=$(pid_of "$1")
    for pid in $(service_pids "$1" | sort -u); do
        [[ "$pid" == "$main" ]] && continue
        parent=$(awk '/^PPid:/ { print $2 }' "/proc/$pid/status" 2>/dev/null)
        [[ -z "$parent" || "$parent" == "$main" ]] || return 1
    done
}

survives_its_supervisor() {
    local main runsv
    main=$(pid_of fcgi)
    runsv=$(awk '/^PPid:/ { print $2 }' "/proc/$main/status")
    kill -KILL "$runsv"
    expect "the service under a new supervisor" wait_until 15 is_back fcgi "$main"
    expect "the old one to be gone" wait_until 15 is_gone "$main"
    expect "no strays" wait_until 5 no_strays fcgi
}

new_port_restarts() {
    local old new
    old=$(url)
    start_instance_on_free_port main || exit 1
    new=$(url)
    expect "another address" test "$old" != "$new"
    expect "a healthy house there" healthy
    expect "nobody at the old one" test "$(curl -s -o /dev/null -w '%{http_code}' "$old/health")" == 000
    in_instance main start || exit 1
    expect "the port to be remembered while it runs" same "$new" "$(url)"
}

refuses_a_taken_port() {
    local port
    port=$(sed -n 's/^PORT=//p' "$VAR/instance.env")
    with=("${with[@]}" PORT="$port")
    local said
    ! said=$(in_instance second start 2>&1) || exit 1
    expect "the reason, not: $said" grep -q "port $port is in use by another program" <<<"$said"
}

works_with_another_database() {
    local main
    main=$(sed -n 's/^DATABASE_URL=//p' "$VAR/instance.env")
    with=("${with[@]}" DATABASE_URL="$main")
    start_instance_on_free_port guest || exit 1
    use_instance guest
    expect "a healthy house" healthy
    expect "no private database" test ! -e "$VAR/mysql"
    in_instance guest stop >/dev/null
    expect "no process" none_left instance_pids
}

finds_room_for_long_paths() {
    local name
    name=$(printf 'deep%.0s' {1..30})
    use_instance "$name"
    local place
    start_instance_on_free_port "$name" || exit 1
    start_instance_on_free_port "$name" || exit 1
    expect "a healthy house after a restart" healthy
    place=$(realpath "$VAR/run")
    expect "short sockets" test -S "$place/mysqld.sock" -a "${#place}" -lt 70
    expect "a stop" in_instance "$name" stop
    expect "no process" none_left instance_pids
    expect "nothing left behind in $place" test ! -e "$place"
}

stops_without_its_supervisor() {
    kill -KILL "$(supervisor_pid)"
    kill -KILL "$(pid_of nginx)"
    expect "a stop" in_instance main stop
    expect "no process" none_left instance_pids
}

starts_again_after_a_crash() {
    in_instance main start-database || exit 1
    # Everything at once, as when the machine goes down: sockets and process ids stay behind.
    # shellcheck disable=SC2046  # a list of numbers
    kill -KILL $(instance_pids)
    expect "nothing alive" wait_until 5 none_left instance_pids
    starts
    expect "a stop" in_instance main stop
    expect "no process" none_left instance_pids
    expect "a stop of what does not run" in_instance main stop
}

scratch_folders() { find /tmp /dev/shm -maxdepth 1 -name 'chatroom-test.*' | LC_ALL=C sort; }
tidies_up_after_failed_tests() {
    local before said
    before=$(scratch_folders)
    said=$(ends_with 1 "$ROOT/scripts/test" --build "$SCRATCH/nowhere" admin) || { say "$said"; exit 1; }
    expect "a failure in: $said" grep -qx '0 passed, 1 failed' <<<"$said"
    expect "the folders of before" same "$before" "$(scratch_folders)"
}

# mariadbd and nginx behave otherwise as root; the house must not need it.
# From a copy of their own: this checkout may lie where they cannot look.
works_for_an_ordinary_user() {
    local home=$SCRATCH/nobody name
    mkdir "$home" "$home/house" && chmod 711 "$SCRATCH"
    for name in scripts templates static nginx sql .env.example; do cp -R "$ROOT/$name" "$home/house/"; done
    mkdir -p "$home/house/build/bin"
    cp "$BUILD_FOLDER"/bin/chatroom-{fcgi,ws,admin,image} "$home/house/build/bin/"
    cp -R "$BUILD_FOLDER/messages" "$BUILD_FOLDER/static" "$home/house/build/"
    chown -R 65534:65534 "$home"
    local as=(setpriv --reuid 65534 --regid 65534 --clear-groups env HOME="$home" CHATROOM_VAR="$home/var")
    VAR=$home/var
    cd "$home/house" || exit
    expect "a start" "${as[@]}" "${with[@]}" BUILD="$home/house/build" PORT="$(free_port)" scripts/instance start
    expect "a healthy house" healthy
    expect "a stop" "${as[@]}" scripts/instance stop
    expect "no process" none_left instance_pids
    cd "$ROOT" || exit
}

main() {
    BUILD_FOLDER=$ROOT/build
    while (($#)); do
        case "$1" in
            --build) BUILD_FOLDER=$(realpath "$2") && shift ;;
            -h | --help) usage && exit ;;
            *) die "unknown argument $1 (see --help)" ;;
        esac
        shift
    done
    open_scratch
    with=(BUILD="$BUILD_FOLDER" CHATROOM_ENV=test CHATROOM_WORKERS=2)
    use_instance main
    it "starts a healthy house" starts
    # Without one, every further case would only say so again.
    ((failed)) || run_cases
    say "$passed passed, $failed failed"
    ((failed == 0))
}

run_cases() {
    it "keeps secrets of its own, readable by the owner alone" keeps_its_secrets
    it "tells what runs, and whether there is a flood" tells_what_runs
    it "shows no secret on a command line" shows_no_secret_on_a_command_line
    it "runs a database that is durable, small and not on the network" database_is_durable_and_small
    run_front_cases
    run_admin_cases
    run_cluster_cases
    it "reloads when started again" second_start_reloads
    run_rotation_cases
    it "comes back when the database is killed" comes_back mariadb "$(pid_of mariadb)"
    it "comes back when the parent of the workers is killed" comes_back fcgi "$(pid_of fcgi)"
    it "comes back when the sidecar is killed" comes_back ws "$(pid_of ws)"
    it "comes back when the jobs are killed" comes_back jobs "$(pid_of jobs)"
    it "comes back when the master of nginx is killed" comes_back nginx "$(pid_of nginx)"
    it "comes back when a page worker is killed" comes_back_below fcgi
    it "comes back when a worker of nginx is killed" comes_back_below nginx
    it "takes a service back whose supervisor was killed" survives_its_supervisor
    it "moves to another port, and remembers it while it runs" new_port_restarts
    it "refuses a port that is taken, and says so" refuses_a_taken_port
    it "works with a database elsewhere" works_with_another_database
    run_limit_cases
    it "stops without a trace after its supervisor was killed" stops_without_its_supervisor
    it "starts again after everything was killed at once" starts_again_after_a_crash
    it "finds room for its sockets when the path is long" finds_room_for_long_paths
    it "leaves nothing of tests that failed" tidies_up_after_failed_tests
    ((EUID)) || it "works for an ordinary user" works_for_an_ordinary_user
}

# A worker is replaced by its parent, which stays.
comes_back_below() {
    local main worker
    main=$(pid_of "$1") worker=$(first_child_of "$main")
    expect "a worker to kill" test -n "$worker"
    kill -KILL "$worker"
    expect "another worker" wait_until 10 is_replaced "$main" "$worker"
    expect "the same parent" same "$main" "$(pid_of "$1")"
    expect "a healthy house" wait_until 10 healthy
}
is_replaced() { is_gone "$2" && [[ -n "$(first_child_of "$1")" ]]; }

main "$@"
