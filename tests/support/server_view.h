// What the database server says of its connections: lets a test bring two of them into an exact order without sleeping.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "core/db/connection.h"

namespace support {

inline std::uint64_t count(db::Connection& connection, const std::string& sql) {
    auto rows = connection.query(sql);
    return rows.next() ? rows.number(0) : 0;
}

inline std::uint64_t id_of(db::Connection& connection) { return count(connection, "SELECT CONNECTION_ID()"); }

// Asks the server again and again until the count is `wanted`. Throws when that has not come about after half a minute.
inline void wait_for_count(db::Connection& observer, const std::string& sql, std::uint64_t wanted) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (count(observer, sql) != wanted) {
        if (std::chrono::steady_clock::now() > deadline) throw std::runtime_error("never happened: " + sql);
        std::this_thread::yield();
    }
}

// Until one connection waits for a row that another one has locked. (Not innodb_trx: that view does not change while it is being asked.)
inline void wait_until_one_is_blocked(db::Connection& observer) {
    wait_for_count(observer,
                   "SELECT CAST(variable_value AS UNSIGNED) FROM information_schema.global_status "
                   "WHERE variable_name = 'INNODB_ROW_LOCK_CURRENT_WAITS'",
                   1);
}

// Ends the connection as a dying network or server would; returns when the server has let go of it.
inline void kill(db::Connection& observer, std::uint64_t connection_id) {
    observer.run("KILL " + std::to_string(connection_id));
    wait_for_count(
        observer,
        "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + std::to_string(connection_id), 0);
}

}  // namespace support
