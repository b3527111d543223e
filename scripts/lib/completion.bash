# How bash completes the operator's commands; scripts/manual puts the words before it.
# shellcheck shell=bash

# Of the word at the cursor: the option before it says what its value may be, else the command, or the part of it that was named.
_chatroom() {
    local command=${COMP_WORDS[0]##*/} begin=1 place word
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ "$command" == chatroom ]]; then
        command=${COMP_WORDS[1]} begin=2
        ((COMP_CWORD > 1)) || command=''
    fi
    place=$command
    for word in "${COMP_WORDS[@]:begin:COMP_CWORD - begin}"; do
        if [[ "$word" == [a-z]* ]] && _chatroom_words "$command $word" >/dev/null; then
            place="$command $word"
            break
        fi
    done
    if [[ "$previous" == --* ]] && _chatroom_words "$command $previous" >/dev/null; then place="$command $previous"; fi
    mapfile -t COMPREPLY < <(compgen -W "$(_chatroom_words "$place")" -- "$current")
}

