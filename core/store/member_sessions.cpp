#include "core/store/member_sessions.h"

#include "core/base/random.h"
#include "core/db/dialect.h"
#include "core/store/push_subscriptions.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

// A user and the participant that speaks for them have a status each; a member is as free as the less free of both.
#define MEMBER_SESSION \
    "SELECT s.id, s.user_id, s.generation," DB_MS("s.rotated_at") "," DB_MS("s.expires_at")                         \
        ", s.stay_signed_in, s.refresh_token_hash, u.password_must_change, s.second_step_at IS NOT NULL, "          \
        "u.age_category = '_18PLUS_RED'," DB_MS("u.age_proven_until") ", COALESCE(u.locale, ''), p.stream_id, p.id, p.display_name, "             \
        "IF(u.account_status = 'ACTIVE', p.status, u.account_status)," PARTICIPANT_STANDING                         \
        " FROM session s JOIN user u ON u.id = s.user_id JOIN participant p ON p.user_id = u.id "                    \
        "WHERE s.id = ? AND s.ended_at IS NULL AND s.expires_at >" DB_TIME

std::optional<MemberSession> read(db::Rows rows) {
    if (!rows.next()) return std::nullopt;
    MemberSession session{.id = rows.id<base::SessionId>(0),
                          .user = rows.id<base::UserId>(1),
                          .generation = static_cast<std::uint32_t>(rows.number(2)),
                          .rotated_at = rows.time(3),
                          .expires_at = rows.time(4),
                          .stay = rows.flag(5),
                          .refresh_hash = rows.text(6),
                          .must_change_password = rows.flag(7),
                          .second_step_taken = rows.flag(8),
                          .age = read_age(rows, 9),
                          .locale = rows.text(11),
                          .stream = rows.id<base::StreamId>(12),
                          .participant = {.id = rows.id<base::ParticipantId>(13),
                                          .name = rows.text(14),
                                          .guest = false,
                                          .status = parse_account_status(rows.text(15)),
                                          .muted_until = std::nullopt}};
    read_standing(rows, 16, session.participant);
    return session;
}

}  // namespace

base::SessionId add_member_session(db::Connection& connection, const NewMemberSession& session) {
    const std::optional<base::Time> second_step =
        session.second_step_taken ? std::optional(session.now) : std::nullopt;
    // The id makes the token, and the token the hash: until then the hash is the one of no token.
    return base::SessionId{connection.insert(
        "INSERT INTO session (user_id, refresh_token_hash, rotated_at, stay_signed_in, user_agent, last_place, second_step_at, "
        "created_at, last_used_at, expires_at) "
        "VALUES (?, ?," DB_TIME ", ?, ?, ?," DB_TIME "," DB_TIME "," DB_TIME "," DB_TIME ")",
        session.user, base::random_bytes(32), session.now, session.stay, session.device, session.place,
        second_step, session.now, session.now, session.expires_at)};
}

void set_refresh_hash(db::Connection& connection, base::SessionId id, std::string_view hash) {
    connection.execute("UPDATE session SET refresh_token_hash = ? WHERE id = ?", hash, id);
}

std::optional<MemberSession> find_member_session(db::Connection& connection, base::SessionId id,
                                                 base::Time now) {
    return read(connection.query(MEMBER_SESSION, id, now));
}

std::optional<MemberSession> lock_member_session(db::Connection& connection, base::SessionId id,
                                                 base::Time now) {
    auto lock = connection.query("SELECT id FROM session WHERE id = ? FOR UPDATE", id);
    if (!lock.next()) return std::nullopt;
    return read(connection.query(MEMBER_SESSION, id, now));
}

void rotate_member_session(db::Connection& connection, const Rotation& rotation) {
    connection.execute(
        "UPDATE session SET generation = ?, refresh_token_hash = ?, last_place = ?, rotated_at =" DB_TIME
        ", last_used_at =" DB_TIME ", expires_at =" DB_TIME "WHERE id = ?",
        rotation.generation, rotation.refresh_hash, rotation.place, rotation.now, rotation.now,
        rotation.expires_at, rotation.id);
}

bool end_member_session(db::Connection& connection, base::SessionId id, base::Time now) {
    remove_push_subscriptions(connection, {id});
    return connection.execute("UPDATE session SET ended_at =" DB_TIME "WHERE id = ? AND ended_at IS NULL",
                              now, id) == 1;
}

std::vector<base::SessionId> end_member_sessions(db::Connection& connection, base::UserId user,
                                                 std::optional<base::SessionId> except, base::Time now) {
    std::vector<base::SessionId> open;
    {
        auto rows = connection.query(
            "SELECT id FROM session WHERE user_id = ? AND ended_at IS NULL AND id <> ? ORDER BY id FOR UPDATE",
            user, except.value_or(base::SessionId{}));
        while (rows.next()) open.push_back(rows.id<base::SessionId>(0));
    }
    in_lists(open, [&](std::span<const base::SessionId> block) {
        auto params = params_of(block);
        params.insert(params.begin(), db::param(now));
        connection.execute_params(
            "UPDATE session SET ended_at =" DB_TIME "WHERE id IN (" + repeat("?", block.size()) + ")",
            params);
    });
    remove_push_subscriptions(connection, open);
    return open;
}

std::vector<ListedSession> member_sessions(db::Connection& connection, base::UserId user, base::Time now) {
    auto rows = connection.query("SELECT id, COALESCE(user_agent, ''), COALESCE(last_place, '')," DB_MS(
                                     "created_at") "," DB_MS("last_used_at") "FROM session "
                                 "WHERE user_id = ? AND ended_at IS NULL AND expires_at >" DB_TIME
                                 "ORDER BY last_used_at DESC, id DESC",
                                 user, now);
    std::vector<ListedSession> sessions;
    while (rows.next()) {
        sessions.push_back({.id = rows.id<base::SessionId>(0),
                            .device = rows.text(1),
                            .place = rows.text(2),
                            .created_at = rows.time(3),
                            .last_used_at = rows.time(4)});
    }
    return sessions;
}

std::uint64_t forget_member_sessions(db::Connection& connection, base::Time before, unsigned most) {
    return connection.execute("DELETE FROM session WHERE expires_at <=" DB_TIME "OR ended_at <=" DB_TIME
                              "ORDER BY id LIMIT ?",
                              before, before, most);
}

}  // namespace store
