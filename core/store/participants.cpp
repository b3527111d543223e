#include "core/store/participants.h"

#include <algorithm>
#include <map>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

// As read_age() reads it, of participant p and, where they are a member, their user u: a guest's age category is that of the session they have now.
#define AGE                                                                                             \
    "COALESCE(u.age_category = '_18PLUS_RED', EXISTS (SELECT 1 FROM temp_session t "                    \
    "WHERE t.participant_id = p.id AND t.ended_at IS NULL AND t.age_category = '_18PLUS_RED'))," DB_MS( \
        "u.age_proven_until")

std::vector<base::ParticipantId> ids_of(db::Rows rows) {
    std::vector<base::ParticipantId> ids;
    while (rows.next()) ids.push_back(rows.id<base::ParticipantId>(0));
    std::ranges::sort(ids);
    return ids;
}

}  // namespace

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

base::ParticipantId house_voice(db::Connection& connection, base::Time now) {
    auto rows = connection.query("SELECT id FROM participant WHERE is_house = TRUE");
    if (rows.next()) return rows.id<base::ParticipantId>(0);
    const auto stream = connection.insert("INSERT INTO stream (kind) VALUES ('HOUSE')");
    return base::ParticipantId{connection.insert(
        "INSERT INTO participant (stream_id, display_name, is_house, created_at, last_seen_at) "
        "VALUES (?, 'The Chatroom', TRUE," DB_TIME "," DB_TIME ")",
        stream, now, now)};
}

std::vector<Participant> lock_participants(db::Connection& connection,
                                           const std::vector<base::ParticipantId>& ids) {
    std::vector<Participant> people;
    auto sorted = ids;
    std::ranges::sort(sorted);
    in_lists(sorted, [&](std::span<const base::ParticipantId> block) {
        const std::string sql =
            "SELECT p.id, p.display_name, p.user_id IS NULL, p.status," PARTICIPANT_STANDING
            " FROM participant p WHERE p.id IN (" +
            repeat("?", block.size()) + ") ORDER BY p.id LOCK IN SHARE MODE";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) {
            people.push_back({.id = rows.id<base::ParticipantId>(0),
                              .name = rows.text(1),
                              .guest = rows.flag(2),
                              .status = parse_account_status(rows.text(3)),
                              .muted_until = std::nullopt});
            read_standing(rows, 4, people.back());
        }
    });
    return people;
}

std::vector<Named> find_named(db::Connection& connection, const std::vector<std::string>& keys) {
    std::vector<Named> found;
    in_lists(keys, [&](std::span<const std::string> block) {
        const std::string sql =
            "SELECT p.name_key, p.id, p.stream_id, " AGE
            " FROM participant p LEFT JOIN user u ON u.id = p.user_id WHERE p.name_key IN (" +
            repeat("?", block.size()) + ")";
        auto rows = connection.query_params(sql, params_of(block));
        while (rows.next()) {
            found.push_back({.key = rows.text(0),
                             .id = rows.id<base::ParticipantId>(1),
                             .stream = rows.id<base::StreamId>(2),
                             .age = read_age(rows, 3)});
        }
    });
    return found;
}

std::optional<Hearer> find_hearer(db::Connection& connection, base::StreamId stream) {
    auto rows = connection.query(
        "SELECT p.id, " AGE " FROM participant p LEFT JOIN user u ON u.id = p.user_id WHERE p.stream_id = ?",
        stream);
    if (!rows.next()) return std::nullopt;
    return Hearer{.id = rows.id<base::ParticipantId>(0), .age = read_age(rows, 1)};
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

// People whose numbers are equal share a statement: in a flood of spam there are many of few kinds.
void add_strikes(db::Connection& connection, const std::vector<Caught>& caught, const StrikeRule& rule,
                 base::Time now) {
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::vector<base::ParticipantId>> alike;
    for (const auto& one : caught) alike[{one.strikes, one.held}].push_back(one.who);
    for (auto& [numbers, people] : alike) {
        std::ranges::sort(people);
        const std::uint64_t strikes = numbers.first;
        const std::uint64_t held = numbers.second;
        in_lists(people, [&](std::span<const base::ParticipantId> block) {
            std::vector<db::Param> params{db::param(held),      db::param(rule.since),     db::param(strikes),
                                          db::param(strikes),   db::param(rule.since),     db::param(now),
                                          db::param(rule.most), db::param(rule.held_until)};
            for (const auto id : block) params.push_back(db::param(id));
            // The assignments are carried out from left to right.
            connection.execute_params(
                "UPDATE participant SET held_posts = held_posts + ?, strikes = IF(strikes_since >" DB_TIME
                ", strikes + ?, ?), strikes_since = IF(strikes_since >" DB_TIME ", strikes_since," DB_TIME
                "), held_until = IF(strikes >= ?," DB_TIME ", held_until) WHERE id IN (" +
                    repeat("?", block.size()) + ")",
                params);
        });
    }
}

void vouch_for(db::Connection& connection, base::ParticipantId id, base::Time now) {
    connection.execute("UPDATE participant SET vouched_at =" DB_TIME
                       ", held_until = NULL, strikes = 0, strikes_since = NULL WHERE id = ?",
                       now, id);
}

void touch(db::Connection& connection, base::ParticipantId id, base::Time now) {
    touch(connection, std::vector<base::ParticipantId>{id}, now);
}

void touch(db::Connection& connection, const std::vector<base::ParticipantId>& ids, base::Time now) {
    in_lists(ids, [&](std::span<const base::ParticipantId> block) {
        std::vector<db::Param> params{db::param(now)};
        for (const auto id : block) params.push_back(db::param(id));
        connection.execute_params("UPDATE participant SET last_seen_at =" DB_TIME
                                  ", availability = 'ONLINE' WHERE id IN (" +
                                      repeat("?", block.size()) + ")",
                                  params);
    });
}

// Found first and changed by their ids: those who are away for long with a page open are looked at each time, and shall not be locked for it.
std::uint64_t settle_availability(db::Connection& connection, base::Time away_before,
                                  base::Time offline_before, unsigned most) {
    std::uint64_t changed = 0;
    const auto settle = [&](const std::string& statement, base::Time before,
                            const std::vector<base::ParticipantId>& ids) {
        in_lists(ids, [&](std::span<const base::ParticipantId> block) {
            std::vector<db::Param> params{db::param(before)};
            for (const auto id : block) params.push_back(db::param(id));
            changed += connection.execute_params(statement + repeat("?", block.size()) + ")", params);
        });
    };
    settle("UPDATE participant SET availability = 'OFFLINE' WHERE last_seen_at <=" DB_TIME "AND id IN (",
           offline_before,
           ids_of(connection.query(
               "SELECT p.id FROM participant p LEFT JOIN presence x ON x.participant_id = p.id "
               "WHERE p.availability IN ('ONLINE', 'AWAY') AND p.last_seen_at <=" DB_TIME
               "AND x.participant_id IS NULL LIMIT ?",
               offline_before, most)));
    settle(
        "UPDATE participant SET availability = 'AWAY' WHERE last_seen_at <=" DB_TIME "AND id IN (",
        away_before,
        ids_of(connection.query(
            "SELECT p.id FROM participant p LEFT JOIN presence x ON x.participant_id = p.id AND x.away = 0 "
            "WHERE p.availability = 'ONLINE' AND p.last_seen_at <=" DB_TIME
            "AND x.participant_id IS NULL LIMIT ?",
            away_before, most)));
    return changed;
}

void release_names(db::Connection& connection, const std::vector<base::ParticipantId>& ids) {
    in_lists(ids, [&](std::span<const base::ParticipantId> block) {
        connection.execute_params(
            "UPDATE participant SET name_key = NULL, capitals_key = NULL WHERE user_id IS NULL AND id IN (" +
                repeat("?", block.size()) + ")",
            params_of(block));
    });
}

}  // namespace store
