#include "core/db/transaction.h"

#include "core/base/log.h"

namespace db {
namespace {

// For destructors: undoing may fail because the connection is gone, and then the server undoes it.
void run_quietly(Connection& connection, const char* sql) noexcept {
    if (connection.lost()) return;
    try {
        connection.run(sql);
    } catch (const std::exception& failure) {
        try {
            base::log::warning("{} failed: {}", sql, failure.what());
        } catch (...) {  // NOLINT(bugprone-empty-catch): nothing is left to tell it to
        }
    }
}

}  // namespace

Transaction::Transaction(Connection& connection) : connection_(connection) {
    connection_.run("START TRANSACTION");
}

Transaction::~Transaction() {
    if (open_) run_quietly(connection_, "ROLLBACK");
}

void Transaction::commit() {
    connection_.run("COMMIT");
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
