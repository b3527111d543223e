# The private MariaDB of an instance. Sourced after settings.sh; RUN_DIR and VAR are set.
# shellcheck shell=bash

# Prints the server's arguments, one a line. Durable (every commit is flushed, doublewrite stays on), small (below 150 MB).
database_arguments() {
    printf '%s\n' --no-defaults --datadir="$VAR/mysql" --socket="$RUN_DIR/mysqld.sock" --pid-file="$RUN_DIR/mysqld.pid" \
        --tmpdir="$VAR/mysql.tmp" --skip-networking --skip-name-resolve --local-infile=0 --symbolic-links=0 \
        --character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci --default-time-zone=+00:00 \
        --innodb-flush-log-at-trx-commit=1 --innodb-doublewrite=1 \
        --innodb-buffer-pool-size="${CHATROOM_BUFFER_POOL:-48M}" --innodb-log-buffer-size=4M --innodb-log-file-size=64M \
        --performance-schema=0 --key-buffer-size=1M --aria-pagecache-buffer-size=4M --query-cache-size=0 \
        --max-connections=120 --thread-cache-size=16 --table-open-cache=400 --table-definition-cache=400 --host-cache-size=0
    binary_log_arguments
    # Of tests alone, which look into what this server does not write.
    # shellcheck disable=SC2086  # several options
    [[ "${CHATROOM_ENV:-}" != test || -z "${CHATROOM_TEST_MARIADB_OPTIONS:-}" ]] || printf '%s\n' $CHATROOM_TEST_MARIADB_OPTIONS
    # The server refuses root unless it is asked for.
    ((EUID)) || printf '%s\n' --user=root
}

# By the binary log a backup is brought to any second (scripts/backup). While it is on, it is what a crash is recovered from: each commit is flushed to it too, or
# what was acknowledged could be lost. Whole rows stand in it only where they are new. Its folder is named from the data folder, so that the state folder can be moved.
binary_log_arguments() {
    local days=${CHATROOM_BINLOG_DAYS:-3}
    printf '%s\n' --server-id=1 --log-bin=../binlog/binlog --binlog-format=ROW --binlog-row-image=MINIMAL --binlog-annotate-row-events=0 \
        --sync-binlog=1 --max-binlog-size=32M --binlog-expire-logs-seconds=$((10#$days * 86400)) --event-scheduler=ON
}

# Makes the data folder in one step: a half-made one is never mistaken for a database.
create_database_folder() {
    [[ ! -d "$VAR/mysql" ]] || return 0
    local new=$VAR/mysql.new log=$VAR/log/mariadb-install.log as=()
    ((EUID)) || as=(--user=root)
    rm -rf "$new"
    mkdir -m 700 "$new"
    # --force: a machine that cannot look up its own name will do, for nobody comes over the network.
    TMPDIR=$VAR mariadb-install-db --no-defaults "${as[@]}" --force --skip-name-resolve --auth-root-authentication-method=normal \
        --skip-test-db --datadir="$new" >"$log" 2>&1 || die "mariadb-install-db failed: $(tail -n 15 "$log")"
    mv "$new" "$VAR/mysql"
}

database_client() { mariadb --no-defaults --socket="$RUN_DIR/mysqld.sock" --user=root "$@"; }

# mariadb-admin would be another package.
database_answers() { database_client --connect-timeout=2 -e 'DO 0' >/dev/null 2>&1; }

# The programs get a user who can reach their schema and nothing else. A log is closed each six hours, however little was said: only closed ones expire.
ensure_database_user() {
    database_client --batch <<SQL
SET SESSION sql_log_bin = 0;
CREATE DATABASE IF NOT EXISTS chatroom CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE USER IF NOT EXISTS chatroom@localhost;
ALTER USER chatroom@localhost IDENTIFIED BY '$CHATROOM_DATABASE_PASSWORD';
GRANT ALL ON chatroom.* TO chatroom@localhost;
CREATE EVENT IF NOT EXISTS mysql.close_binary_log ON SCHEDULE EVERY 6 HOUR DO FLUSH LOCAL BINARY LOGS;
SQL
}
