# Which backup, and which logs after it. Sourced by scripts/restore after lib/backup.sh; at, folder, IDENTITY and VAR are its own.
# shellcheck shell=bash disable=SC2154,SC2034

# choose_backup FOLDER: sets place and full, and the values of its manifest.
choose_backup() {
    local name oldest=''
    if [[ -e "$1/manifest" ]]; then
        full=$(realpath "$1")
        place=$(dirname "$(dirname "$full")")
        read_manifest
        [[ -z "$at" || "$at" -gt "$reached" ]] || die "this backup was made after $(utc "$at") UTC: give the folder above, and the one before it is taken"
        return
    fi
    place=$(realpath -m "$1")
    full=''
    for name in $(full_backups "$place"); do
        oldest=${oldest:-$name}
        [[ -n "$at" && "$(manifest_value "$place/full/$name/manifest" reached)" -ge "$at" ]] || full=$place/full/$name
    done
    [[ -n "$oldest" ]] || die "there is no backup in $1"
    [[ -n "$full" ]] || die "no backup reaches so far back: the oldest is of $(utc "$(manifest_value "$place/full/$oldest/manifest" reached)") UTC"
    read_manifest
}

read_manifest() {
    local name
    for name in format schema reached line log position counted_log counted_position last_log recipient; do
        printf -v "$name" '%s' "$(manifest_value "$full/manifest" "$name")"
        [[ -n "${!name}" ]] || die "$full is damaged: its manifest does not say $name"
    done
}

# Before anything is written.
check_backup() {
    local said public
    ((format <= BACKUP_FORMAT)) || die "$full has format $format, and this program knows $BACKUP_FORMAT: use a newer version of it"
    ((schema <= $(own_schema))) ||
        die "$full holds schema $schema, and these programs know $(own_schema): restore it with the version that made it ($(manifest_value "$full/manifest" product)) or a newer one"
    said=$(cd "$full" && sha256sum --check --strict --quiet checksums 2>&1) || die "$full is damaged: $(head -n 1 <<<"$said")"
    public=$(age-keygen -y "$IDENTITY" 2>/dev/null) || die "$IDENTITY is no secret key of age: scripts/backup --new-key made one"
    grep -qxF "$recipient" <<<"$public" || die "$full was sealed for $recipient, and $IDENTITY opens what is for $(xargs <<<"$public")"
}

# Sets logs: from the one that the dump stands in, without a gap, to the end, to the moment, or to the end of this backup.
choose_logs() {
    local next=$log closed='' newest manifest
    newest=$(kept_logs "$place" "$line" | last_line)
    logs=()
    until logs_suffice "$closed" "$newest"; do
        manifest=$(log_file "$place" "$line" "$next" manifest)
        [[ -e "$manifest" ]] || die "log $next is missing in $place/logs/$line: what is there reaches until $(utc "${closed:-$reached}") UTC"
        closed=$(manifest_value "$manifest" closed)
        check_log "$next"
        logs+=("$next")
        next=$(log_number "$((10#$next + 1))")
    done
    last_log=${logs[-1]}
}

# logs_suffice CLOSED NEWEST: no later one is wanted. Whatever is wanted, those of the backup itself belong to it.
logs_suffice() {
    ((${#logs[@]})) || return 1
    if [[ -n "$at" ]]; then
        (($1 >= at))
    elif [[ -e "$folder/manifest" ]]; then
        [[ ! "${logs[-1]}" < "$last_log" ]]
    else
        [[ ! "${logs[-1]}" < "$last_log" && "${logs[-1]}" == "$2" ]]
    fi
}

check_log() {
    local file sum
    file=$(log_file "$place" "$line" "$1" binlog.zst.age)
    sum=$(sha256sum "$file" 2>/dev/null | cut -d' ' -f1)
    [[ "$sum" == "$(manifest_value "${file%.binlog.zst.age}.manifest" sha256)" ]] || die "log $1 in $place/logs/$line is damaged"
}

# Settings as they were at the last log. Where PHONE_ENC_KEY was changed on the way the former key stays beside the new one: some rows may still lie under it.
take_later_settings() {
    local number former key later=$VAR/restore/later
    for number in "${logs[@]}"; do
        mkdir -p "$later"
        unseal "$(log_file "$place" "$line" "$number" settings.tar.zst.age)" | tar -C "$later" -x chatroom.env || die "the settings of log $number cannot be unpacked"
        former=$(value_of PHONE_ENC_KEY) key=$(value_of PHONE_ENC_KEY "$later/chatroom.env")
        mv "$later/chatroom.env" "$VAR/chatroom.env"
        [[ "$former" == "$key" || -n "$(value_of PHONE_ENC_KEY_PREVIOUS)" ]] || printf 'PHONE_ENC_KEY_PREVIOUS=%s\n' "$former" >>"$VAR/chatroom.env"
    done
}
