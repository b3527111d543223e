#include "core/store/lounges.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

constexpr std::string_view people_present =
    "(SELECT COALESCE(SUM(c.present), 0) FROM presence_count c WHERE c.lounge_id = l.id)";

std::string columns_with(std::string_view present) {
    return "SELECT l.id, l.stream_id, l.slug, l.name, COALESCE(l.country_code, ''), l.access_level = 'RED_LOUNGE', l.closed_at IS NOT NULL, r.id, r.code, "
           "r.name, r.right_to_left, " +
           std::string(present) +
           ", l.capacity, l.guest_share, COALESCE(l.blurs_pictures, l.access_level = 'RED_LOUNGE')," DB_MS(
               "l.emergency_until") ", COALESCE(l.emergency_access, ''), COALESCE(l.emergency_slow_ms, 0), l.emergency_links_off ";
}

const std::string& lounge_columns() {
    static const std::string columns = columns_with(people_present);
    return columns;
}
constexpr std::string_view lounge_tables = "FROM lounge l JOIN language_room r ON r.id = l.language_room_id ";

std::optional<std::uint64_t> number_or_null(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.number(column));
}

std::optional<Emergency> read_emergency(const db::Rows& rows, unsigned first) {
    if (rows.is_null(first)) return std::nullopt;
    const std::string access = rows.text(first + 1);
    return Emergency{.access = access == "MEMBERS"    ? EmergencyAccess::members
                               : access == "VERIFIED" ? EmergencyAccess::verified
                                                      : EmergencyAccess::everybody,
                     .slow = base::Millis{rows.integer(first + 2)},
                     .links_off = rows.flag(first + 3),
                     .until = rows.time(first)};
}

Lounge read_lounge(const db::Rows& rows) {
    return Lounge{.id = rows.id<base::LoungeId>(0),
                  .stream = rows.id<base::StreamId>(1),
                  .slug = rows.text(2),
                  .name = rows.text(3),
                  .country = rows.text(4),
                  .access = rows.flag(5) ? AccessLevel::red_lounge : AccessLevel::main_lounge,
                  .closed = rows.flag(6),
                  .room = {.id = rows.id<base::LanguageRoomId>(7),
                           .code = rows.text(8),
                           .name = rows.text(9),
                           .right_to_left = rows.flag(10)},
                  .present = rows.number(11),
                  .capacity = number_or_null(rows, 12),
                  .guest_share = number_or_null(rows, 13),
                  .blurs_pictures = rows.flag(14),
                  .emergency = read_emergency(rows, 15)};
}

std::vector<Lounge> read_lounges(db::Rows rows) {
    std::vector<Lounge> lounges;
    while (rows.next()) lounges.push_back(read_lounge(rows));
    return lounges;
}

}  // namespace

std::vector<LanguageRoom> language_rooms(db::Connection& connection) {
    auto rows = connection.query("SELECT id, code, name, right_to_left FROM language_room ORDER BY position");
    std::vector<LanguageRoom> rooms;
    while (rows.next()) {
        rooms.push_back({.id = rows.id<base::LanguageRoomId>(0),
                         .code = rows.text(1),
                         .name = rows.text(2),
                         .right_to_left = rows.flag(3)});
    }
    return rooms;
}

std::vector<Lounge> all_lounges(db::Connection& connection) {
    static const std::string sql =
        lounge_columns() + std::string(lounge_tables) + "ORDER BY r.position, l.position, l.id";
    return read_lounges(connection.query(sql));
}

std::vector<Lounge> lounges_of(db::Connection& connection, std::string_view language_code) {
    static const std::string sql =
        lounge_columns() + std::string(lounge_tables) + "WHERE r.code = ? ORDER BY l.position, l.id";
    return read_lounges(connection.query(sql, language_code));
}

std::optional<Lounge> find_lounge(db::Connection& connection, std::string_view slug) {
    static const std::string sql = lounge_columns() + ", s.last_seq " + std::string(lounge_tables) +
                                   "JOIN stream s ON s.id = l.stream_id WHERE l.slug = ?";
    auto rows = connection.query(sql, slug);
    if (!rows.next()) return std::nullopt;
    Lounge lounge = read_lounge(rows);
    lounge.last = rows.number(19);
    return lounge;
}

std::vector<Lounge> find_lounges(db::Connection& connection, const std::vector<base::LoungeId>& ids) {
    static const std::string columns = columns_with("0");
    std::vector<Lounge> lounges;
    in_lists(ids, [&](std::span<const base::LoungeId> block) {
        const std::string sql =
            columns + std::string(lounge_tables) + "WHERE l.id IN (" + repeat("?", block.size()) + ")";
        auto found = read_lounges(connection.query_params(sql, params_of(block)));
        lounges.insert(lounges.end(), std::make_move_iterator(found.begin()),
                       std::make_move_iterator(found.end()));
    });
    return lounges;
}

void set_blurs_pictures(db::Connection& connection, base::LoungeId lounge, std::optional<bool> blurs) {
    connection.execute("UPDATE lounge SET blurs_pictures = ? WHERE id = ?", blurs, lounge);
}

void set_emergency(db::Connection& connection, std::optional<base::LoungeId> lounge,
                   const std::optional<Emergency>& emergency) {
    const auto given = emergency.value_or(Emergency{});
    std::optional<std::string_view> access;
    if (given.access == EmergencyAccess::members) access = "MEMBERS";
    if (given.access == EmergencyAccess::verified) access = "VERIFIED";
    const auto until = emergency ? std::optional(emergency->until) : std::nullopt;
    const auto slow = given.slow > base::Millis{0} ? std::optional(given.slow) : std::nullopt;
    if (lounge) {
        connection.execute(
            "UPDATE lounge SET emergency_access = ?, emergency_slow_ms = ?, emergency_links_off = ?, "
            "emergency_until =" DB_TIME "WHERE id = ?",
            access, slow, given.links_off, until, *lounge);
    } else {
        connection.execute(
            "UPDATE lounge SET emergency_access = ?, emergency_slow_ms = ?, emergency_links_off = ?, "
            "emergency_until =" DB_TIME,
            access, slow, given.links_off, until);
    }
}

void add_language_room(db::Connection& connection, const LanguageRoom& room, unsigned position) {
    connection.execute(
        "INSERT IGNORE INTO language_room (code, name, position, right_to_left) VALUES (?, ?, ?, ?)",
        room.code, room.name, position, room.right_to_left);
}

void add_lounge(db::Connection& connection, const NewLounge& lounge, base::Time now) {
    if (find_lounge(connection, lounge.slug)) return;
    const auto stream = connection.insert("INSERT INTO stream (kind) VALUES ('LOUNGE')");
    const std::optional<std::string> country =
        lounge.country.empty() ? std::nullopt : std::optional(lounge.country);
    connection.execute(
        "INSERT INTO lounge (language_room_id, stream_id, slug, name, country_code, access_level, position, created_at) "
        "SELECT id, ?, ?, ?, ?, ?, ?," DB_TIME "FROM language_room WHERE code = ?",
        stream, lounge.slug, lounge.name, country,
        lounge.access == AccessLevel::red_lounge ? "RED_LOUNGE" : "MAIN_LOUNGE", lounge.position, now,
        lounge.language_code);
}

}  // namespace store
