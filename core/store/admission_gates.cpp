// The bounds of lounges, their gates, and how long people waited at them.
#include "core/db/dialect.h"
#include "core/store/admissions.h"

namespace store {
namespace {

std::optional<Gate> find_gate(db::Connection& connection, base::LoungeId lounge) {
    auto rows = connection.query("SELECT" DB_MS("settled_at") "," DB_MS(
                                     "patient_until") "FROM admission_gate WHERE lounge_id = ? FOR UPDATE",
                                 lounge);
    if (!rows.next()) return std::nullopt;
    return Gate{.settled_at = rows.time(0), .patient_until = rows.time(1)};
}

}  // namespace

Gate lock_gate(db::Connection& connection, base::LoungeId lounge, base::Time now) {
    for (;;) {
        if (const auto gate = find_gate(connection, lounge)) return *gate;
        connection.execute(
            "INSERT IGNORE INTO admission_gate (lounge_id, settled_at, patient_until) VALUES (?," DB_TIME
            "," DB_TIME ")",
            lounge, now, now);
    }
}

void set_gate(db::Connection& connection, base::LoungeId lounge, const Gate& gate) {
    connection.execute("UPDATE admission_gate SET settled_at =" DB_TIME ", patient_until =" DB_TIME
                       "WHERE lounge_id = ?",
                       gate.settled_at, gate.patient_until, lounge);
}

std::optional<Bounds> find_bounds(db::Connection& connection, base::LoungeId lounge) {
    auto rows = connection.query(
        "SELECT capacity, COALESCE(guest_share, capacity) FROM lounge WHERE id = ? AND capacity IS NOT NULL",
        lounge);
    if (!rows.next()) return std::nullopt;
    return Bounds{.people = rows.number(0), .guests = rows.number(1)};
}

void set_bounds(db::Connection& connection, base::LoungeId lounge, std::optional<std::uint64_t> capacity,
                std::optional<std::uint64_t> guest_share) {
    connection.execute("UPDATE lounge SET capacity = ?, guest_share = ? WHERE id = ?", capacity, guest_share,
                       lounge);
}

std::vector<base::LoungeId> bounded_lounges(db::Connection& connection) {
    auto rows = connection.query("SELECT id FROM lounge WHERE capacity IS NOT NULL");
    std::vector<base::LoungeId> lounges;
    while (rows.next()) lounges.push_back(rows.id<base::LoungeId>(0));
    return lounges;
}

void seat_present(db::Connection& connection, base::LoungeId lounge, base::Time now) {
    connection.execute(
        "INSERT IGNORE INTO admission (lounge_id, participant_id, state, guest, waiting_since, admitted_at, seen_at) "
        "SELECT DISTINCT x.lounge_id, x.participant_id, 'IN', p.user_id IS NULL," DB_TIME "," DB_TIME
        "," DB_TIME "FROM presence x JOIN participant p ON p.id = x.participant_id WHERE x.lounge_id = ?",
        now, now, now, lounge);
}

void clear_admissions(db::Connection& connection, base::LoungeId lounge) {
    connection.execute("DELETE FROM admission WHERE lounge_id = ?", lounge);
    connection.execute("DELETE FROM admission_wait WHERE lounge_id = ?", lounge);
    connection.execute("DELETE FROM admission_gate WHERE lounge_id = ?", lounge);
}

void add_wait(db::Connection& connection, base::LoungeId lounge, const Wait& wait) {
    connection.execute(
        "INSERT INTO admission_wait (lounge_id, called_at, waited_ms, ahead) VALUES (?," DB_TIME ", ?, ?)",
        lounge, wait.called_at, wait.waited, wait.ahead);
}

std::vector<Wait> recent_waits(db::Connection& connection, base::LoungeId lounge, base::Time since,
                               std::uint64_t most) {
    auto rows = connection.query(
        "SELECT" DB_MS(
            "called_at") ", waited_ms, ahead FROM admission_wait WHERE lounge_id = ? AND called_at >" DB_TIME
                         "ORDER BY called_at DESC LIMIT ?",
        lounge, since, most);
    std::vector<Wait> waits;
    while (rows.next())
        waits.push_back(
            {.called_at = rows.time(0), .waited = base::Millis{rows.integer(1)}, .ahead = rows.number(2)});
    return waits;
}

std::uint64_t forget_waits(db::Connection& connection, base::Time before, unsigned most) {
    return connection.execute("DELETE FROM admission_wait WHERE called_at <" DB_TIME "ORDER BY id LIMIT ?",
                              before, most);
}

}  // namespace store
