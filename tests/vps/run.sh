#!/usr/bin/env bash
# Usage: tests/vps/run.sh PACKAGE
#
# A machine of its own, from nothing to nothing: debootstraps a plain Debian 12, boots it with its own systemd in a container (systemd-nspawn), puts the package on it as an
# operator would, uses it, breaks it, upgrades it, boots it anew and takes it off again. As root; needs debootstrap, systemd-container and the package mirror, so it is no part of
# `make test`: `make test-vps` calls it. Ends with "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
# shellcheck source=scripts/lib/common.sh
source scripts/lib/common.sh
# shellcheck source=tests/support/cases.sh
source tests/support/cases.sh

DOMAIN=chat.example.org

main() {
    case "${1:-}" in -h | --help) usage && return ;; esac
    PACKAGE=$(realpath -e "${1:?which package? (see --help)}") || exit 1
    ((EUID == 0)) || die "as root, please"
    for tool in debootstrap systemd-nspawn nsenter lintian; do command -v "$tool" >/dev/null || die "$tool is missing: apt-get install debootstrap systemd-container lintian"; done
    # Below 1024, as in life.
    PORT=$(low_port 443 843) HTTP_PORT=$(low_port 80 880)
    SCRATCH=$(mktemp -d /var/tmp/chatroom-vps.XXXXXX)
    MACHINE=$SCRATCH/machine
    trap close_machine EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    it "has a package that lintian finds nothing wrong with" lintian --fail-on error,warning "$PACKAGE"
    it "debootstraps a plain Debian" make_machine
    it "boots it" boot
    ((failed)) || run_cases
    say "$passed passed, $failed failed"
    ((failed == 0))
}

low_port() {
    local port
    for port in "$@"; do port_in_use "$port" || { say "$port"; return; }; done
    die "ports $* are all in use"
}

# The address, which does not name the usual port.
address() { if ((PORT == 443)); then say "https://$DOMAIN"; else say "https://$DOMAIN:$PORT"; fi; }

run_cases() {
    it "installs the package and makes the house ready, with one command" installs
    # Without one, every further case would only say so again.
    ((failed == 0)) || return
    it "runs every service as its unit says, for the user chatroom alone" runs_units
    it "has units that systemd finds nothing wrong with, hardened" has_good_units
    it "answers over TLS, with its own certificate, and leads there from plain HTTP" speaks_tls
    it "keeps settings, keys and data for its own user" keeps_secrets
    it "takes a visitor from the door to a talk, and signs a member up" serves_people
    for service in fcgi ws jobs nginx mariadb; do it "brings $service back when it is killed" comes_back "$service"; done
    it "refuses commands to others, and tells what it knows to root" speaks_to_root
    it "puts changed settings in force without root's help" reloads
    it "is set up once more, for programs, and keeps what was set by hand" sets_up_again
    it "puts another certificate in force, and refuses one whose key does not fit" changes_certificate
    it "backs up by its timers, and restores what it backed up" backs_up
    it "is replaced by the next version without a pause" is_replaced_in_place
    it "starts with the machine" starts_at_boot
    it "leaves settings, data and backups when it is uninstalled" leaves_data
    it "goes on with them when it is installed again" goes_on
    it "leaves nothing when that is asked for" leaves_nothing
}

# ---- the machine -----------------------------------------------------------------------------------------------------------

make_machine() {
    local cache=${CHATROOM_TEST_MACHINE:-}
    if [[ -n "$cache" && -d "$cache/usr" ]]; then
        expect "a copy" cp -a "$cache" "$MACHINE"
    else
        expect "debootstrap" debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,ca-certificates,procps,iproute2 bookworm "$MACHINE" >"$SCRATCH/debootstrap.log"
        [[ -z "$cache" ]] || cp -a "$MACHINE" "$cache"
    fi
    cp /etc/resolv.conf "$MACHINE/etc/resolv.conf"
    cp /etc/apt/sources.list "$MACHINE/etc/apt/sources.list" 2>/dev/null || true
    mkdir -p "$MACHINE/checkout"
}

boot() {
    systemd-nspawn --quiet --directory="$MACHINE" --boot --register=no --keep-unit --kill-signal=SIGRTMIN+3 --machine=chatroom-test \
        --bind-ro="$ROOT:/checkout" --bind-ro="$PACKAGE:/chatroom.deb" >"$SCRATCH/console" 2>&1 </dev/null &
    say $! >"$SCRATCH/nspawn"
    expect "a machine that is up" wait_until 90 is_up
}
init_pid() { pgrep -P "$(<"$SCRATCH/nspawn")" | head -n 1; }
is_up() { inside systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'; }

# inside COMMAND...: on the machine, as root.
inside() {
    local init
    init=$(init_pid)
    [[ -n "$init" ]] || return 1
    nsenter --target "$init" --mount --uts --ipc --pid --root --wd -- env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb "$@" </dev/null
}

power_off() {
    local nspawn
    nspawn=$(<"$SCRATCH/nspawn")
    inside systemctl poweroff >/dev/null 2>&1
    wait_until 60 is_gone "$nspawn" || kill -KILL "$nspawn"
    wait_until 10 is_gone "$nspawn"
}

close_machine() {
    local status=$?
    trap '' INT TERM HUP
    [[ ! -s "$SCRATCH/nspawn" ]] || is_gone "$(<"$SCRATCH/nspawn")" || power_off
    rm -rf --one-file-system "$SCRATCH"
    trap - EXIT
    exit "$status"
}

# ---- cases -----------------------------------------------------------------------------------------------------------------

install_vps() { inside /checkout/scripts/install-vps --package /chatroom.deb --domain "$DOMAIN" --port "$PORT" --http-port "$HTTP_PORT"; }

installs() {
    local said
    said=$(install_vps 2>&1) || { say "$said" && inside journalctl --no-pager -n 60 -o cat && return 1; }
    expect "its address in: $said" grep -q "The Chatroom runs at $(address)" <<<"$said"
    expect "a word about the backups' key" grep -q 'Take /root/chatroom-backup.key away' <<<"$said"
    expect "a healthy house" house_is_healthy
}
ask() { curl -sk -m 5 --resolve "$DOMAIN:$PORT:127.0.0.1" --resolve "$DOMAIN:$HTTP_PORT:127.0.0.1" "${@:2}" "$1"; }
house_is_healthy() { [[ "$(ask "https://$DOMAIN:$PORT/health" -o /dev/null -w '%{http_code}')" == 200 ]]; }
page_answers() { [[ "$(ask "https://$DOMAIN:$PORT/terms" -o /dev/null -w '%{http_code}')" == 200 ]]; }
main_pid() { inside systemctl show -p MainPID --value "chatroom-$1"; }

runs_units() {
    local service pid
    for service in mariadb fcgi ws jobs nginx; do
        expect "chatroom-$service to be active" same active "$(inside systemctl is-active "chatroom-$service")"
        pid=$(main_pid "$service")
        expect "its process to be the house's own user's" same chatroom "$(inside ps -o user= -p "$pid")"
        expect "no new privileges" inside grep -q '^NoNewPrivs:.1' "/proc/$pid/status"
        expect "a bound on memory" test "$(inside systemctl show -p MemoryMax --value "chatroom-$service")" -gt 1000000
    done
    expect "nothing that failed, but: $(inside systemctl --failed --no-legend)" test -z "$(inside systemctl --failed --no-legend 'chatroom*')"
    expect "no relay without Redis" same inactive "$(inside systemctl is-active chatroom-relay)"
    for service in backup backup-log; do expect "the timer $service" same active "$(inside systemctl is-active "chatroom-$service.timer")"; done
}

# systemd's own measure of what a unit could do if it were taken over: 0 nothing, 10 everything.
MOST_EXPOSURE=25

has_good_units() {
    local said unit
    said=$(inside bash -c 'systemd-analyze --man=no verify /lib/systemd/system/chatroom*.{service,timer,target}' 2>&1)
    expect "no complaint, but: $said" test -z "$said"
    for unit in mariadb fcgi ws jobs relay nginx settings schema backup backup-log; do
        expect "chatroom-$unit below $MOST_EXPOSURE tenths" inside systemd-analyze security --no-pager --threshold="$MOST_EXPOSURE" "chatroom-$unit.service"
    done | grep -E 'expected|Overall'
    [[ "${PIPESTATUS[0]}" == 0 ]]
}

speaks_tls() {
    local said
    said=$(ask "http://$DOMAIN:$HTTP_PORT/languages?a=b" -D - -o /dev/null | tr -d '\r')
    expect "the way to TLS in: $said" grep -qx "Location: $(address)/languages?a=b" <<<"$said"
    said=$(openssl s_client -connect "127.0.0.1:$PORT" -servername "$DOMAIN" </dev/null 2>/dev/null | openssl x509 -noout -ext subjectAltName)
    expect "its name in the certificate: $said" grep -q "DNS:$DOMAIN" <<<"$said"
    expect "no old TLS" test -z "$(openssl s_client -connect "127.0.0.1:$PORT" -tls1_1 </dev/null 2>/dev/null | grep 'Cipher is ECDHE')"
    inside mkdir -p /var/lib/chatroom/acme/.well-known/acme-challenge
    inside bash -c 'echo proof >/var/lib/chatroom/acme/.well-known/acme-challenge/token; chown -R chatroom: /var/lib/chatroom/acme'
    expect "certbot's proofs by plain HTTP" same proof "$(ask "http://$DOMAIN:$HTTP_PORT/.well-known/acme-challenge/token")"
    expect "how long it is good" inside chatroom certificate status
    expect "the same for programs" grep -q '"self_signed": true, "good_until": "20[0-9T:-]*Z"}' <<<"$(inside chatroom certificate status --json)"
}

keeps_secrets() {
    local path
    for path in /etc/chatroom/chatroom.env /etc/chatroom/tls/key.pem; do
        expect "$path for its user alone" same "600 chatroom" "$(inside stat -c '%a %U' "$path")"
    done
    expect "the data, too" same "700 chatroom" "$(inside stat -c '%a %U' /var/lib/chatroom)"
    expect "production" inside grep -qx 'CHATROOM_ENV=production' /etc/chatroom/chatroom.env
    expect "the key of the backups for root alone" same "600 root" "$(inside stat -c '%a %U' /root/chatroom-backup.key)"
    expect "none of the secrets in the journal" test -z "$(inside journalctl --no-pager -o cat | grep -F "$(inside sed -n 's/^PHONE_ENC_KEY=//p' /etc/chatroom/chatroom.env)")"
}

serves_people() {
    local outbox=$SCRATCH/sms-outbox
    printf '#!/bin/bash\nexec nsenter --target %s --mount --uts --ipc --pid --root --wd -- chatroom sms-outbox "$@"\n' "$(init_pid)" >"$outbox"
    chmod +x "$outbox"
    BASE_URL=$(address) HTTP_URL=http://$DOMAIN:$HTTP_PORT RESOLVE=$DOMAIN SMS_OUTBOX=$outbox node --test tests/vps/first_day.test.mjs
}

comes_back() {
    local before
    before=$(main_pid "$1")
    expect "a process" test "${before:-0}" -gt 0
    inside kill -KILL "$before"
    expect "another one" wait_until 20 is_another "$1" "$before"
    expect "a healthy house" wait_until 20 house_is_healthy
}
is_another() { local now; now=$(main_pid "$1"); [[ "${now:-0}" != 0 && "$now" != "$2" ]]; }

speaks_to_root() {
    expect "what runs" inside chatroom status
    expect "the commands" inside chatroom help
    expect "a command that asks the database" inside chatroom jobs
    expect "nobody in, without root" test -z "$(inside runuser -u nobody -- chatroom jobs 2>/dev/null)"
    expect "a page of the manual" inside test -s /usr/share/man/man1/chatroom-find-user.1.gz
    ! inside chatroom no-such-command 2>/dev/null || expect "no such command" false
}

reloads() {
    local before
    before=$(main_pid fcgi)
    inside bash -c 'echo "LINK_PREVIEWS=off" >>/etc/chatroom/chatroom.env'
    expect "a reload" inside chatroom reload
    expect "the setting in force" inside grep -qx LINK_PREVIEWS=off /var/lib/chatroom/instance.env
    expect "pages that know it" is_another fcgi "$before"
    expect "a healthy house" house_is_healthy
}

sets_up_again() {
    local said
    said=$(inside chatroom setup --domain "$DOMAIN" --port "$PORT" --http-port "$HTTP_PORT" --json 2>"$SCRATCH/said") || { cat "$SCRATCH/said"; exit 1; }
    expect "where it is, in: $said" same "$(address) true" "$(node -e 'const { address, started } = JSON.parse(process.argv[1]); console.log(address, started)' "$said")"
    expect "the setting of before" inside grep -qx LINK_PREVIEWS=off /etc/chatroom/chatroom.env
    expect "a healthy house" house_is_healthy
}

changes_certificate() {
    local before
    before=$(fingerprint)
    expect "another certificate" inside chatroom certificate self-signed
    expect "nginx to show it" wait_until 10 shows_another "$before"
    before=$(fingerprint)
    inside bash -c 'mkdir -p /tmp/wrong && cp /etc/chatroom/tls/certificate.pem /tmp/wrong/fullchain.pem && openssl ecparam -genkey -name prime256v1 -out /tmp/wrong/privkey.pem 2>/dev/null'
    ! inside chatroom certificate install /tmp/wrong 2>/dev/null || expect "a refusal" false
    expect "the former one to stay" same "$before" "$(fingerprint)"
}
fingerprint() { openssl s_client -connect "127.0.0.1:$PORT" -servername "$DOMAIN" </dev/null 2>/dev/null | openssl x509 -noout -fingerprint 2>/dev/null; }
shows_another() { [[ "$(fingerprint)" != "$1" ]]; }

backs_up() {
    expect "a backup" inside systemctl start chatroom-backup.service
    expect "what was written since" inside systemctl start chatroom-backup-log.service
    expect "files of it" test -n "$(inside find /var/backups/chatroom -type f)"
    inside cp /root/chatroom-backup.key /var/lib/chatroom/drill.key
    inside chown chatroom: /var/lib/chatroom/drill.key
    expect "a drill" inside chatroom restore --drill /var/backups/chatroom --identity /var/lib/chatroom/drill.key
    inside rm /var/lib/chatroom/drill.key
}

is_replaced_in_place() {
    local parent database before failures=$SCRATCH/failures
    parent=$(main_pid fcgi) database=$(main_pid mariadb) before=$(main_pid ws)
    : >"$failures"
    while [[ ! -e "$SCRATCH/replaced" ]]; do page_answers || say down; sleep 0.1; done >"$failures" &
    expect "the package once more" inside env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --reinstall /chatroom.deb
    touch "$SCRATCH/replaced"
    wait $!
    expect "an answer every time, but: $(sort "$failures" | uniq -c)" test ! -s "$failures"
    expect "the same parent of the workers" same "$parent" "$(main_pid fcgi)"
    expect "the same database" same "$database" "$(main_pid mariadb)"
    expect "another sidecar" is_another ws "$before"
    expect "a healthy house" wait_until 10 house_is_healthy
}

starts_at_boot() {
    power_off
    boot
    expect "a healthy house" wait_until 60 house_is_healthy
    expect "the member of the first day" test "$(inside chatroom sql chatroom -Ne 'SELECT COUNT(*) FROM user')" -ge 1
}

leaves_data() {
    expect "to be uninstalled" inside /checkout/scripts/install-vps --uninstall
    expect "nobody at the door" test "$(ask "https://$DOMAIN:$PORT/health" -o /dev/null -w '%{http_code}')" == 000
    expect "no process of the house" test -z "$(inside pgrep -u chatroom)"
    expect "no program" inside test ! -e /usr/lib/chatroom -a ! -e /usr/bin/chatroom -a ! -e /lib/systemd/system/chatroom.target
    expect "settings, data and backups" inside test -s /etc/chatroom/chatroom.env -a -d /var/lib/chatroom/mysql -a -d /var/backups/chatroom
}

goes_on() {
    local key
    key=$(inside sed -n 's/^PHONE_ENC_KEY=//p' /etc/chatroom/chatroom.env)
    install_vps >"$SCRATCH/again" 2>&1 || { cat "$SCRATCH/again" && return 1; }
    expect "the same keys" same "$key" "$(inside sed -n 's/^PHONE_ENC_KEY=//p' /etc/chatroom/chatroom.env)"
    expect "the member of the first day" test "$(inside chatroom sql chatroom -Ne 'SELECT COUNT(*) FROM user')" -ge 1
}

leaves_nothing() {
    expect "to be uninstalled" inside /checkout/scripts/install-vps --uninstall --delete-data
    local left
    left=$(inside find / -xdev \( -path /checkout -o -path /proc -o -path /sys -o -path /var/log/journal -o -path /root/chatroom-backup.key -o -path /chatroom.deb \) -prune -o \( -iname '*chatroom*' -o -user chatroom -o -nouser \) -print 2>/dev/null)
    expect "nothing left, but: $left" test -z "$left"
    expect "no user" test -z "$(inside getent passwd chatroom)"
}

main "$@"
