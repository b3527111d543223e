# The rules of scripts/check. Each prints nothing when it holds, and else file:line and what to do. Sourced after
# common.sh; the current folder is the root of the tree.
# shellcheck shell=bash disable=SC2034  # RULES is for scripts/check

RULES=(
    database_door socket_door redis_door curl_door markup_door picture_door page_door core_alone programs_apart includes_from_root sql html templates messages
    javascript shell format tidy
)

# Our C++, with and without the tests.
product_files() { find core fcgi ws admin \( -name '*.h' -o -name '*.cpp' \) 2>/dev/null | LC_ALL=C sort; }
cxx_files() { { product_files; find tests -name node_modules -prune -o \( -name '*.h' -o -name '*.cpp' \) -print; } | LC_ALL=C sort; }

# includes PATTERN FILE...: "file:line: what" of the #include lines whose target matches.
includes() {
    local pattern=$1
    shift
    (($#)) || return 0
    grep -HnE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)" "$@" | sed -E 's/^([^:]*:[0-9]+):[[:space:]]*/\1: /' || true
}

# outside EXEMPT PATTERN ADVICE: nobody but the exempt includes these.
outside() {
    local files
    mapfile -t files < <(product_files | grep -vE "$1")
    includes "$2" "${files[@]}" | sed "s|\$|  -> $3|"
}

# inside FOLDERS PATTERN ADVICE: nobody in there includes these.
inside() {
    local files
    mapfile -t files < <(product_files | grep -E "$1")
    includes "$2" "${files[@]}" | sed "s|\$|  -> $3|"
}

rule_database_door() {
    outside '^core/db/' 'cppconn/|mysql|mariadb|jdbc/' 'the connector is for core/db alone: ask it for what you need, through core/store'
}

rule_socket_door() {
    outside '^ws/server(_[a-z0-9_]+)?\.(h|cpp)$' 'libwebsockets|uv\.h|uv/' 'libwebsockets and libuv are for ws/server.* and ws/server_*.* alone: go through their interface'
}

rule_redis_door() { outside '^core/base/redis(_link|_subscription)?\.(h|cpp)$' 'hiredis' 'hiredis is for core/base/redis* alone: go through its interface'; }

# All of libcurl but the parser of addresses, curl/urlapi.h, which speaks to nobody.
rule_curl_door() { outside '^core/(base/http_client|preview/fetch)\.(h|cpp)$' 'curl/[^u]' 'libcurl is for core/base/http_client.* and, for addresses that strangers name, core/preview/fetch.* alone (its curl/urlapi.h is not): go through their interface'; }
rule_markup_door() { outside '^core/preview/page_reader\.cpp$' 'libxml/' 'libxml2 is for core/preview/page_reader.cpp alone'; }
rule_picture_door() {
    outside '^core/media/decoder/' 'vips|webp/' 'libraries that read pictures are for core/media/decoder alone, which is confined'
    outside '^core/media/confine/' 'seccomp' 'seccomp is for core/media/confine alone: programs that are confined go through its interface'
    outside '^$' 'libav[a-z]*/|libsw' 'no program of ours reads videos: ffmpeg does, begun by core/media/launcher'
}

rule_page_door() { outside '^fcgi/' 'fcgi[a-z_]*\.h|fastcgi|cgicc/' 'FastCGI and cgicc are for fcgi/ alone'; }

rule_core_alone() { inside '^core/' '(fcgi|ws|admin|tests)/' 'core/ knows no program: turn the dependency round'; }

rule_programs_apart() {
    local advice='programs do not include each other: what they share belongs in core/'
    inside '^fcgi/' '(ws|admin|tests)/' "$advice"
    inside '^ws/' '(fcgi|admin|tests)/' "$advice"
    inside '^admin/' '(fcgi|ws|tests)/' "$advice"
}

# Also keeps the rules above honest: "../fcgi/x.h" would slip past them.
rule_includes_from_root() {
    local file line target
    cxx_files | xargs -r grep -HnoE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"[^"]+"' | while IFS=: read -r file line target; do
        target=${target#*\"} target=${target%\"}
        [[ "$target" != *..* && -f "$target" ]] ||
            say "$file:$line: #include \"$target\"  -> write it from the root of the tree, as in \"core/base/ids.h\""
    done
}

rule_sql() { node scripts/lib/texts.mjs sql; }
rule_html() { node scripts/lib/texts.mjs html; }
rule_templates() { node scripts/lib/texts.mjs templates; }
rule_messages() { node scripts/lib/texts.mjs messages; }

rule_javascript() {
    local file said
    find static/js scripts tests -name node_modules -prune -o \( -name '*.js' -o -name '*.mjs' \) -print | LC_ALL=C sort | while read -r file; do
        said=$(node --input-type=module --check <"$file" 2>&1) || say "${said//\[stdin\]/$file}"
    done
}

rule_shell() {
    local files
    mapfile -t files < <(grep -rlE --exclude-dir=node_modules '^#!.*\bbash|^# shellcheck shell=bash' scripts tests/support tests/cluster .ci 2>/dev/null | LC_ALL=C sort)
    shellcheck -x -f gcc "${files[@]}"
}

rule_format() {
    local said
    said=$(cxx_files | xargs -r clang-format --dry-run -Werror 2>&1) && return
    # The first complaint of each file will do: `make format` mends them all.
    grep -E '^[^ ].*error:' <<<"$said" | awk -F: '!seen[$1]++ { print $1 ":" $2 ": not formatted  -> make format" }'
}

rule_tidy() {
    [[ "${CHECK_TIDY:-changed}" != off ]] || return 0
    [[ "${CHECK_TIDY:-changed}" != all ]] || rm -rf build/tidy
    local said
    said=$(env -u MAKEFLAGS -u MAKELEVEL make --no-print-directory -k -j2 tidy 2>&1) && return
    grep -E '(error|warning|note): |^make.*\*\*\*' <<<"${said//"$PWD/"/}"
}
