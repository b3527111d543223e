#include "core/store/rush.h"

#include "core/db/dialect.h"

namespace store {
namespace {

std::string_view name_of(RushMode mode) {
    switch (mode) {
        case RushMode::on:
            return "ON";
        case RushMode::off:
            return "OFF";
        case RushMode::automatic:
            break;
    }
    return "AUTO";
}

RushMode parse_mode(std::string_view text) {
    if (text == "ON") return RushMode::on;
    return text == "OFF" ? RushMode::off : RushMode::automatic;
}

}  // namespace

Rush find_rush(db::Connection& connection) {
    auto rows = connection.query("SELECT mode," DB_MS("busy_until") "FROM rush WHERE id = 1");
    if (!rows.next()) return {};
    return {.mode = parse_mode(rows.text(0)), .busy_until = rows.time(1)};
}

bool set_rush_mode(db::Connection& connection, RushMode mode) {
    return connection.execute(
               "UPDATE rush SET mode = ?, busy_until = '1970-01-01' WHERE id = 1 AND mode <> ?",
               name_of(mode), name_of(mode)) == 1;
}

void extend_rush(db::Connection& connection, base::Time busy_until) {
    connection.execute("UPDATE rush SET busy_until =" DB_TIME "WHERE id = 1 AND busy_until <" DB_TIME,
                       busy_until, busy_until);
}

}  // namespace store
