# The operator's commands on a running instance. Sourced after cases.sh; run_admin_cases is called while "main" runs.
# shellcheck shell=bash

ADMIN_SCRIPTS=(grant-role reset-second-step find-user jobs audit-verify ledger-check payout refunds retention-report)

run_admin_cases() {
    it "explains each command of the operator" explains_commands
    it "says that nothing runs where nothing does" needs_an_instance
    it "lists the background jobs" lists_jobs
    it "makes the first admin, and finds members" makes_an_admin
    it "takes away a second step that is lost" resets_a_second_step
    it "refuses arguments without sense, each with its status" refuses_nonsense
    it "finds what was done to the audit log" finds_tampering
}

# script NAME ARGS...: the wrapper, on the instance under test.
script() { env CHATROOM_VAR="$VAR" "$ROOT/scripts/$1" "${@:2}"; }

# ends_with STATUS COMMAND...: also prints what it says.
ends_with() {
    local wanted=$1 status=0
    shift
    "$@" 2>&1 || status=$?
    ((status == wanted)) || { say "status $status instead of $wanted"; return 1; }
}

explains_commands() {
    local name said
    for name in "${ADMIN_SCRIPTS[@]}"; do
        said=$(ends_with 0 script "$name" --help) || { say "$said"; exit 1; }
        expect "the usage of $name" grep -q "^Usage: scripts/$name " <<<"$said"
        expect "its statuses" grep -q '^Status 0' <<<"$said"
    done
}

needs_an_instance() {
    local name said
    for name in "${ADMIN_SCRIPTS[@]}"; do
        said=$(VAR=$SCRATCH/nowhere ends_with 1 script "$name") || { say "$said"; exit 1; }
        expect "what to do, not: $said" grep -q 'nothing runs in .*: make run' <<<"$said"
    done
}

lists_jobs() {
    expect "a job that has run" wait_until 20 has_run end-expired-guests
    expect "the same as JSON" grep -q '"name": "end-expired-guests"' <<<"$(script jobs --json)"
}
has_run() { script jobs | grep -qE "^$1 .* last [0-9]+ (s|min) ago\$"; }

makes_an_admin() {
    local user said
    user=$(add_member Operatrix) || exit 1
    expect "nobody's role" grep -qx 'roles      none' <<<"$(script find-user "$user")"
    expect "the grant" ends_with 0 script grant-role "$user" admin
    said=$(script find-user "$user")
    expect "an admin of that name in: $said" same "name       Operatrix status     ACTIVE roles      admin" "$(sed -n 2,4p <<<"$said" | paste -sd " ")"
    expect "one of a room too" ends_with 0 script grant-role "$user" moderator --room en
    expect "both as JSON" grep -q '"role": "moderator"' <<<"$(script find-user "$user" --json)"
    expect "the revocation" ends_with 0 script grant-role "$user" moderator --room en --revoke
    expect "one role left" grep -qx 'roles      admin' <<<"$(script find-user "$user")"
    expect "a whole record of it" grep -q '^The audit log is whole: [0-9]* rows$' <<<"$(ends_with 0 script audit-verify)"
    expect "a private file with its end" same 600 "$(stat -c %a "$VAR/audit.head")"
}

resets_a_second_step() {
    local user said
    user=$(add_member Forgetta) || exit 1
    in_instance main sql chatroom -e "
        UPDATE user SET totp_ciphertext = 'sealed', totp_key_id = 1, totp_confirmed_at = UTC_TIMESTAMP(3) WHERE id = $user"
    expect "one that is set up" grep -qx '2nd step   set up' <<<"$(script find-user "$user")"
    said=$(ends_with 0 script reset-second-step "$user")
    expect "the outcome in: $said" same "the second step of member $user is off, and all their sessions have ended" "$said"
    expect "none any more" grep -qx '2nd step   not set up' <<<"$(script find-user "$user")"
    expect "nothing to change" grep -q '"changed": false' <<<"$(ends_with 0 script reset-second-step "$user" --json)"
    expect "no such member" grep -q 'no member 4711' <<<"$(ends_with 1 script reset-second-step 4711)"
    expect "a missing argument" ends_with 106 script reset-second-step
    expect "a whole record of it" ends_with 0 script audit-verify
}

# add_member NAME: a member; prints the id.
add_member() {
    local name=$1
    in_instance main sql chatroom -Ne "
        INSERT INTO stream (kind) VALUES ('PERSON');
        SET @stream = LAST_INSERT_ID();
        INSERT INTO user (created_at, updated_at) VALUES (UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
        SET @user = LAST_INSERT_ID();
        INSERT INTO participant (user_id, stream_id, display_name, name_key, created_at, last_seen_at)
        VALUES (@user, @stream, '$name', '${name,,}', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3));
        SELECT @user"
}

refuses_nonsense() {
    expect "nobody with that number" grep -qx 'Nobody fits.' <<<"$(ends_with 1 script find-user '(202) 456-1111' --country US)"
    expect "nobody as JSON" same '[]' "$(ends_with 1 script find-user 4711 --json)"
    expect "no such member" grep -q 'no member 4711' <<<"$(ends_with 1 script grant-role 4711 admin)"
    expect "no such role" grep -q 'moderator, reviewer or admin' <<<"$(ends_with 1 script grant-role 4711 king)"
    expect "a missing argument" ends_with 106 script grant-role 4711
    expect "one too many" ends_with 109 script audit-verify now
}

finds_tampering() {
    local actor said
    actor=$(in_instance main sql chatroom -Ne "SELECT actor FROM audit_log WHERE id = 1")
    in_instance main sql chatroom -e "UPDATE audit_log SET actor = 'user:4711' WHERE id = 1"
    said=$(ends_with 1 script audit-verify) || { say "$said"; exit 1; }
    expect "the first broken row in: $said" grep -q '^BROKEN (altered): row 1 ' <<<"$said"
    expect "the same as JSON" grep -q '"row": 1' <<<"$(ends_with 1 script audit-verify --json)"
    in_instance main sql chatroom -e "UPDATE audit_log SET actor = '$actor' WHERE id = 1"
    expect "a whole record again" ends_with 0 script audit-verify
}
