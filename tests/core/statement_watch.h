// What the server says each statement of a connection cost: its own count of rows examined, as in the slow query log, for every statement and however
// it came about.
#pragma once

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/server_view.h"

namespace support {

struct Statement {
    std::string text;        // values as ?
    std::uint64_t rows = 0;  // returned or changed
    std::uint64_t examined = 0;

    // Whoever finds nothing may look once.
    std::uint64_t allowed() const { return 5 * std::max<std::uint64_t>(rows, 1); }
};

// Values are left out, and of repeated groups all but the first.
inline std::string without_values(std::string text) {
    static const std::regex values("'[^']*'|\\b[0-9]+\\b");
    static const std::regex lists("\\?(, \\?)+");
    static const std::regex tuples("(\\([^()]*\\?[^()]*\\))(, \\1)+");
    text = std::regex_replace(text, values, "?");
    text = std::regex_replace(text, lists, "?, ...");
    return std::regex_replace(text, tuples, "$1, ...");
}

class StatementWatch {
public:
    StatementWatch(db::Connection& watched, db::Connection& observer)
        : watched_(watched),
          observer_(observer),
          watched_id_(id_of(watched)) {
        for (const char* statement : {"SET GLOBAL log_output = 'TABLE'", "SET GLOBAL slow_query_log = 0",
                                      "TRUNCATE mysql.slow_log", "SET GLOBAL slow_query_log = 1"})
            observer_.run(statement);
        // A session has the global switch of the moment it began.
        watched.run(
            "SET SESSION slow_query_log = 1, SESSION long_query_time = 0, SESSION log_slow_filter = '', SESSION min_examined_row_limit = 0");
    }
    ~StatementWatch() { observer_.run("SET GLOBAL slow_query_log = 0"); }
    StatementWatch(const StatementWatch&) = delete;
    StatementWatch& operator=(const StatementWatch&) = delete;

    std::vector<Statement> statements() {
        // A statement is logged after it was answered, but before the next one of its connection begins.
        watched_.run("DO 0");
        auto rows = observer_.query(
            "SELECT CONVERT(sql_text USING utf8mb4), rows_sent + rows_affected, rows_examined FROM mysql.slow_log WHERE thread_id = ?",
            watched_id_);
        std::vector<Statement> statements;
        while (rows.next())
            statements.push_back({without_values(rows.text(0)), rows.number(1), rows.number(2)});
        return statements;
    }

private:
    db::Connection& watched_;
    db::Connection& observer_;
    std::uint64_t watched_id_;
};

}  // namespace support
