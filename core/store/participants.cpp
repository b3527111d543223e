#include "core/store/participants.h"

#include <algorithm>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {

AccountStatus parse_account_status(std::string_view text) {
    if (text == "ACTIVE") return AccountStatus::active;
    if (text == "SUSPENDED") return AccountStatus::suspended;
    if (text == "BANNED") return AccountStatus::banned;
    return AccountStatus::deleted;
}

base::ParticipantId add_guest(db::Connection& connection, const ClaimedName& name, base::Time now) {
    const auto stream = connection.insert("INSERT INTO stream (kind) VALUES ('PERSON')");
    return base::ParticipantId{connection.insert(
        "INSERT INTO participant (stream_id, display_name, name_key, capitals_key, created_at, last_seen_at) "
        "VALUES (?, ?, ?, ?," DB_TIME "," DB_TIME ")",
        stream, name.text, name.key, name.capitals_key, now, now)};
}

std::vector<Participant> lock_participants(db::Connection& connection,
                                           const std::vector<base::ParticipantId>& ids) {
    std::vector<Participant> people;
    auto sorted = ids;
    std::ranges::sort(sorted);
    in_blocks(sorted, [&](std::span<const base::ParticipantId> block) {
        const std::string sql = "SELECT id, display_name, user_id IS NULL, status," DB_MS(
                                    "muted_until") "FROM participant WHERE id IN (" +
                                repeat("?", block.size()) + ") ORDER BY id LOCK IN SHARE MODE";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) {
            people.push_back({.id = rows.id<base::ParticipantId>(0),
                              .name = rows.text(1),
                              .guest = rows.flag(2),
                              .status = parse_account_status(rows.text(3)),
                              .muted_until = rows.is_null(4) ? std::nullopt : std::optional(rows.time(4))});
        }
    });
    return people;
}

std::vector<Named> find_named(db::Connection& connection, const std::vector<std::string>& keys) {
    std::vector<Named> found;
    in_blocks(keys, [&](std::span<const std::string> block) {
        const std::string sql = "SELECT name_key, id, stream_id FROM participant WHERE name_key IN (" +
                                repeat("?", block.size()) + ")";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) {
            found.push_back({.key = rows.text(0),
                             .id = rows.id<base::ParticipantId>(1),
                             .stream = rows.id<base::StreamId>(2)});
        }
    });
    return found;
}

std::uint64_t count_act(db::Connection& connection, base::ParticipantId id, base::Time now,
                        base::Millis per) {
    const base::Time begun_before = now - per;
    connection.execute("UPDATE participant SET acts = IF(acts_since >" DB_TIME
                       ", acts + 1, 1), acts_since = IF(acts_since >" DB_TIME ", acts_since," DB_TIME
                       ") WHERE id = ?",
                       begun_before, begun_before, now, id);
    auto rows = connection.query("SELECT acts FROM participant WHERE id = ?", id);
    return rows.next() ? rows.number(0) : 0;
}

void touch(db::Connection& connection, base::ParticipantId id, base::Time now) {
    connection.execute(
        "UPDATE participant SET last_seen_at =" DB_TIME ", availability = 'ONLINE' WHERE id = ?", now, id);
}

std::uint64_t settle_availability(db::Connection& connection, base::Time away_before,
                                  base::Time offline_before, unsigned most) {
    const auto offline = connection.execute(
        "UPDATE participant SET availability = 'OFFLINE' WHERE availability IN ('ONLINE', 'AWAY') AND last_seen_at <=" DB_TIME
        "ORDER BY id LIMIT ?",
        offline_before, most);
    return offline +
           connection.execute(
               "UPDATE participant SET availability = 'AWAY' WHERE availability = 'ONLINE' AND last_seen_at <=" DB_TIME
               "ORDER BY id LIMIT ?",
               away_before, most);
}

void release_names(db::Connection& connection, const std::vector<base::ParticipantId>& ids) {
    in_blocks(ids, [&](std::span<const base::ParticipantId> block) {
        connection.execute_params(
            "UPDATE participant SET name_key = NULL, capitals_key = NULL WHERE user_id IS NULL AND id IN (" +
                repeat("?", block.size()) + ")",
            params_of(block));
    });
}

}  // namespace store
