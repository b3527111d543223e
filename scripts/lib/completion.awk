# What may follow where, out of the help of one script (with its usage lines joined): a key, a tab, and the words. A key is the
# command ("lounge"), a part of it ("lounge add"), or an option that takes a value ("emergency --write").
# Called with -v name=NAME.

function offer(key, word) {
    if (!(key in words)) order[++keys] = key
    if (index(" " words[key] " ", " " word " ") == 0) words[key] = words[key] (words[key] == "" ? "" : " ") word
}

# The words among "members|verified" or "NUMBER|all": a name in capitals stands for something else.
function offer_choices(key, text, parts, n, i) {
    n = split(text, parts, "|")
    for (i = 1; i <= n; i++) if (parts[i] ~ /^[a-z][a-z-]*$/) offer(key, parts[i])
}

function is_option(token) { return token ~ /^\[*--[a-z]/ }
function bare(token) { gsub(/[][]/, "", token); return token }

function read_usage(line, tokens, n, i, place, option) {
    n = split(line, tokens, " ")
    place = name
    for (i = 1; i <= n; i++) {
        if (i == 1 && tokens[i] ~ /^[a-z][a-z-]*$/) {
            offer(name, tokens[i])
            place = name " " tokens[i]
            offer(place, "--help")
        } else if (is_option(tokens[i])) {
            option = bare(tokens[i])
            offer(place, option)
            # Closed at once, last, or before something else: it takes no value.
            if (tokens[i] ~ /\]/ || i == n || tokens[i + 1] ~ /^\[/ || is_option(tokens[i + 1])) continue
            if (!((name " " option) in words)) { order[++keys] = name " " option; words[name " " option] = "" }
            offer_choices(name " " option, bare(tokens[++i]))
        } else if (tokens[i] ~ /\|/) {
            offer_choices(place, bare(tokens[i]))
        } else if (tokens[i] == "COMMAND") {
            has_commands = 1
        }
    }
}

BEGIN { offer(name, "--help") }
/^Usage: / || (in_usage && /^ +/) {
    in_usage = 1
    line = $0
    sub(/^(Usage:)? +[^ ]+ +[^ ]+ */, "", line)
    read_usage(line)
    next
}
{ in_usage = 0 }
has_commands && /^  [a-z]/ { offer(name, $1) }
/^  --[a-z]/ && words[name] !~ / [a-z]/ { offer(name, $1) }
END { for (i = 1; i <= keys; i++) print order[i] "\t" words[order[i]] }
