# Limits that count in Redis, and go on counting without. Sourced by operations.sh.
# shellcheck shell=bash

# Restarts the instance with another setting: the last before those that end it.
run_limit_cases() {
    it "counts limits in Redis when it is told of one, and in the database when that dies" limits_count_in_redis
}

limits_count_in_redis() {
    local socket=$SCRATCH/redis.sock
    redis-server --port 0 --unixsocket "$socket" --save '' --dir "$SCRATCH" >/dev/null 2>&1 &
    local redis=$!
    # shellcheck disable=SC2064  # the process of now
    trap "kill -KILL $redis 2>/dev/null" EXIT
    expect "a Redis" wait_until 10 redis_counters "$socket"
    with=("${with[@]}" REDIS_URL="unix://$socket")
    expect "a start with it" in_instance main start
    in_instance main sql -e 'DELETE FROM chatroom.rate_limit'
    expect "a counted answer" counted_entry
    expect "one counter in Redis" same 1 "$(redis_counters "$socket")"
    expect "none in the database" same 0 "$(table_counters)"
    kill -KILL "$redis"
    expect "a counted answer all the same" counted_entry
    expect "one counter in the database" same 1 "$(table_counters)"
}

# Refused for want of a token, and counted before that.
counted_entry() { answer -X POST "$(url)/enter" | grep -qE '^ratelimit-remaining: [0-9]+$'; }
redis_counters() { redis-cli -e -s "$1" --raw EVAL "return #redis.call('KEYS', 'chatroom:limit:*')" 0 2>/dev/null; }
table_counters() { in_instance main sql -Ne 'SELECT COUNT(*) FROM chatroom.rate_limit'; }
