#include "core/store/temp_sessions.h"

#include <vector>

#include "core/db/dialect.h"
#include "core/db/transaction.h"
#include "core/store/push_subscriptions.h"
#include "core/store/read_markers.h"
#include "core/store/sql_list.h"

namespace store {

base::TempSessionId add_temp_session(db::Connection& connection, base::ParticipantId participant,
                                     std::string_view token_hash, AgeCategory age, base::Time now,
                                     base::Time expires_at) {
    return base::TempSessionId{connection.insert(
        "INSERT INTO temp_session (participant_id, token_hash, age_category, created_at, expires_at) "
        "VALUES (?, ?, ?," DB_TIME "," DB_TIME ")",
        participant, token_hash, age == AgeCategory::over_18_red ? "_18PLUS_RED" : "_18PLUS", now,
        expires_at)};
}

std::optional<TempSession> find_temp_session(db::Connection& connection, std::string_view token_hash,
                                             base::Time now) {
    auto rows = connection.query("SELECT t.id, t.age_category = '_18PLUS_RED'," DB_MS("t.expires_at") ", p.stream_id, p.id, p.display_name, "
                                 "p.user_id IS NULL, p.status," PARTICIPANT_STANDING
                                 " FROM temp_session t JOIN participant p ON p.id = t.participant_id "
                                 "WHERE t.token_hash = ? AND t.ended_at IS NULL AND t.expires_at >" DB_TIME,
                                 token_hash, now);
    if (!rows.next()) return std::nullopt;
    TempSession session{.id = rows.id<base::TempSessionId>(0),
                        .age = rows.flag(1) ? AgeCategory::over_18_red : AgeCategory::over_18,
                        .expires_at = rows.time(2),
                        .stream = rows.id<base::StreamId>(3),
                        .participant = {.id = rows.id<base::ParticipantId>(4),
                                        .name = rows.text(5),
                                        .guest = rows.flag(6),
                                        .status = parse_account_status(rows.text(7)),
                                        .muted_until = std::nullopt}};
    read_standing(rows, 8, session.participant);
    return session;
}

bool end_temp_session(db::Connection& connection, base::TempSessionId id, base::Time now) {
    remove_push_subscriptions(connection, {id});
    return connection.execute("UPDATE temp_session SET ended_at =" DB_TIME
                              "WHERE id = ? AND ended_at IS NULL",
                              now, id) == 1;
}

std::size_t end_expired_temp_sessions(db::Connection& connection, base::Time now, unsigned most) {
    std::vector<base::TempSessionId> ended;
    std::vector<base::ParticipantId> people;
    {
        auto rows = connection.query(
            "SELECT id, participant_id FROM temp_session WHERE ended_at IS NULL AND expires_at <=" DB_TIME
            "ORDER BY expires_at LIMIT ? FOR UPDATE",
            now, most);
        while (rows.next()) {
            ended.push_back(rows.id<base::TempSessionId>(0));
            people.push_back(rows.id<base::ParticipantId>(1));
        }
    }
    in_lists(ended, [&](std::span<const base::TempSessionId> block) {
        auto params = params_of(block);
        params.insert(params.begin(), db::param(now));
        connection.execute_params(
            "UPDATE temp_session SET ended_at =" DB_TIME "WHERE id IN (" + repeat("?", block.size()) + ")",
            params);
    });
    remove_push_subscriptions(connection, ended);
    release_names(connection, people);
    forget_guests_markers(connection, people);
    return ended.size();
}

}  // namespace store
