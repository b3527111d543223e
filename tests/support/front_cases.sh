# What nginx does by itself, in front of the programs. Sourced by operations.sh.
# shellcheck shell=bash

run_front_cases() {
    it "lets a versioned file be kept for ever, any other be asked for again" static_files_have_a_life
    it "sends the scripts and styles of a page with no header more than they need" scripts_are_light
    it "compresses static texts once, and best for those who can read it" compresses_smaller_with_brotli
    it "keeps the files of each version apart, and old ones for pages that are still open" keeps_versions_apart
    it "compresses the pages that hold no secret, and no others" compresses_pages_without_secrets
    it "gives every answer each security header once" security_headers_once
    it "names every request itself" names_requests
    it "keeps the metrics for this machine" guards_metrics
    it "refuses large bodies, in JSON where JSON is spoken" refuses_large_bodies
    it "writes no query string into the access log" logs_no_query
    it "refuses a large form in the visitor's language and appearance" refuses_in_words
    it "explains itself while no page worker is there" explains_absence
    it "does so in the visitor's language, and asks again for what was asked for alone" explains_absence_in_words
}

# answer ARGS...: the status and headers of an answer, in lower case.
answer() { curl -s -m 5 -D - -o /dev/null "$@" | tr -d '\r' | tr '[:upper:]' '[:lower:]'; }
has() { grep -qE "$1" <<<"$2"; }

# As the pages name it.
static_version() { curl -s -m 5 "$(url)/terms" | grep -oE '/static/[0-9a-f]{12}/' | head -n 1 | cut -d/ -f3; }

static_files_have_a_life() {
    local with without
    with=$(answer "$(url)/static/$(static_version)/css/app.css") without=$(answer "$(url)/static/css/app.css")
    expect "to find it" has '^http/1.1 200' "$with"
    expect "immutable in: $with" has '^cache-control: .*immutable' "$with"
    expect "no-cache in: $without" has '^cache-control: no-cache$' "$without"
    expect "compressed text" has '^content-encoding: gzip$' "$(answer -H 'Accept-Encoding: gzip' "$(url)/static/css/app.css")"
    local tag
    tag=$(curl -s -m 5 -D - -o /dev/null "$(url)/static/css/app.css" | tr -d '\r' | sed -n 's/^ETag: //p')
    expect "304 for a copy that is still true" has '^http/1.1 304' "$(answer -H "If-None-Match: $tag" "$(url)/static/css/app.css")"
}

scripts_are_light() {
    local said name
    said=$(answer -H 'Accept-Encoding: gzip' "$(url)/static/$(static_version)/js/page.js")
    for name in 'cache-control: .*immutable' 'x-content-type-options: nosniff' 'content-encoding: gzip'; do
        expect "$name in: $said" has "^$name$" "$said"
    done
    expect "nothing to ask again by in: $said" test "$(grep -cE '^(etag|last-modified|content-security-policy):' <<<"$said")" == 0
    said=$(answer "$(url)/static/$(static_version)/icons/sprite.svg")
    expect "a policy for what may be opened as a page in: $said" has '^content-security-policy: ' "$said"
}

compresses_smaller_with_brotli() {
    local path said
    for path in js/page.js css/app.css icons/sprite.svg; do
        said=$(answer -H 'Accept-Encoding: gzip, deflate, br' "$(url)/static/$(static_version)/$path")
        expect "Brotli for $path in: $said" has '^content-encoding: br$' "$said"
        expect "that caches tell it apart in: $said" has '^vary: accept-encoding$' "$said"
        expect "the same text of $path" cmp <(curl -s -m 5 -H 'Accept-Encoding: br' "$(url)/static/$(static_version)/$path" | brotli -dc) "$ROOT/static/$path"
    done
}

# Bytes of one version are never handed out under the name of another, whatever became of the house in between.
keeps_versions_apart() {
    local old=aaaabbbbcccc
    expect "nothing under a version that never was" has '^http/1.1 404' "$(answer "$(url)/static/$old/css/app.css")"
    mkdir -p "$VAR/static/$old/css"
    say 'old {}' >"$VAR/static/$old/css/app.css"
    expect "another start" in_instance main start
    expect "a page's own version, after an upgrade" same 'old {}' "$(curl -s -m 5 "$(url)/static/$old/css/app.css")"
    touch -d '-40 days' "$VAR/static/$old"
    expect "another start" in_instance main start
    expect "that it goes in the end" has '^http/1.1 404' "$(answer "$(url)/static/$old/css/app.css")"
    expect "today's to stay" has '^http/1.1 200' "$(answer "$(url)/static/$(static_version)/css/app.css")"
}

# Locations alone decide, so whoever is a stranger sees it, too.
compresses_pages_without_secrets() {
    local path
    for path in / /languages /languages/en /terms /privacy /removal '/lounges/no-such-lounge' '/lounges/no-such-lounge/lines?after=1'; do
        expect "$path compressed, or too short to be" compressed_or_short "$path"
    done
    for path in /signin /signup /direct /account /moderation /reports /nothing-of-this-name /market/orders /live/en-us; do
        expect "$path as it is" test "$(answer -H 'Accept-Encoding: gzip' "$(url)$path" | grep -c '^content-encoding')" == 0
    done
}

# A stranger is sent to the door or refused, which nginx compresses in no place.
compressed_or_short() {
    local said
    said=$(answer -H 'Accept-Encoding: gzip' "$(url)$1")
    has '^content-encoding: gzip$' "$said" || has '^http/1.1 (303|401)' "$said"
}

security_headers_once() {
    local path said
    for path in /static/css/app.css /static/nothing.css /; do
        said=$(answer "$(url)$path")
        expect "one policy for $path in: $said" same 1 "$(grep -c '^content-security-policy:' <<<"$said")"
        expect "no version of nginx in: $said" has '^server: nginx$' "$said"
    done
    local header
    for path in / /static/css/app.css /static/nothing.css /ws /live/en-us /favicon.ico /health /api/nothing /%00; do
        said=$(answer "$(url)$path")
        for header in content-security-policy x-content-type-options referrer-policy permissions-policy cross-origin-opener-policy \
            cross-origin-resource-policy; do
            expect "$header once for $path in: $said" same 1 "$(grep -c "^$header:" <<<"$said")"
        done
    done
    expect "nosniff on its own error pages" has '^x-content-type-options: nosniff$' "$(answer "$(url)/static/nothing.css")"
}

names_requests() {
    local first second
    first=$(answer -H 'X-Request-Id: mine' "$(url)/") second=$(answer "$(url)/")
    expect "an id of its own in: $first" has '^x-request-id: [0-9a-f]{32}$' "$first"
    expect "one id" same 1 "$(grep -c '^x-request-id:' <<<"$first")"
    expect "another one each time" test "$(grep '^x-request-id' <<<"$first")" != "$(grep '^x-request-id' <<<"$second")"
}

guards_metrics() {
    local path
    for path in /metrics /metrics/sockets; do
        expect "$path for this machine" has '^http/1.1 200' "$(answer "$(url)$path")"
        expect "nothing through another proxy" has '^http/1.1 403' "$(answer -H 'X-Forwarded-For: 203.0.113.9' "$(url)$path")"
    done
}

refuses_large_bodies() {
    local body=$SCRATCH/body
    head -c 70000 /dev/zero >"$body"
    expect "413 for a page" has '^http/1.1 413' "$(answer --data-binary "@$body" "$(url)/enter")"
    expect "413 for a program" has '^http/1.1 413' "$(answer --data-binary "@$body" "$(url)/api/auth/guest")"
    expect "JSON" grep -q '^{"error":"' <<<"$(curl -s -m 5 --data-binary "@$body" "$(url)/api/auth/guest")"
}

refuses_in_words() {
    local page
    page=$(curl -s -m 5 --data-binary "@$SCRATCH/body" -H 'Cookie: theme=dark; language=ar' -H 'Accept-Language: fr' "$(url)/enter")
    expect "the chosen language in: $page" grep -q '<html lang="ar" dir="rtl" data-theme="dark">' <<<"$page"
    page=$(curl -s -m 5 --data-binary "@$SCRATCH/body" -H 'Accept-Language: nl, pt-BR;q=0.8, de' "$(url)/enter")
    expect "the first that is ours in: $page" grep -q '<html lang="pt" dir="ltr" data-theme="">' <<<"$page"
}

logs_no_query() {
    answer "$(url)/languages?sought=pineapple" >/dev/null
    expect "the line" wait_until 5 grep -q '"method":"GET","path":"/languages","status":200,' "$VAR/log/nginx/current"
    expect "no query" test "$(grep -c pineapple "$VAR/log/nginx/current")" == 0
}

explains_absence() {
    sv -w 20 down "$VAR/service/fcgi" >/dev/null || exit 1
    local page api health
    page=$(curl -s -m 5 -i "$(url)/") api=$(curl -s -m 5 -i "$(url)/api/auth/csrf") health=$(curl -s -m 5 -i "$(url)/health")
    sv up "$VAR/service/fcgi" >/dev/null
    expect "a page" grep -q '<h1>' <<<"$page"
    expect "503 and when to come back in: $page" test "$(grep -cE '^(HTTP/1.1 503|Retry-After: [0-9])' <<<"$page")" == 2
    expect "JSON for a program in: $api" grep -q '^{"error":"' <<<"$api"
    expect "an unhealthy house in: $health" grep -q '^HTTP/1.1 503' <<<"$health"
    expect "a healthy one again" wait_until 10 healthy
}

explains_absence_in_words() {
    sv -w 20 down "$VAR/service/fcgi" >/dev/null || exit 1
    local tag page=() form odd
    for tag in en es fr de pt ar hi zh; do page+=("$tag $(curl -s -m 5 -H "Accept-Language: xx, $tag-XX;q=0.5" "$(url)/" | grep -o '<html lang="..')"); done
    odd=$(curl -s -m 5 -i -H 'Cookie: language=../../etc; __Host-theme=light' -H 'Accept-Language: *' "$(url)/")
    form=$(curl -s -m 5 -i -H 'Cookie: a=1; __Host-language=hi' -d x=1 "$(url)/enter")
    # As before its first start.
    mv "$VAR/run/pages" "$VAR/run/pages.away"
    local never
    never=$(curl -s -m 5 -H 'Accept-Language: de' "$(url)/")
    mv "$VAR/run/pages.away" "$VAR/run/pages"
    sv up "$VAR/service/fcgi" >/dev/null
    local said
    for said in "${page[@]}"; do expect "its own language: $said" same "<html lang=\"${said%% *}" "${said#* }"; done
    expect "English for what is none in: $odd" grep -q '<html lang="en" dir="ltr" data-theme="light">' <<<"$odd"
    expect "a page asks again in: $odd" grep -qi '^refresh: 10' <<<"$odd"
    expect "a form in Hindi in: $form" grep -q '<html lang="hi"' <<<"$form"
    expect "and is not sent again in: $form" test "$(grep -ci '^refresh:' <<<"$form")" == 0
    expect "English before the first start in: $never" grep -q '<html lang="en">' <<<"$never"
    expect "a healthy house again" wait_until 10 healthy
}
