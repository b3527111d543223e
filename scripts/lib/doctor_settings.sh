# What scripts/doctor looks at in the settings. Sourced after findings.sh. Values of secrets are looked at and never shown.
# shellcheck shell=bash disable=SC2034  # settings_read is for scripts/doctor

declare -A setting=()
settings_read=''

# Those in force where the house runs, else the operator's. Sets `settings_read`; fails when there are none to read.
read_settings() {
    local file line
    if [[ ! -x "$(dirname "$SETTINGS_FILE")" ]]; then
        warning settings "$SETTINGS_FILE may not be looked at" "Call this again as the user of the house, or as root"
        return 1
    fi
    if [[ ! -e "$SETTINGS_FILE" ]]; then
        wrong settings "there is no $SETTINGS_FILE" "Start the house once: make run, scripts/instance start or, of the package, chatroom setup"
        return 1
    fi
    if [[ ! -r "$SETTINGS_FILE" ]]; then
        warning settings "$SETTINGS_FILE may not be read" "Call this again as the user of the house, or as root"
        return 1
    fi
    for file in "$SETTINGS_FILE" "$VAR/overrides.env" "$VAR/instance.env"; do
        [[ -r "$file" ]] || continue
        while IFS= read -r line || [[ -n "$line" ]]; do
            [[ ! "$line" =~ ^([A-Z][A-Z0-9_]*)=(.+)$ ]] || setting[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
        done <"$file"
    done
    # As a start would take them.
    if [[ ! -e "$VAR/instance.env" ]]; then
        for line in $(override_names); do [[ -z "${!line:-}" ]] || setting[$line]=${!line}; done
    fi
    settings_read=1
}

# given NAME [DEFAULT]
given() { say "${setting[$1]:-${2:-}}"; }
is_production() { [[ "$(given CHATROOM_ENV development)" == production ]]; }
is_under_tls() { [[ "$(given FRONTEND_URL)" == https://* ]]; }

check_settings() {
    check_SETTINGS_FILE
    check_secrets
    check_kind
    check_proxies
    check_providers
    check_certificate
}

check_SETTINGS_FILE() {
    local mode
    mode=$(stat -c %a "$SETTINGS_FILE")
    # Owner alone, or the group of the house that may read it.
    if [[ "$mode" =~ ^[0-7]?[0-7][04]0$ ]]; then
        ok settings "$SETTINGS_FILE is private ($mode)"
    else
        wrong settings "$SETTINGS_FILE has the mode $mode: others may read the secrets" "chmod 600 $SETTINGS_FILE, then change the secrets that others may have seen"
    fi
}

check_secrets() {
    local name value weak=''
    for name in "${SECRETS[@]}"; do
        [[ "$name" == CHATROOM_DATABASE_PASSWORD && -n "$(given DATABASE_URL)" ]] && continue
        value=$(given "$name")
        [[ "$name" != PHONE_ENC_KEY || -n "$value" ]] || value=$(given ENCRYPTION_KEY)
        ((${#value} >= 32)) || weak+=" $name"
    done
    if [[ -z "$weak" ]]; then
        ok secrets "all are there and long enough"
    else
        wrong secrets "missing or shorter than 32 characters:$weak" "Put in what \`openssl rand -hex 32\` prints (for PHONE_ENC_KEY: restore the copy that you kept)"
    fi
}

check_kind() {
    if ! is_production; then
        if is_under_tls; then
            wrong production "CHATROOM_ENV is $(given CHATROOM_ENV development) on a house that the public reaches at $(given FRONTEND_URL)" "Set CHATROOM_ENV=production in $SETTINGS_FILE"
        else
            warning production "CHATROOM_ENV is $(given CHATROOM_ENV development)" "Before the public comes: CHATROOM_ENV=production and FRONTEND_URL=https://... in $SETTINGS_FILE"
        fi
    elif is_under_tls; then
        ok production "people reach it at $(given FRONTEND_URL)"
    else
        wrong production "FRONTEND_URL is ${setting[FRONTEND_URL]:-not set}: passwords and sessions go in the clear" "Set FRONTEND_URL=https://... and put TLS in front"
    fi
}

# Without them all visitors count as one address, and /metrics is open to whoever comes through the proxy without its header.
check_proxies() {
    if is_under_tls && [[ -z "$(given TRUSTED_PROXIES)" && -z "$(given TLS_CERTIFICATE)" ]]; then
        warning proxies "TRUSTED_PROXIES is not set, so limits hold for all visitors together" "Set it to the address of the proxy that speaks TLS, as in TRUSTED_PROXIES=127.0.0.1"
    else
        ok proxies "${setting[TRUSTED_PROXIES]:-none in front}"
    fi
}

check_providers() {
    if [[ -n "$(given TWILIO_ACCOUNT_SID)" ]]; then
        ok sms-setup "Twilio is set up"
    else
        warning sms-setup "no Twilio: passwords wait in scripts/sms-outbox to be told by hand" "Set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER, or leave it if you tell them yourself"
    fi
    [[ "$(given MARKET on)" == on ]] || return 0
    if [[ -n "$(given STRIPE_SECRET_KEY)$(given PAYPAL_CLIENT_ID)$(given BTCPAY_URL)" ]]; then
        ok payments "a provider is set up"
    elif is_production; then
        warning payments "the market is on and nobody takes payments, so nothing can be bought" "Set up Stripe, PayPal or BTCPay, or MARKET=off"
    else
        ok payments "the stand-in takes them: no money moves"
    fi
}

# As visitors meet it.
check_certificate() {
    is_under_tls || return 0
    local address host port end days advice="Renew it: certbot renew, then reload nginx; see why it does not do so by itself: systemctl status certbot.timer"
    address=$(given FRONTEND_URL) address=${address#https://} host=${address%%:*} port=443
    [[ "$address" != *:* ]] || port=${address##*:}
    end=$(timeout 10 openssl s_client -connect "$host:$port" -servername "$host" </dev/null 2>/dev/null | openssl x509 -noout -enddate 2>/dev/null) || end=''
    if [[ -z "$end" ]]; then
        warning certificate "$host:$port does not answer from here" "See that the name leads to this machine and that TLS is served there"
        return
    fi
    days=$((($(date -d "${end#notAfter=}" +%s) - $(date +%s)) / 86400))
    by_limits certificate $((1000 - days)) 986 1000 "good for $days days" "$advice"
}
