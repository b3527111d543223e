# The parts of a backup, each sealed as it is made. Sourced by scripts/backup after lib/backup.sh; place, line, keep and WORK are its own.
# shellcheck shell=bash disable=SC2154,SC2153

sealed_objects=0

# make_key FILE: the secret key into the file, the public one into chatroom.env.
make_key() {
    local file=$1 recipient
    require_tools age age-keygen flock
    [[ ! -e "$file" ]] || die "$file is there already: a key that is lost opens no backup any more, so none is overwritten"
    [[ -e "$SETTINGS_FILE" ]] || die "there is no $SETTINGS_FILE: make run"
    umask 077
    age-keygen -o "$file" 2>/dev/null || die "$file cannot be written"
    sync "$file"
    recipient=$(age-keygen -y "$file")
    # Under the lock of scripts/instance, which also writes that file.
    (
        flock -w 120 9 || die "another scripts/instance has been at work on $VAR for two minutes"
        set_setting CHATROOM_BACKUP_RECIPIENT "$recipient"
    ) 9>"$VAR/lock"
    if is_running; then (load_running && record backup.key "recipient=$recipient"); fi
    say "The secret key is in $file. Take it away from this machine, to two places that you will find again, and remove it here:"
    say "whoever has it and a backup has every secret of the house; without it no backup can be opened, by nobody."
    say "CHATROOM_BACKUP_RECIPIENT in $SETTINGS_FILE names the other one, from the next backup on: $recipient"
}

# unlocked COMMAND...: only in a subshell, which lets go of this script's locks: what it began may outlive it when it is killed.
unlocked() {
    exec 7>&- 8>&-
    "$@"
}

# ---- the database ------------------------------------------------------------------------------------------------------

# As of one moment, without making anybody wait: the server knows where in its log that was. Nothing of the dump is on the disk in the clear.
dump_database() {
    unlocked mariadb-dump --no-defaults --socket="$RUN_DIR/mysqld.sock" --user=root --single-transaction --master-data=2 --hex-blob \
        --default-character-set=utf8mb4 --routines --triggers chatroom | unlocked note_position | unlocked seal "$1" || die "the database could not be dumped"
    [[ -s "$WORK/position" ]] || die "the dump does not say where in the binary log it stands"
}

# Passes the dump on, and writes down what stands at its beginning.
note_position() {
    local text
    while IFS= read -r text; do
        printf '%s\n' "$text"
        if [[ "$text" =~ MASTER_LOG_FILE=\'(binlog\.[0-9]+)\',\ MASTER_LOG_POS=([0-9]+) ]]; then
            printf '%s %s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" >"$WORK/position"
            break
        fi
    done
    cat
}

# The numbers of the server's own log files, in order; the last one is being written.
present_logs() { sed -n 's/.*binlog\.0*\([0-9]\)/\1/p' "$VAR/binlog/binlog.index" | while read -r number; do log_number "$number"; done; }

close_log() { database_client -e 'FLUSH LOCAL BINARY LOGS' || die "the database does not close its log"; }

# find_line [begin]: the name of this binary log. When its numbers begin anew (RESET MASTER, a folder that was lost) it is another one.
find_line() {
    local file=$VAR/binlog/line last
    line=$(cat "$file" 2>/dev/null || true)
    last=${line:+$(kept_logs "$place" "$line" | last_line)}
    if [[ -z "$line" || (-n "$last" && "$last" > "$(present_logs | last_line)") ]]; then
        [[ -n "${1:-}" ]] || die "the database's binary log has begun anew: run scripts/backup"
        line=$(openssl rand -hex 8)
        printf '%s\n' "$line" >"$file.new"
        mv "$file.new" "$file"
    fi
    mkdir -p "$place/logs/$line"
}

# seal_logs FROM [contiguous]: what is closed and not kept yet, from the log of this number on. With `contiguous` none may be missing between: the server removes old ones.
seal_logs() {
    local last first number
    last=$(kept_logs "$place" "$line" | last_line)
    first=$1
    [[ -z "$last" ]] || first=$(log_number "$((10#$last + 1))")
    if [[ "$first" < "$(present_logs | head -n 1)" ]]; then
        [[ -z "${2:-}" ]] || die "the logs from $first on have expired before they were backed up (CHATROOM_BINLOG_DAYS): run scripts/backup"
        warn "the logs from $first on have expired before they were backed up: no second between the last backup and this one can be restored"
        first=$1
    fi
    for number in $(present_logs | head -n -1); do
        [[ "$number" < "$first" ]] || seal_log "$number"
    done
}

# The settings go with it: keys may have changed since. The manifest comes last: with it the log is there.
seal_log() {
    local from=$VAR/binlog/binlog.$1 to
    to=$(log_file "$place" "$line" "$1" binlog.zst.age)
    (unlocked seal "$to.new" <"$from") || die "log $1 could not be backed up"
    mv "$to.new" "$to"
    seal_settings "$(log_file "$place" "$line" "$1" settings.tar.zst.age)"
    sync -f "$place"
    # A log ends with the note that it was closed: everything committed before that second is in it, or in one before it.
    printf '%s\n' "line=$line" "closed=$(stat -c %Y "$from")" "sha256=$(sha256sum "$to" | cut -d' ' -f1)" >"$WORK/manifest"
    cp "$WORK/manifest" "${to%.binlog.zst.age}.manifest.new"
    mv "${to%.binlog.zst.age}.manifest.new" "${to%.binlog.zst.age}.manifest"
}

# ---- settings ----------------------------------------------------------------------------------------------------------

# Read through links, so that no copy of a secret is made.
seal_settings() {
    ln -sfn "$SETTINGS_FILE" "$WORK/chatroom.env"
    [[ ! -d "$CHATROOM_SITE" ]] || ln -sfn "$CHATROOM_SITE" "$WORK/site"
    local parts=() name
    for name in chatroom.env site audit.head counts; do [[ ! -e "$WORK/$name" ]] || parts+=("$name"); done
    unlocked tar -C "$WORK" -ch "${parts[@]}" | unlocked seal "$1.new" || die "the settings could not be backed up"
    mv "$1.new" "$1"
}

warn_of_environment() {
    local name
    while IFS= read -r name; do
        warn "$name came from the environment when the instance was started and is not in the backup: keep it elsewhere, or put it into chatroom.env"
    done < <(sed -nE 's/^([A-Z_]*(SECRET|KEY|PASSWORD|TOKEN)[A-Z_]*)=.*/\1/p' "$VAR/overrides.env")
}

# ---- pictures and files ------------------------------------------------------------------------------------------------

in_bucket() { [[ -n "${S3_BUCKET:-}" ]]; }

# Objects are written once and never changed, so each is sealed once.
seal_media() {
    in_bucket && return
    local name pool
    pool=$place/$(pool_of "$RECIPIENT")
    while IFS= read -r name; do
        mkdir -p "$pool/${name%/*}"
        if ! (unlocked age -r "$RECIPIENT" -o "$pool/$name.age.new" "$MEDIA_DIR/$name" 2>"$WORK/said"); then
            # Gone since it was listed.
            [[ -e "$MEDIA_DIR/$name" ]] || continue
            die "$MEDIA_DIR/$name could not be backed up: $(<"$WORK/said")"
        fi
        mv "$pool/$name.age.new" "$pool/$name.age"
        sealed_objects=$((sealed_objects + 1))
    done < <(LC_ALL=C comm -23 <(objects_in "$MEDIA_DIR") <(objects_kept "$pool"))
}

# What must stay for this backup and the logs before it: what lies in the store, and what came since the former backup, though it may be gone by now.
list_media() {
    local pool newer=()
    pool=$place/$(pool_of "$RECIPIENT")
    [[ -z "$1" ]] || newer=(-newer "$place/full/$1/manifest")
    { objects_in "$MEDIA_DIR"; objects_kept "$pool" "${newer[@]}"; } | LC_ALL=C sort -u
}

# ---- what is old -------------------------------------------------------------------------------------------------------

prune() {
    local name
    for name in $(full_backups "$place" | head -n "-$keep"); do rm -rf "${place:?}/full/$name"; done
    prune_logs
    prune_media
}

prune_logs() {
    local folder name number least
    for folder in "$place"/logs/*/; do
        name=$(basename "$folder")
        least=$(grep -lxs "line=$name" "$place"/full/*/manifest | while read -r file; do manifest_value "$file" log; done | LC_ALL=C sort | head -n 1)
        if [[ -z "$least" ]]; then
            rm -rf "$folder"
            continue
        fi
        for number in $(kept_logs "$place" "$name"); do
            [[ ! "$number" < "$least" ]] || rm -f "$folder$number".*
        done
    done
}

prune_media() {
    local pool name
    for pool in "$place"/media/*/; do
        while IFS= read -r name; do rm -f "$pool$name.age"; done < <(
            LC_ALL=C comm -23 <(objects_kept "$pool") <(grep -lF "recipient=" "$place"/full/*/manifest | while read -r file; do
                [[ "$place/$(pool_of "$(manifest_value "$file" recipient)")/" != "$pool" ]] || cat "${file%manifest}media"
            done | LC_ALL=C sort -u))
    done
}
