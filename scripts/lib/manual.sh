# Manual pages and the completion for bash, out of what the operator's scripts say to --help. Sourced after common.sh.
# shellcheck shell=bash disable=SC2154  # work is the scratch folder of the script that sources this

# Those of engineers, and what services are started by.
OTHER_SCRIPTS=(bench check compress-static install-deps install-vps make-deb manual screenshots service test)

# The operator's: all others.
operator_scripts() {
    local file name
    for file in "$ROOT"/scripts/*; do
        name=${file##*/}
        [[ -f "$file" && -x "$file" && " ${OTHER_SCRIPTS[*]} " != *" $name "* ]] || continue
        say "$name"
    done
}

# help_of NAME: as an installed house says it, one usage on a line.
help_of() {
    CHATROOM_CALLED_AS='chatroom ' "$ROOT/scripts/$1" --help | awk -v begin="^(Usage:|      ) chatroom $1( |\$)" '
        NR > 1 && in_usage && $0 !~ begin && /^ +[^ ]/ { sub(/^ +/, " "); usage = usage $0; next }
        { if (in_usage) print usage; in_usage = ($0 ~ begin) }
        in_usage { usage = $0; next }
        { print }
        END { if (in_usage) print usage }'
}

# summary_of NAME: the beginning of its first sentence, for the list of pages.
summary_of() {
    help_of "$1" | awk '
        /^[^ ]/ && !/^Usage:/ { text = text (text == "" ? "" : " ") $0; found = 1; next }
        found { exit }
        END {
            sub(/[.,:;]( .*)?$/, "", text)
            print text ~ /^[A-Z][a-z ]/ ? tolower(substr(text, 1, 1)) substr(text, 2) : text
        }'
}

# page_of NAME SUMMARY FILE: a manual page out of the help on the standard input, by help2man, which asks programs.
page_of() {
    local teller=$work/$1
    # As help2man wants them: further usages, and a section of its own for what the status means.
    sed -E -e 's/^ {7}chatroom /  or:  chatroom /' -e 's/^Status [0-9]/*Exit Status*\n\n&/' >"$work/$1.help"
    printf '#!/bin/sh\ncat "%s"\n' "$work/$1.help" >"$teller"
    chmod +x "$teller"
    help2man --no-info --section=1 --source='The Chatroom' --manual='The Chatroom' --version-string="$1" \
        --name="$2" --output="$3" "$teller"
}

# help_of_all: what `chatroom` says of itself, and the scripts it leads to.
help_of_all() {
    local name
    "$ROOT/scripts/vps/chatroom" --help
    printf '\n%s\n\n' 'And these, each with a page of its own, chatroom-COMMAND(1), and the same by --help:'
    while read -r name; do printf '  %-18s  %s\n' "$name" "$(summary_of "$name")"; done < <(operator_scripts)
}

# What `chatroom` does itself: rows of its help.
own_words() { "$ROOT/scripts/vps/chatroom" --help | sed -nE 's/^  ([a-z-]+) .*/\1/p'; }

# completion: the file that bash reads.
completion() {
    local name key words
    printf '%s\n' '# bash completion of the operator'"'"'s commands: chatroom NAME, and scripts/NAME in a checkout. Made by scripts/manual.' '' \
        '# _chatroom_words PLACE: what may stand there. Fails for a place that is none.' '_chatroom_words() {' "    case \"\$1\" in"
    printf "        '') printf '%%s\\\\n' \"%s\" ;;\n" "$({ operator_scripts && own_words; } | LC_ALL=C sort -u | xargs)"
    while read -r name; do
        while IFS=$'\t' read -r key words; do
            printf "        '%s') printf '%%s\\\\n' \"%s\" ;;\n" "$key" "$words"
        done < <(help_of "$name" | awk -v name="$name" -f "$ROOT/scripts/lib/completion.awk")
    done < <(operator_scripts)
    printf '        *) return 1 ;;\n    esac\n}\n\n'
    cat "$ROOT/scripts/lib/completion.bash"
    printf 'complete -F _chatroom chatroom'
    operator_scripts | sed 's|.*| scripts/& ./scripts/&|' | tr -d '\n'
    printf '\n'
}
