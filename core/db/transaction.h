// Transactions as statements: the connector's own commit() throws its outcome away, and with it the data.
#pragma once

#include <concepts>
#include <string>

#include "core/db/connection.h"

namespace db {

// Rolls back when destroyed without commit(). One at a time per connection.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // Throws Conflict (nothing was stored), or ConnectionLost (it is unknown whether it was stored).
    void commit();

private:
    Connection& connection_;
    bool open_ = true;
};

// Work inside a transaction that can be undone alone. Destroyed without keep(), its work is undone.
class Savepoint {
public:
    explicit Savepoint(Connection& connection);
    ~Savepoint();
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    void keep();

private:
    Connection& connection_;
    bool open_ = true;
};

inline constexpr int conflict_replays = 4;

// Runs `work(connection)` inside a transaction and commits. A deadlock, also one reported at COMMIT, replays the whole work; `work` must
// therefore start from nothing each time. Throws the last Conflict when it keeps colliding.
template <std::invocable<Connection&> Work>
auto transact(Connection& connection, Work&& work) {
    for (int replay = 0;; ++replay) {
        try {
            Transaction transaction(connection);
            auto outcome = work(connection);
            transaction.commit();
            return outcome;
        } catch (const Conflict&) {
            if (replay == conflict_replays) throw;
        }
    }
}

}  // namespace db
