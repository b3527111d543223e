# A change of the phone keys on a house that runs: scripts/rotate-keys. Sourced by operations.sh.
# shellcheck shell=bash

MEMBERS=30

# With a house of their own: its members are these cases' alone.
run_rotation_cases() {
    use_instance keys
    it "starts a house to change the keys of" start_instance_on_free_port keys
    it "changes the phone keys without dropping a request or showing a key" changes_keys_while_serving
    it "goes on with a change of keys that was killed after the announcement" survives_a_kill PHONE_ENC_KEY_NEXT
    it "goes on with a change of keys that was killed with both keys in use" survives_a_kill PHONE_ENC_KEY_PREVIOUS
    it "finishes a change of keys whose last reload never came" finishes_the_last_reload
    it "keeps the old key while a ban needs it" keeps_the_key_of_a_ban
    it "leaves the keys alone that the environment gave" refuses_keys_of_the_environment
    it "stops that house" in_instance keys stop
    use_instance main
}

# The caller's settings must not reach the instance.
rotate() { PORT=1 CHATROOM_ENV=production CHATROOM_VAR="$VAR" "$ROOT/scripts/rotate-keys" "$@"; }
sql() { in_instance keys sql -N chatroom "$@"; }
sealed_phones() { node "$ROOT/tests/support/sealed_phones.mjs" "$1" "$VAR/chatroom.env" "$MEMBERS"; }
current_key() { sed -n 's/^PHONE_ENC_KEY=//p' "$VAR/chatroom.env"; }
one_key_is_left() {
    [[ "$(grep -c '^PHONE_ENC_KEY' "$VAR/chatroom.env")" == 1 && "$(grep -c '^PHONE_ENC_KEY' "$VAR/instance.env")" == 1 &&
        "$(current_key)" =~ ^[0-9a-f]{64}$ ]]
}

# And three keys of documents.
add_members() {
    sql -e "DELETE FROM phone_index; DELETE FROM user"
    sealed_phones rows | sql
    node "$ROOT/tests/support/sealed_phones.mjs" keys "$VAR/chatroom.env" "$VAR/document-keys"
}

everybody_is_found() {
    node "$ROOT/tests/support/sealed_phones.mjs" open "$VAR/chatroom.env" "$VAR/document-keys" || return 1
    sql -e "SELECT u.phone_ciphertext, u.phone_key_id, HEX(i.phone_hash), i.key_id FROM user u JOIN phone_index i ON i.user_id = u.id" |
        sealed_phones check
}

# sign_up NUMBER: what the API answers.
sign_up() {
    local token
    token=$(curl -s -m 5 -c "$SCRATCH/jar" -X POST "$(url)/api/auth/csrf" | sed -E 's/.*"csrfToken":"([^"]*)".*/\1/')
    curl -s -m 5 -b "$SCRATCH/jar" -H "x-csrf-token: $token" -H 'content-type: application/json' \
        -d "{\"phoneNumber\":\"$1\",\"firstName\":\"Ana\",\"lastName\":\"Li\",\"birthYear\":1980}" "$(url)/api/auth/signup"
}

# Asks for a page again and again until the file is there; prints every answer but 200.
knock_until() {
    local said
    until [[ -e "$1" ]]; do
        said=$(curl -s -m 5 -o /dev/null -w '%{http_code}' "$(url)/")
        [[ "$said" == 200 ]] || say "$said"
    done
}

changes_keys_while_serving() {
    local old sidecar said knocking
    add_members
    old=$(current_key) sidecar=$(pid_of ws)
    knock_until "$SCRATCH/rotated" >"$SCRATCH/knocks" &
    knocking=$!
    said=$(rotate 2>&1) || expect "a change of keys, not: $said" false
    touch "$SCRATCH/rotated" && wait "$knocking"
    expect "only good answers meanwhile, not $(xargs <"$SCRATCH/knocks")" test ! -s "$SCRATCH/knocks"
    expect "another key, alone" test "$old" != "$(current_key)"
    expect "no trace of the change in the settings" one_key_is_left
    expect "private files" test -z "$(find "$VAR" -maxdepth 1 -type f -perm /077)"
    expect "everybody sealed and found under it" everybody_is_found
    expect "the same sidecar" same "$sidecar" "$(pid_of ws)"
    expect "no key in: $said" test -z "$(grep -E '[0-9a-f]{32}' <<<"$said")"
    expect "no key in the logs" test -z "$(grep -rlF -e "$old" -e "$(current_key)" "$VAR/log")"
    expect "the pages to find a member under the new key" \
        same '{"error":"User already exists"}' "$(sign_up '+1 (202) 456-1000')"
}

# survives_a_kill VARIABLE: killed outright as soon as this variable stands in the settings.
survives_a_kill() {
    local said victim
    add_members
    CHATROOM_VAR="$VAR" setsid "$ROOT/scripts/rotate-keys" >/dev/null 2>&1 &
    victim=$!
    expect "the step to come" wait_until 30 grep -q "^$1=" "$VAR/chatroom.env"
    kill -KILL -- "-$victim"
    wait "$victim" 2>/dev/null
    expect "a healthy house" wait_until 10 healthy
    said=$(rotate 2>&1) || expect "it to go on, not: $said" false
    expect "no trace of the change in the settings" one_key_is_left
    expect "everybody sealed and found under the new key" everybody_is_found
    expect "a healthy house" healthy
}

finishes_the_last_reload() {
    local key said
    key=$(current_key)
    printf 'PHONE_ENC_KEY_PREVIOUS=%s\n' "$(openssl rand -hex 32)" >>"$VAR/instance.env"
    said=$(rotate 2>&1) || expect "it to finish, not: $said" false
    expect "the same key" same "$key" "$(current_key)"
    expect "no trace of the change in the settings" one_key_is_left
}

keeps_the_key_of_a_ban() {
    local said status=0
    add_members
    sql -e "INSERT INTO phone_index (phone_hash, key_id, expires_at) SELECT REPEAT('b', 32), MAX(key_id), '9999-01-01' FROM phone_index"
    said=$(rotate 2>&1) || status=$?
    expect "status 3, not $status: $said" test "$status" == 3
    expect "the old key beside the new one" grep -qE '^PHONE_ENC_KEY_PREVIOUS=[0-9a-f]{64}$' "$VAR/chatroom.env"
    expect "no key in: $said" test -z "$(grep -E '[0-9a-f]{32}' <<<"$said")"
    said=$(rotate --status) && expect "status 3 of --status" false
    expect "the ban in: $said" grep -qE '^[0-9a-f]{4} +previous +0 +0 +0 +0 +0 +0 +0 +1$' <<<"$said"
    said=$(rotate --forget-bans 2>&1) || expect "it to finish, not: $said" false
    expect "no trace of the change in the settings" one_key_is_left
    expect "everybody sealed and found under the new key" everybody_is_found
}

refuses_keys_of_the_environment() {
    local key said
    key=$(current_key)
    printf 'PHONE_ENC_KEY=%s\n' "$(openssl rand -hex 32)" >>"$VAR/overrides.env"
    said=$(rotate 2>&1) && expect "a refusal" false
    expect "the reason, not: $said" grep -q 'started with PHONE_ENC_KEY in its environment' <<<"$said"
    expect "the same key" same "$key" "$(current_key)"
    sed -i '/^PHONE_ENC_KEY=/d' "$VAR/overrides.env"
}
