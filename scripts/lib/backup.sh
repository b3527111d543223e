# Where backups lie, what belongs to one, and how they are sealed. Sourced after admin.sh and database.sh.
# shellcheck shell=bash disable=SC2034
#
# A place of backups is a folder of one house:
#   full/20261102T031500Z/          one backup: manifest, checksums, database.sql.zst.age, settings.tar.zst.age, media (the names of its objects)
#   logs/LINE/000012.binlog.zst.age one closed binary log, with 000012.manifest, and 000012.settings.tar.zst.age where a run ended with it. A LINE is one binary log from
#                                   its first file on: a house that was restored begins another
#   media/POOL/ab/abcdef.webp.age   an object of the store, once for all backups; a POOL is of one recipient
# Whatever ends in .new was not finished. Everything is sealed but manifests, checksums and names: random ones, by which nobody fetches anything without a session in
# the house. Nothing is ever on a disk in the clear: it goes through pipes.

BACKUP_FORMAT=1
PLACE_MARK=chatroom-backups
# Where the package is installed.
SYSTEM_BACKUPS=/var/backups/chatroom

require_tools() {
    local tool
    for tool in "$@"; do command -v "$tool" >/dev/null || die "$tool is missing: run scripts/install-deps"; done
}

# Takes little memory, whatever the size (4 MB and 6 MB).
seal() { zstd -q -1 --single-thread -c | age -r "$RECIPIENT" -o "$1"; }
unseal() { age -d -i "$IDENTITY" "$1" 2>"${AGE_SAID:-/dev/null}" | zstd -q -dc; }

# manifest_value FILE NAME
manifest_value() { sed -n "s/^$2=//p" "$1"; }

pool_of() { printf 'media/%s' "${1:4:12}"; }

# found FOLDER TESTS...: in order; nothing where there is no such folder.
found() { { find "$@" 2>/dev/null || true; } | LC_ALL=C sort; }

# The full backups of a place, oldest first, by their names.
full_backups() { found "$1/full" -mindepth 1 -maxdepth 1 -type d ! -name '*.new' -printf '%f\n'; }

# The numbers of the logs that are kept of a line, in order. A log is there when its manifest is.
kept_logs() { found "$1/logs/$2" -name '*.manifest' -printf '%f\n' | sed 's/\.manifest$//'; }

# log_number NAME: "binlog.000012", or 12, as all numbers are written here.
log_number() { printf '%06d\n' "$((10#${1##*.}))"; }

# log_file PLACE LINE NUMBER END
log_file() { printf '%s/logs/%s/%s.%s' "$1" "$2" "$3" "$4"; }

last_line() { tail -n 1; }

utc() { date -u -d "@$1" '+%F %T'; }

# The newest schema that these programs know.
own_schema() {
    local newest
    newest=$(find "$ROOT/sql" -name '[0-9][0-9][0-9][0-9]_*.sql' -printf '%f\n' | LC_ALL=C sort | last_line)
    printf '%d' "$((10#${newest%%_*}))"
}

product_version() { cat "$ROOT/installed" 2>/dev/null || git -C "$ROOT" describe --always 2>/dev/null || printf 'unknown'; }

database_value() { database_client -N --batch chatroom -e "$1"; }

# Prints where in the binary log it stood ("binlog.000012 339"), then each table with its rows, all as of that moment; no writer waits.
count_rows() {
    local tables table
    tables=$(database_value 'SHOW TABLES')
    {
        printf 'START TRANSACTION WITH CONSISTENT SNAPSHOT;\n'
        # shellcheck disable=SC2016  # quotes of SQL
        printf "SELECT CONCAT(MAX(IF(VARIABLE_NAME = 'BINLOG_SNAPSHOT_FILE', VARIABLE_VALUE, '')), ' ',
            MAX(IF(VARIABLE_NAME = 'BINLOG_SNAPSHOT_POSITION', VARIABLE_VALUE, ''))) FROM information_schema.SESSION_STATUS;\n"
        # shellcheck disable=SC2016
        for table in $tables; do printf 'SELECT "%s", COUNT(*) FROM `%s`;\n' "$table" "$table"; done
    } | database_client -N --batch chatroom
}

# The names of all objects in a folder of the store, "ab/abcdef.webp". One that is being written has a longer end.
objects_in() {
    found "$1" -mindepth 2 -maxdepth 2 -type f -printf '%P\n' | { grep -E '^../[a-z0-9-]+(\.[a-z0-9]{1,5})?$' || true; }
}
# ... in a pool of a place.
objects_kept() { found "$1" -mindepth 2 -maxdepth 2 -type f -name '*.age' "${@:2}" -printf '%P\n' | sed 's/\.age$//' | LC_ALL=C sort; }

# record ACT NAME=VALUE...: on the audit log. What was done stays done when it cannot be written.
record() {
    "$BUILD/bin/chatroom-admin" record "$@" >/dev/null || warn "this is not on record: mend what chatroom-admin says above"
}
