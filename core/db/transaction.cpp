#include "core/db/transaction.h"

#include <fmt/format.h>

#include "core/base/log.h"

namespace db {
namespace {

// In front of what begins and ends a transaction, whose text is sent anew each time: whoever looks at the server (SHOW PROCESSLIST, its general and slow
// logs) finds there whose transaction it is. Not in front of the statements inside, which are prepared once and known by their text.
std::string named(const char* sql) {
    const auto id = base::log::current_id();
    return base::log::is_plain_id(id) ? fmt::format("/* {} */ {}", id, sql) : sql;
}

// For destructors: undoing may fail because the connection is gone, and then the server undoes it.
void run_quietly(Connection& connection, const char* sql) noexcept {
    if (connection.lost()) return;
    try {
        connection.run(named(sql));
    } catch (const std::exception& failure) {
        try {
            base::log::warning("{} failed: {}", sql, failure.what());
        } catch (...) {  // NOLINT(bugprone-empty-catch): nothing is left to tell it to
        }
    }
}

}  // namespace

Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.run(named("START TRANSACTION"));
}

Transaction::~Transaction() {
    if (open_) run_quietly(connection_, "ROLLBACK");
}

void Transaction::commit() {
    connection_.run(named("COMMIT"));
    open_ = false;
}

Savepoint::Savepoint(Connection& connection) : connection_(connection) { connection_.run("SAVEPOINT work"); }

Savepoint::~Savepoint() {
    if (open_) run_quietly(connection_, "ROLLBACK TO SAVEPOINT work");
}

void Savepoint::keep() {
    connection_.run("RELEASE SAVEPOINT work");
    open_ = false;
}

}  // namespace db
