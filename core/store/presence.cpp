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

Sidecar register_sidecar(db::Connection& connection, std::string_view name, base::Time now) {
    // Not by one INSERT that updates: it would use up a number of its narrow id at each start.
    if (connection.execute("UPDATE sidecar SET life = life + 1, seen_at =" DB_TIME "WHERE name = ?", now,
                           name) == 0) {
        connection.execute("INSERT INTO sidecar (name, seen_at) VALUES (?," DB_TIME ")", name, now);
    }
    auto rows = connection.query("SELECT id, life FROM sidecar WHERE name = ?", name);
    if (!rows.next()) throw std::logic_error("a sidecar that was just registered is not there");
    const Sidecar sidecar{rows.id<base::SidecarId>(0), rows.number(1)};
    forget_places(connection, sidecar.id);
    return sidecar;
}

bool beat(db::Connection& connection, const Sidecar& sidecar, base::Time now) {
    connection.execute("UPDATE sidecar SET seen_at =" DB_TIME "WHERE id = ? AND life = ?", now, sidecar.id,
                       sidecar.life);
    return connection.query("SELECT 1 FROM sidecar WHERE id = ? AND life = ?", sidecar.id, sidecar.life)
        .next();
}

std::vector<Sidecar> other_sidecars(db::Connection& connection, base::SidecarId than, base::Time since) {
    auto rows =
        connection.query("SELECT id, life FROM sidecar WHERE id <> ? AND seen_at >" DB_TIME, than, since);
    std::vector<Sidecar> others;
    while (rows.next()) others.push_back({rows.id<base::SidecarId>(0), rows.number(1)});
    return others;
}

base::Time newest_beat(db::Connection& connection) {
    auto rows = connection.query("SELECT COALESCE(" DB_MS("MAX(seen_at)") ", 0) FROM sidecar");
    return rows.next() ? rows.time(0) : base::Time{};
}

void add_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places) {
    in_blocks(places, [&](std::span<const Place> block) {
        std::vector<db::Param> params;
        for (const auto& [lounge, who, away] : block) {
            for (const auto& value : {db::param(lounge), db::param(who), db::param(sidecar), db::param(away)})
                params.push_back(value);
        }
        connection.execute_params(
            "INSERT IGNORE INTO presence (lounge_id, participant_id, sidecar_id, away) VALUES " +
                repeat("(?, ?, ?, ?)", block.size()) + " ON DUPLICATE KEY UPDATE away = VALUES(away)",
            params);
    });
}

void remove_present(db::Connection& connection, base::SidecarId sidecar, const std::vector<Place>& places) {
    in_blocks(places, [&](std::span<const Place> block) {
        std::vector<db::Param> params;
        for (const auto& place : block) {
            for (const auto& value : {db::param(place.lounge), db::param(place.who), db::param(sidecar)})
                params.push_back(value);
        }
        connection.execute_params(
            "DELETE FROM presence WHERE " +
                repeat("(lounge_id = ? AND participant_id = ? AND sidecar_id = ?)", block.size(), " OR "),
            params);
    });
}

void set_counts(db::Connection& connection, base::SidecarId sidecar, const std::vector<Count>& counts,
                std::uint64_t version) {
    in_blocks(counts, [&](std::span<const Count> block) {
        std::vector<db::Param> params;
        for (const auto& [lounge, present] : block) {
            for (const auto& value :
                 {db::param(sidecar), db::param(lounge), db::param(present), db::param(version)})
                params.push_back(value);
        }
        connection.execute_params(
            "INSERT INTO presence_count (sidecar_id, lounge_id, present, version) VALUES " +
                repeat("(?, ?, ?, ?)", block.size()) +
                " ON DUPLICATE KEY UPDATE present = VALUES(present), version = VALUES(version)",
            params);
    });
}

std::vector<ChangedLounge> lounges_changed_at(db::Connection& connection, base::SidecarId sidecar,
                                              std::uint64_t version) {
    auto rows =
        connection.query("SELECT lounge_id, version FROM presence_count WHERE sidecar_id = ? AND version > ?",
                         sidecar, version);
    std::vector<ChangedLounge> lounges;
    while (rows.next()) lounges.push_back({rows.id<base::LoungeId>(0), rows.number(1)});
    return lounges;
}

std::vector<std::pair<base::LoungeId, Present>> present_at(db::Connection& connection,
                                                           base::SidecarId sidecar,
                                                           const std::vector<base::LoungeId>& lounges) {
    std::vector<std::pair<base::LoungeId, Present>> people;
    in_lists(lounges, [&](std::span<const base::LoungeId> block) {
        std::vector<db::Param> params{db::param(sidecar)};
        for (const auto lounge : block) params.push_back(db::param(lounge));
        auto rows = connection.query_params(
            "SELECT x.lounge_id, p.id, p.display_name, p.user_id IS NULL, x.away FROM presence x "
            "JOIN participant p ON p.id = x.participant_id "
            "WHERE x.sidecar_id = ? AND x.lounge_id IN (" +
                repeat("?", block.size()) + ")",
            params);
        while (rows.next()) {
            people.emplace_back(
                rows.id<base::LoungeId>(0),
                Present{rows.id<base::ParticipantId>(1), rows.text(2), rows.flag(3), rows.flag(4)});
        }
    });
    return people;
}

std::vector<Present> present_in(db::Connection& connection, base::LoungeId lounge, std::size_t most) {
    auto rows = connection.query(
        "SELECT DISTINCT p.id, p.display_name, p.user_id IS NULL, "
        "NOT EXISTS (SELECT 1 FROM presence o WHERE o.participant_id = p.id AND o.away = 0) "
        "FROM presence x JOIN participant p ON p.id = x.participant_id "
        "WHERE x.lounge_id = ? LIMIT ?",
        lounge, most);
    std::vector<Present> people;
    while (rows.next())
        people.push_back({rows.id<base::ParticipantId>(0), rows.text(1), rows.flag(2), rows.flag(3)});
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
    for (const auto id : silent) {
        forget_places(connection, id);
        connection.execute("DELETE FROM sidecar WHERE id = ?", id);
    }
    return silent.size();
}

}  // namespace store
