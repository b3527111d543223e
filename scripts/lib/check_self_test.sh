# Tests scripts/check: a wall that can be broken unnoticed is none. Sourced by scripts/check.
# shellcheck shell=bash

self_test() {
    COPY=$(mktemp -d "${TMPDIR:-/tmp}/chatroom-check.XXXXXX")
    trap 'rm -rf "$COPY"' EXIT
    tar -C "$ROOT" --exclude=./build --exclude=./var --exclude=./.git --exclude=node_modules -cf - . | tar -C "$COPY" -xf -
    passed=0
    failed=0
    cd "$COPY" || exit

    breaks database_door core/store/wall.cpp '#include <cppconn/driver.h>'
    breaks database_door fcgi/wall.h '#include <mysql_connection.h>'
    breaks socket_door ws/wall.cpp '#include <libwebsockets.h>'
    breaks socket_door core/base/wall.cpp '#include <uv.h>'
    breaks redis_door core/accounts/wall.cpp '#include <hiredis/hiredis.h>'
    breaks curl_door core/accounts/wall.cpp '#include <curl/curl.h>'
    holds curl_door core/chat/wall.cpp '#include <curl/urlapi.h>'
    breaks markup_door core/view/wall.cpp '#include <libxml/HTMLparser.h>'
    breaks picture_door core/media/wall.cpp '#include <vips/vips8>'
    breaks picture_door core/media/launcher/wall.cpp '#include <seccomp.h>'
    breaks picture_door core/media/decoder/wall.cpp '#include <libavformat/avformat.h>'
    breaks page_door core/view/wall.cpp '#include <fcgiapp.h>'
    breaks page_door ws/wall.cpp '#include <cgicc/Cgicc.h>'
    breaks core_alone core/chat/wall.cpp '#include "fcgi/request.h"'
    breaks programs_apart ws/wall.cpp '#include "fcgi/request.h"'
    breaks programs_apart fcgi/wall.cpp '#include "admin/wall.h"'
    breaks includes_from_root core/chat/wall.cpp '#include "../base/ids.h"'
    breaks sql fcgi/handlers/wall.cpp 'auto rows = db.query("SELECT id "' '    "FROM participant");'
    breaks sql core/chat/wall.cpp 'const char* text = R"(delete from event where id = ?)";'
    breaks html fcgi/handlers/wall.cpp 'const char* text = "<p class=\"notice\">";'
    breaks templates templates/wall.html '<p>{{NAME}}</p>'
    breaks templates templates/wall.html '{{%AUTOESCAPE context="HTML"}}' '<script>alert(1)</script>'
    breaks templates templates/wall.html '{{%AUTOESCAPE context="HTML"}}' '<p class="a" style="color: red">x</p>'
    breaks templates templates/wall.html '{{%AUTOESCAPE context="HTML"}}' '<p' '  onclick="go()">x</p>'
    breaks messages templates/messages/wall.po 'msgid ""' 'msgstr ""'
    breaks javascript static/js/wall.js 'export const x = ;'
    # shellcheck disable=SC2016  # the fault itself
    breaks shell scripts/wall '#!/usr/bin/env bash' 'rm -rf $1/*'
    breaks format core/base/wall.cpp 'int  main( ){return 0 ;}'

    # From here on in a tree without other texts and sources, so that nothing else can be the reason.
    find core fcgi ws admin templates \( -name '*.cpp' -o -name '*.h' -o -name '*.html' -o -name '*.po' \) -delete
    breaks tidy core/base/wall.cpp 'struct Base {' '    virtual ~Base() = default;' '    virtual int size() const { return 0; }' '};' \
        'struct Derived : Base {' '    virtual int size() const { return 1; }' '};' 'int size(const Base& base) { return base.size(); }'
    shows_text 'Hello {{NAME}}'
    breaks messages templates/messages/wall.po 'msgid ""' 'msgstr "Language: xx\n"'
    breaks messages templates/messages/wall.po 'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAMEN}}"'
    breaks messages templates/messages/wall.po 'msgid "Hello {{NAME}}"' 'msgstr ""'
    breaks messages templates/messages/wall.po 'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAME}}"' '' \
        'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAME}}"'
    breaks messages templates/messages/wall.po 'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAME}}"' '' 'msgid "Good bye"' 'msgstr "Leb wohl"'
    holds messages templates/messages/wall.po 'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAME}}"'
    breaks messages templates/messages/wall.po '#, fuzzy' 'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAME}}"'
    holds messages templates/messages/wall.po '# unsure: "Hallo" is for friends.' 'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAME}}"'
    shows_text 'Hello {name}'
    breaks messages templates/messages/wall.po 'msgid "Hello {name}"' 'msgstr "Hallo {namen}"'
    holds messages templates/messages/wall.po 'msgid "Hello {name}"' 'msgstr "{name}, hallo"'
    printf '%s\n' 'auto text = language.plural("{1} dog", "{1} dogs", 2);' >core/base/wall.cpp
    breaks messages templates/messages/wall.po 'msgid ""' 'msgstr "Plural-Forms: nplurals=2; plural=(n != 1);\n"' '' 'msgid "Hello {name}"' 'msgstr "{name}"' '' \
        'msgid "{1} dog"' 'msgid_plural "{1} dogs"' 'msgstr[0] "{1} Hund"'
    shows_text 'Hello {{NAME}}'
    printf '%s\n' 'auto text = base::tr("Hello {1}");' >core/base/wall.cpp
    breaks messages templates/messages/wall.po 'msgid "Hello {{NAME}}"' 'msgstr "Hallo {{NAME}}"'

    say "$passed passed, $failed failed"
    ((failed == 0))
}

# breaks RULE FILE LINE...: with this file in the tree, the rule must fail and name it.
breaks() {
    local rule=$1 file=$2
    shift 2
    mkdir -p "$(dirname "$file")"
    printf '%s\n' "$@" >"$file"
    expect_broken "$rule" "$file" "${*: -1}"
    rm "$file"
}

expect_broken() {
    local rule=$1 file=$2 text=$3 said
    if said=$(scripts/check --only "$rule" 2>&1); then
        failed=$((failed + 1))
        say "not ok - $rule did not see $file: $text"
    elif ! grep -q "^$file:[0-9]" <<<"$said"; then
        failed=$((failed + 1))
        say "not ok - $rule failed, but not for $file: $text"
        say "$said"
    else
        passed=$((passed + 1))
        say "ok - $rule sees $file: $text"
    fi
}

# holds RULE FILE LINE...: with this file in the tree, the rule must have nothing to say.
holds() {
    local rule=$1 file=$2 said
    shift 2
    mkdir -p "$(dirname "$file")"
    printf '%s\n' "$@" >"$file"
    if said=$(scripts/check --only "$rule" 2>&1); then
        passed=$((passed + 1))
        say "ok - $rule accepts $file: ${*: -1}"
    else
        failed=$((failed + 1))
        say "not ok - $rule refuses $file: ${*: -1}"
        say "$said"
    fi
    rm "$file"
}

shows_text() { printf '%s\n' '{{%AUTOESCAPE context="HTML"}}' "<p>[[$1]]</p>" >templates/wall.html; }
