// The one database connection of a worker: made when first needed, thrown away when it broke.
#pragma once

#include <functional>
#include <memory>

#include "core/base/config.h"
#include "core/db/connection.h"

namespace fcgi {

// One thread. Borrows the settings.
class WorkerDatabase {
public:
    // `greet` sees each new connection first (it refuses a schema that the program cannot work with).
    using Greet = std::function<void(db::Connection&)>;
    WorkerDatabase(const base::DatabaseSettings& settings, Greet greet);

    // Throws what db::Connection's constructor and `greet` throw.
    db::Connection& connection();
    // Whether a connection is kept from earlier; it may be dead all the same.
    bool kept() const { return connection_ != nullptr; }
    void drop() { connection_.reset(); }

private:
    const base::DatabaseSettings& settings_;
    Greet greet_;
    std::unique_ptr<db::Connection> connection_;
};

}  // namespace fcgi
