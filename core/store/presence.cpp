#include "core/store/presence.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

void forget_places(db::Connection& connection, base::SidecarId sidecar) {
    connection.execute("DELETE FROM presence WHERE sidecar_id = ?", sidecar);
    connection.execute("DELETE FROM presence_count WHERE sidecar_id = ?", sidecar);
}

}  // namespace

base::SidecarId register_sidecar(db::Connection& connection, std::string_view name, base::Time now) {
    connection.execute("INSERT INTO sidecar (name, seen_at) VALUES (?," DB_TIME
                       ") ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at)",
                       name, now);
    auto rows = connection.query("SELECT id FROM sidecar WHERE name = ?", name);
    if (!rows.next()) throw std::logic_error("a sidecar that was just registered is not there");
    const auto id = rows.id<base::SidecarId>(0);
    forget_places(connection, id);
    return id;
}

void beat(db::Connection& connection, base::SidecarId sidecar, base::Time now) {
    connection.execute("UPDATE sidecar SET seen_at =" DB_TIME "WHERE id = ?", now, sidecar);
}

base::Time newest_beat(db::Connection& connection) {
    auto rows = connection.query("SELECT COALESCE(" DB_MS("MAX(seen_at)") ", 0) FROM sidecar");
    return rows.next() ? rows.time(0) : base::Time{};
}

void add_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places) {
    in_blocks(places, [&](std::span<const Place> block) {
        std::vector<db::Param> params;
        for (const auto& [lounge, participant] : block) {
            for (const auto& value : {db::param(lounge), db::param(participant), db::param(sidecar)})
                params.push_back(value);
        }
        connection.execute_params(
            "INSERT IGNORE INTO presence (lounge_id, participant_id, sidecar_id) VALUES " +
                repeat("(?, ?, ?)", block.size()),
            params);
    });
}

void remove_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places) {
    in_blocks(places, [&](std::span<const Place> block) {
        std::vector<db::Param> params;
        for (const auto& [lounge, participant] : block) {
            for (const auto& value : {db::param(lounge), db::param(participant), db::param(sidecar)})
                params.push_back(value);
        }
        connection.execute_params(
            "DELETE FROM presence WHERE " +
                repeat("(lounge_id = ? AND participant_id = ? AND sidecar_id = ?)", block.size(), " OR "),
            params);
    });
}

void set_counts(db::Connection& connection, base::SidecarId sidecar, const std::vector<Count>& counts) {
    in_blocks(counts, [&](std::span<const Count> block) {
        std::vector<db::Param> params;
        for (const auto& [lounge, present] : block) {
            for (const auto& value : {db::param(sidecar), db::param(lounge), db::param(present)})
                params.push_back(value);
        }
        connection.execute_params("INSERT INTO presence_count (sidecar_id, lounge_id, present) VALUES " +
                                      repeat("(?, ?, ?)", block.size()) +
                                      " ON DUPLICATE KEY UPDATE present = VALUES(present)",
                                  params);
    });
}

std::vector<Present> present_in(db::Connection& connection, base::LoungeId lounge, std::size_t most) {
    auto rows = connection.query(
        "SELECT DISTINCT p.id, p.display_name, p.user_id IS NULL FROM presence x JOIN participant p ON p.id = x.participant_id "
        "WHERE x.lounge_id = ? LIMIT ?",
        lounge, most);
    std::vector<Present> people;
    while (rows.next()) people.push_back({rows.id<base::ParticipantId>(0), rows.text(1), rows.flag(2)});
    return people;
}

bool present_elsewhere(db::Connection& connection, base::LoungeId lounge, base::ParticipantId who,
                       base::SidecarId than) {
    return connection
        .query(
            "SELECT 1 FROM presence WHERE lounge_id = ? AND participant_id = ? AND sidecar_id <> ? LIMIT 1",
            lounge, who, than)
        .next();
}

std::size_t forget_silent_sidecars(db::Connection& connection, base::Time since) {
    std::vector<base::SidecarId> silent;
    {
        auto rows = connection.query("SELECT id FROM sidecar WHERE seen_at <" DB_TIME "FOR UPDATE", since);
        while (rows.next()) silent.push_back(rows.id<base::SidecarId>(0));
    }
    for (const auto id : silent) forget_places(connection, id);
    return silent.size();
}

}  // namespace store
