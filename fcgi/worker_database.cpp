#include "fcgi/worker_database.h"

#include <utility>

namespace fcgi {

WorkerDatabase::WorkerDatabase(const base::DatabaseSettings& settings, Greet greet)
    : settings_(settings),
      greet_(std::move(greet)) {}

db::Connection& WorkerDatabase::connection() {
    if (!connection_) {
        auto fresh = std::make_unique<db::Connection>(settings_);
        greet_(*fresh);
        connection_ = std::move(fresh);
    }
    return *connection_;
}

}  // namespace fcgi
