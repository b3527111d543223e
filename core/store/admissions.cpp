#include "core/store/admissions.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

#define ADMISSION_COLUMNS                                                                    \
    "a.id, a.participant_id, a.state, a.guest, a.ahead," DB_MS("a.waiting_since") "," DB_MS( \
        "a.called_at") "," DB_MS("a.seen_at")

std::string_view name_of(PlaceState state) {
    switch (state) {
        case PlaceState::waiting:
            return "WAITING";
        case PlaceState::called:
            return "CALLED";
        case PlaceState::in:
            break;
    }
    return "IN";
}

PlaceState parse_state(std::string_view text) {
    if (text == "WAITING") return PlaceState::waiting;
    return text == "CALLED" ? PlaceState::called : PlaceState::in;
}

Admission read_admission(const db::Rows& rows) {
    return {.id = rows.number(0),
            .participant = rows.id<base::ParticipantId>(1),
            .state = parse_state(rows.text(2)),
            .guest = rows.flag(3),
            .ahead = rows.number(4),
            .waiting_since = rows.time(5),
            .called_at = rows.is_null(6) ? std::nullopt : std::optional(rows.time(6)),
            .seen_at = rows.time(7)};
}

std::vector<Admission> read_admissions(db::Rows rows) {
    std::vector<Admission> found;
    while (rows.next()) found.push_back(read_admission(rows));
    return found;
}

}  // namespace

std::optional<Admission> find_admission(db::Connection& connection, base::LoungeId lounge,
                                        base::ParticipantId who) {
    auto rows = connection.query("SELECT " ADMISSION_COLUMNS
                                 "FROM admission a WHERE a.lounge_id = ? AND a.participant_id = ?",
                                 lounge, who);
    return rows.next() ? std::optional(read_admission(rows)) : std::nullopt;
}

void add_admission(db::Connection& connection, base::LoungeId lounge, const Admission& row) {
    connection.execute(
        "INSERT INTO admission (lounge_id, participant_id, state, guest, ahead, waiting_since, seen_at) "
        "VALUES (?, ?, ?, ?, ?," DB_TIME "," DB_TIME ")",
        lounge, row.participant, name_of(row.state), row.guest, row.ahead, row.waiting_since, row.seen_at);
}

void set_guest(db::Connection& connection, std::uint64_t id, bool guest) {
    connection.execute("UPDATE admission SET guest = ? WHERE id = ?", guest, id);
}

void take_place(db::Connection& connection, std::uint64_t id, base::Time now) {
    connection.execute("UPDATE admission SET state = 'IN', admitted_at =" DB_TIME ", seen_at =" DB_TIME
                       "WHERE id = ?",
                       now, now, id);
}

void call(db::Connection& connection, std::uint64_t id, base::Time now) {
    connection.execute("UPDATE admission SET state = 'CALLED', called_at =" DB_TIME "WHERE id = ?", now, id);
}

Taken taken(db::Connection& connection, base::LoungeId lounge) {
    auto rows = connection.query(
        "SELECT COUNT(*), COALESCE(SUM(guest), 0) FROM admission WHERE lounge_id = ? AND state IN ('CALLED', 'IN')",
        lounge);
    return rows.next() ? Taken{.people = rows.number(0), .guests = rows.number(1)} : Taken{};
}

std::vector<Admission> first_waiting(db::Connection& connection, base::LoungeId lounge, std::uint64_t most) {
    return read_admissions(connection.query("SELECT " ADMISSION_COLUMNS
                                            "FROM admission a WHERE a.lounge_id = ? AND a.state = 'WAITING' "
                                            "ORDER BY a.guest, a.waiting_since, a.id LIMIT ?",
                                            lounge, most));
}

std::uint64_t count_before(db::Connection& connection, base::LoungeId lounge, const Admission& row) {
    auto rows = connection.query(
        "SELECT COUNT(*) FROM admission WHERE lounge_id = ? AND state = 'WAITING' AND (guest < ? OR (guest = ? AND "
        "(waiting_since <" DB_TIME "OR (waiting_since =" DB_TIME "AND id < ?))))",
        lounge, row.guest, row.guest, row.waiting_since, row.waiting_since, row.id);
    return rows.next() ? rows.number(0) : 0;
}

std::optional<base::Time> waiting_since(db::Connection& connection, base::LoungeId lounge) {
    auto rows = connection.query(
        "SELECT" DB_MS("MIN(waiting_since)") "FROM admission WHERE lounge_id = ? AND state = 'WAITING'",
        lounge);
    return rows.next() && !rows.is_null(0) ? std::optional(rows.time(0)) : std::nullopt;
}

std::vector<Admission> door_of(db::Connection& connection, base::LoungeId lounge) {
    return read_admissions(
        connection.query("SELECT " ADMISSION_COLUMNS
                         "FROM admission a WHERE a.lounge_id = ? AND a.state IN ('WAITING', 'CALLED') "
                         "ORDER BY a.state = 'WAITING', a.guest, a.waiting_since, a.id",
                         lounge));
}

std::vector<QueueEntry> named_door_of(db::Connection& connection, base::LoungeId lounge, std::uint64_t most) {
    auto rows =
        connection.query("SELECT " ADMISSION_COLUMNS
                         ", p.display_name FROM admission a JOIN participant p ON p.id = a.participant_id "
                         "WHERE a.lounge_id = ? AND a.state IN ('WAITING', 'CALLED') "
                         "ORDER BY a.state = 'WAITING', a.guest, a.waiting_since, a.id LIMIT ?",
                         lounge, most);
    std::vector<QueueEntry> entries;
    while (rows.next()) entries.push_back({.row = read_admission(rows), .name = rows.text(8)});
    return entries;
}

std::vector<Seat> seated(db::Connection& connection, const std::vector<Seat>& seats) {
    std::vector<Seat> found;
    in_blocks(seats, [&](std::span<const Seat> block) {
        std::vector<db::Param> params;
        for (const auto& [lounge, who] : block) {
            params.push_back(db::param(lounge));
            params.push_back(db::param(who));
        }
        auto rows = connection.query_params(
            "SELECT lounge_id, participant_id FROM admission WHERE state = 'IN' AND (" +
                repeat("(lounge_id = ? AND participant_id = ?)", block.size(), " OR ") + ")",
            params);
        while (rows.next()) found.emplace_back(rows.id<base::LoungeId>(0), rows.id<base::ParticipantId>(1));
    });
    return found;
}

std::vector<base::ParticipantId> people_in(db::Connection& connection, base::LoungeId lounge) {
    auto rows =
        connection.query("SELECT participant_id FROM admission WHERE lounge_id = ? AND state = 'IN'", lounge);
    std::vector<base::ParticipantId> people;
    while (rows.next()) people.push_back(rows.id<base::ParticipantId>(0));
    return people;
}

std::uint64_t see(db::Connection& connection, base::LoungeId lounge,
                  const std::vector<base::ParticipantId>& people, base::Time now, base::Time stale) {
    std::uint64_t written = 0;
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        auto params = params_of(block);
        params.insert(params.begin(), {db::param(now), db::param(stale), db::param(lounge)});
        written +=
            connection.execute_params("UPDATE admission SET seen_at =" DB_TIME "WHERE seen_at <" DB_TIME
                                      "AND lounge_id = ? AND participant_id IN (" +
                                          repeat("?", block.size()) + ")",
                                      params);
    });
    return written;
}

bool remove_admission(db::Connection& connection, base::LoungeId lounge, base::ParticipantId who) {
    return connection.execute("DELETE FROM admission WHERE lounge_id = ? AND participant_id = ?", lounge,
                              who) > 0;
}

void remove_admissions(db::Connection& connection, base::ParticipantId who) {
    connection.execute("DELETE FROM admission WHERE participant_id = ?", who);
}

std::uint64_t remove_unseen(db::Connection& connection, base::LoungeId lounge, base::Time seen_before) {
    return connection.execute("DELETE FROM admission WHERE lounge_id = ? AND seen_at <=" DB_TIME
                              "AND state IN ('WAITING', 'IN')",
                              lounge, seen_before);
}

std::uint64_t remove_uncollected(db::Connection& connection, base::LoungeId lounge,
                                 base::Time called_before) {
    return connection.execute(
        "DELETE FROM admission WHERE lounge_id = ? AND state = 'CALLED' AND called_at <=" DB_TIME, lounge,
        called_before);
}

#undef ADMISSION_COLUMNS

}  // namespace store
