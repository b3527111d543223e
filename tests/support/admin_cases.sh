# The operator's commands on a running instance. Sourced after cases.sh; run_admin_cases is called while "main" runs.
# shellcheck shell=bash

# Of each: with which arguments it does something, and with which it refuses, by which status. @ stands for a number that no earlier call had; MEMBER,
# PERSON and ACTION for a member's id, their number as a person, and a mute of theirs, all made for this call.
declare -A DOES=(
    [announce]='en-us Hello' [audit-export]='' [audit-verify]='' [ban]='PERSON --for 2h' [content-rules]='put words spam@spam'
    [create-admin]='+1202456@ --birth-year 1980' [emergency]='en-us --write members --for 1h' [find-user]='MEMBER' [grant-role]='MEMBER moderator --room en'
    [jobs]='' [ledger-check]='' [lift-action]='ACTION' [lounge]='add en-at@ Somewhere' [moderate]='warning PERSON' [mute]='PERSON --for 2h' [payout]=''
    [refunds]='' [reset-second-step]='MEMBER' [retention-report]='' [rotate-keys]='--status' [rush]='auto' [sms-outbox]='--all' [stats]='' [stream-check]=''
    [unban]='BANNED' [unmute]='MUTED'
)
declare -A REFUSES=(
    [announce]='1 en-nowhere Hello' [audit-export]='105 --from 0' [audit-verify]='109 now' [ban]='1 4711' [content-rules]='1 switch 4711 off'
    [create-admin]='1 12 --birth-year 1980' [emergency]='1 en-us' [find-user]='1 4711' [grant-role]='1 4711 admin'
    [jobs]='109 now' [ledger-check]='109 now' [lift-action]='1 4711' [lounge]='1 close en-nowhere' [moderate]='1 warning 4711' [mute]='1 PERSON'
    [payout]='1 --show 12' [refunds]='1 retry 4711' [reset-second-step]='1 4711' [retention-report]='109 now' [rotate-keys]='1 --burn'
    [rush]='105 maybe' [sms-outbox]='1 drop 4711' [stats]='109 now' [stream-check]='109 now' [unban]='1 PERSON' [unmute]='1 4711'
)
# Scripts of the operator that are no commands of chatroom-admin, the tests that run them, and by which word where it is not their name.
declare -A TESTED_IN=(
    [backup]=tests/e2e/backup.test.mjs [certificate]=tests/vps/run.sh [doctor]=tests/e2e/watching.test.mjs [logs-of]=tests/e2e/watching.test.mjs
    [cluster]=tests/support/cluster_cases.sh [elect]=tests/support/cluster_cases.sh [restore]=tests/e2e/backup.test.mjs [instance]=tests/support/operations.sh [setup]='tests/vps/run.sh install-vps'
)

mapfile -t ADMIN_SCRIPTS < <(printf '%s\n' "${!DOES[@]}" | LC_ALL=C sort)

run_admin_cases() {
    it "knows a test of each script of the operator" knows_each_script
    it "explains each command of the operator" explains_commands
    it "explains what looks at a house from outside" explains_lookers
    it "says that nothing runs where nothing does" needs_an_instance
    it "lists the background jobs" lists_jobs
    it "makes the first admin, and finds members" makes_an_admin
    it "takes away a second step that is lost" resets_a_second_step
    it "refuses arguments without sense, each with its status" refuses_nonsense
    local name
    for name in "${ADMIN_SCRIPTS[@]}"; do
        it "$name does what it is asked, and says so in words and in JSON" does_it "$name"
        it "$name refuses what it cannot do, with a reason and nothing for programs" refuses_it "$name"
    done
    it "closes a lounge at every door, and opens it again" closes_a_lounge
    it "mutes and bans, and takes it back" takes_back
    it "makes manual pages and a completion that fit" makes_a_manual
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

# A script that nobody tests, and a test of a script that there is not.
knows_each_script() {
    local name file word
    # shellcheck source=scripts/lib/manual.sh
    source "$ROOT/scripts/lib/manual.sh"
    for name in $(operator_scripts); do
        if [[ -n "${DOES[$name]+there}" ]]; then
            expect "a refusal of $name in REFUSES" test -n "${REFUSES[$name]:-}"
        else
            read -r file word <<<"${TESTED_IN[$name]:-}"
            expect "$name in DOES, or the file of its tests in TESTED_IN" test -n "$file" -a -e "$ROOT/$file"
            expect "$name in $file" grep -q -- "${word:-$name}" "$ROOT/$file"
        fi
    done
    for name in "${!DOES[@]}" "${!REFUSES[@]}" "${!TESTED_IN[@]}"; do expect "a script $name" test -x "$ROOT/scripts/$name"; done
}

explains_commands() {
    local name said
    for name in "${ADMIN_SCRIPTS[@]}"; do
        said=$(ends_with 0 script "$name" --help) || { say "$said"; exit 1; }
        expect "the usage of $name" grep -q "^Usage: scripts/$name " <<<"$said"
        expect "$name to name --json" grep -q '^  --json  *[a-z]' <<<"$said"
        expect "the statuses of $name" grep -q '^Status 0' <<<"$said"
        expect "the same in the middle of a command of $name" same "$said" "$(script "$name" --json --help)"
    done
}

# arguments TEXT: one a line, with what its words stand for.
arguments() {
    local word call
    # In a file: what a part of a case counts is forgotten with it.
    echo >>"$SCRATCH/orders"
    call=$((1000 + $(wc -l <"$SCRATCH/orders")))
    for word in $1; do
        case "$word" in
            MEMBER) word=$(add_member "Member$call") ;;
            PERSON) word=$(person_of "$(add_member "Person$call")") ;;
            MUTED) word=$(person_of "$(add_member "Muted$call")") && script mute "$word" --for 1h >/dev/null ;;
            BANNED) word=$(person_of "$(add_member "Banned$call")") && script ban "$word" >/dev/null ;;
            ACTION) word=$(script mute "$(person_of "$(add_member "Acted$call")")" --for 1h --json | field action) ;;
        esac
        say "${word//@/$call}"
    done
}

person_of() { in_instance main sql chatroom -Ne "SELECT id FROM participant WHERE user_id = $1"; }
# Of the object on the standard input.
field() { node -e 'process.stdout.write(String(JSON.parse(require("fs").readFileSync(0))[process.argv[1]]))' "$1"; }
is_json() { node -e 'JSON.parse(require("fs").readFileSync(0))' <<<"$1" 2>/dev/null; }
has_camels() { grep -qE '"[a-z]+[A-Z][A-Za-z]*":' <<<"$1"; }

does_it() {
    local name=$1 words said
    [[ "$name" != retention-report ]] || expect "the job to have run" wait_until 30 has_run destroy-documents
    mapfile -t words < <(arguments "${DOES[$name]}")
    said=$(ends_with 0 script "$name" "${words[@]}") || { say "$said"; exit 1; }
    expect "words of $name" test -n "$said"
    mapfile -t words < <(arguments "${DOES[$name]}")
    said=$(script "$name" "${words[@]}" --json 2>/dev/null) || { say "$name ${words[*]} --json: status $?"; exit 1; }
    expect "one JSON document of $name, not: $said" is_json "$said"
    [[ "$name" == audit-export ]] || expect "names in snake_case in: $said" not has_camels "$said"
}
not() { ! "$@"; }

refuses_it() {
    local name=$1 words said status=0
    mapfile -t words < <(arguments "${REFUSES[$name]#* }")
    said=$(ends_with "${REFUSES[$name]%% *}" script "$name" "${words[@]}") || { say "$said"; exit 1; }
    expect "a reason of $name" test -n "$said"
    said=$(script "$name" "${words[@]}" --json 2>/dev/null) || status=$?
    expect "the same status of $name with --json" same "${REFUSES[$name]%% *}" "$status"
    # That nobody fits is an answer, too.
    [[ -z "$said" ]] || expect "nothing or JSON of $name, not: $said" is_json "$said"
}

# These also work where nothing runs.
explains_lookers() {
    local name said
    for name in doctor logs-of; do
        said=$(ends_with 0 script "$name" --help) || { say "$said"; exit 1; }
        expect "the usage of $name" grep -q "^Usage: scripts/$name" <<<"$said"
        expect "its statuses" grep -q '^Status 0' <<<"$said"
        said=$(VAR=$SCRATCH/nowhere ends_with 2 script "$name" 0123456789abcdef) || { say "$said"; exit 1; }
    done
    expect "where to look" grep -q 'there is no house in' <<<"$(VAR=$SCRATCH/nowhere ends_with 2 script doctor)"
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
    expect "an admin of that name in: $said" same "name       Operatrix status     ACTIVE roles      admin" "$(sed -n 3,5p <<<"$said" | paste -sd " ")"
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

# A guest of this house: cookies in $SCRATCH/guest.jar.
enter_house() {
    local token
    rm -f "$SCRATCH/guest.jar"
    token=$(guest_asks -X POST "$(url)/api/auth/csrf" | field csrfToken)
    guest_asks -o /dev/null -H "x-csrf-token: $token" -H 'content-type: application/json' -d '{"ageCategory":"18+"}' "$(url)/api/auth/guest"
}
guest_asks() { curl -s -m 5 -b "$SCRATCH/guest.jar" -c "$SCRATCH/guest.jar" "$@"; }
answer_of() { guest_asks -o /dev/null -w '%{http_code}' "$(url)$1"; }

closes_a_lounge() {
    local said
    enter_house
    expect "an open door" same 200 "$(answer_of /lounges/en-ie)"
    expect "the end" ends_with 0 script lounge close en-ie
    expect "a closed door" same 403 "$(answer_of /lounges/en-ie)"
    said=$(guest_asks "$(url)/lounges/en-ie")
    expect "why, in words, in: $said" grep -q 'This lounge is closed' <<<"$said"
    for said in lines search '1' messages/1; do
        expect "nothing at $said" same 403 "$(answer_of "/lounges/en-ie/$said")"
    done
    expect "it in the list" grep -q '^en-ie .*closed' <<<"$(script lounge list en)"
    expect "the beginning" ends_with 0 script lounge reopen en-ie
    expect "an open door again" same 200 "$(answer_of /lounges/en-ie)"
    expect "another name" ends_with 0 script lounge rename en-ie 'The Island'
    expect "it on the page" grep -q 'The Island' <<<"$(guest_asks "$(url)/lounges/en-ie")"
    expect "a bound" grep -q '^en-ie: 5 people' <<<"$(script lounge capacity en-ie 5)"
    expect "none" grep -q 'as many as come' <<<"$(script lounge capacity en-ie none)"
    expect "blurred pictures" grep -q 'blurred' <<<"$(script lounge pictures en-ie blurred)"
    expect "no such word" ends_with 1 script lounge pictures en-ie green
    expect "an order without a verb" ends_with 106 script lounge
    expect "a whole record of it" ends_with 0 script audit-verify
}

takes_back() {
    local person
    person=$(person_of "$(add_member Twice)") || exit 1
    expect "a ban" ends_with 0 script ban "$person" --ground spam --text 'No more of that.'
    expect "another" ends_with 0 script ban "$person" --for 7d
    expect "the state" grep -qx 'status     BANNED' <<<"$(script find-user Twice)"
    expect "both taken back" same 2 "$(script unban "$person" --why 'It was not they.' --json | node -pe 'JSON.parse(require("fs").readFileSync(0)).lifted.length')"
    expect "the state before" grep -qx 'status     ACTIVE' <<<"$(script find-user Twice)"
    expect "nothing more to take back" ends_with 1 script unban "$person"
}

makes_a_manual() {
    local pages=$SCRATCH/manual/man/man1 name
    expect "pages" "$ROOT/scripts/manual" "$SCRATCH/manual"
    for name in "${ADMIN_SCRIPTS[@]}" instance; do
        expect "a page of $name" test -s "$pages/chatroom-$name.1"
        expect "its name and what it is" grep -qE '^chatroom[a-z\-]* \\- .' "$pages/chatroom-$name.1"
        expect "it on the page of all" grep -qxF -- "${name//-/\\-}" "$pages/chatroom.1"
    done
    expect "no path of this machine" not grep -q "$SCRATCH\|/tmp/" "$pages"/*.1
    expect "pages without an error" mandoc -Tlint -Werror "$pages"/*.1
    expect "lounges to be completed" same 'close' "$(completes chatroom lounge cl)"
    expect "scripts to be completed" same 'audit-export audit-verify' "$(completes chatroom audit)"
    expect "options to be completed" same '--write' "$(completes scripts/emergency en-us --w)"
    expect "values to be completed" same 'members verified' "$(completes scripts/emergency en-us --write '')"
    expect "nothing made up" test -z "$(completes chatroom ban 5 --for '')"
}
# completes WORD...: what bash offers for the last one.
completes() {
    # shellcheck disable=SC2016  # for the shell that is begun
    bash -c 'source "$1" && shift && COMP_WORDS=("$@") && COMP_CWORD=$(($# - 1)) && _chatroom && echo "${COMPREPLY[@]}"' - "$SCRATCH/manual/completion/chatroom" "$@"
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
