#include "core/store/personal_data.h"

#include "core/db/dialect.h"
#include "core/store/held_posts.h"
#include "core/store/media.h"
#include "core/store/push_subscriptions.h"

namespace store {
namespace {

// What stands where a name was. Reserved: nobody can choose it.
constexpr std::string_view nobody = "deleted";
constexpr std::size_t most_held = 1000;

std::optional<base::Time> time_or_null(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.time(column));
}

}  // namespace

std::vector<SaidMessage> said_by(db::Connection& connection, base::ParticipantId who, base::MessageId& after,
                                 unsigned most) {
    auto rows = connection.query("SELECT m.id, l.slug, COALESCE(m.seq, 0)," DB_MS(
                                     "m.created_at") ", m.moderation_status, m.body FROM chat_message m "
                                 "JOIN lounge l ON l.id = m.lounge_id WHERE m.participant_id = ? AND m.id > ? "
                                 "ORDER BY m.id LIMIT ?",
                                 who, after, most);
    std::vector<SaidMessage> messages;
    while (rows.next()) {
        after = rows.id<base::MessageId>(0);
        messages.push_back({.lounge = rows.text(1),
                            .seq = rows.number(2),
                            .at = rows.time(3),
                            .status = rows.text(4),
                            .body = rows.text(5)});
    }
    return messages;
}

std::vector<EarlierVersion> earlier_versions_by(db::Connection& connection, base::ParticipantId who) {
    auto rows = connection.query("SELECT l.slug, COALESCE(m.seq, 0)," DB_MS(
                                     "e.replaced_at") ", e.body FROM chat_message m JOIN message_edit e ON e.message_id = m.id "
                                 "JOIN lounge l ON l.id = m.lounge_id WHERE m.participant_id = ? ORDER BY e.id",
                                 who);
    std::vector<EarlierVersion> versions;
    while (rows.next()) {
        versions.push_back({.lounge = rows.text(0),
                            .seq = rows.number(1),
                            .replaced_at = rows.time(2),
                            .body = rows.text(3)});
    }
    return versions;
}

std::vector<GivenReaction> reactions_by(db::Connection& connection, base::ParticipantId who) {
    auto rows = connection.query("SELECT l.slug, COALESCE(m.seq, 0)," DB_MS(
                                     "r.created_at") ", r.emoji FROM reaction r JOIN chat_message m ON m.id = r.message_id "
                                 "JOIN lounge l ON l.id = m.lounge_id WHERE r.participant_id = ? ORDER BY r.created_at",
                                 who);
    std::vector<GivenReaction> reactions;
    while (rows.next()) {
        reactions.push_back(
            {.lounge = rows.text(0), .seq = rows.number(1), .at = rows.time(2), .emoji = rows.text(3)});
    }
    return reactions;
}

std::vector<SufferedAction> actions_on(db::Connection& connection, base::ParticipantId who) {
    auto rows = connection.query(
        "SELECT action_type, reason," DB_MS("created_at") "," DB_MS(
            "expires_at") "FROM moderation_action WHERE participant_id = ? ORDER BY created_at",
        who);
    std::vector<SufferedAction> actions;
    while (rows.next()) {
        actions.push_back({.type = rows.text(0),
                           .reason = rows.text(1),
                           .at = rows.time(2),
                           .expires_at = time_or_null(rows, 3)});
    }
    return actions;
}

std::vector<MadeAppeal> appeals_by(db::Connection& connection, base::ParticipantId who) {
    auto rows = connection.query("SELECT a.action_type," DB_MS(
                                     "e.created_at") ", e.body, COALESCE(e.answer, '') FROM moderation_action a "
                                 "JOIN appeal e ON e.action_id = a.id WHERE a.participant_id = ? ORDER BY e.id",
                                 who);
    std::vector<MadeAppeal> made;
    while (rows.next()) {
        made.push_back(
            {.against = rows.text(0), .at = rows.time(1), .text = rows.text(2), .answer = rows.text(3)});
    }
    return made;
}

std::vector<MadeReport> reports_by(db::Connection& connection, base::ParticipantId who) {
    auto rows =
        connection.query("SELECT reason, COALESCE(note, '')," DB_MS(
                             "created_at") "FROM user_report WHERE reporter_participant_id = ? ORDER BY id",
                         who);
    std::vector<MadeReport> reports;
    while (rows.next()) reports.push_back({.reason = rows.text(0), .note = rows.text(1), .at = rows.time(2)});
    return reports;
}

std::vector<MadeBlock> blocks_by(db::Connection& connection, base::ParticipantId who) {
    auto rows =
        connection.query("SELECT blocked_id," DB_MS(
                             "created_at") "FROM personal_block WHERE blocker_id = ? ORDER BY created_at",
                         who);
    std::vector<MadeBlock> made;
    while (rows.next()) made.push_back({.who = rows.id<base::ParticipantId>(0), .at = rows.time(1)});
    return made;
}

std::vector<WrittenDirect> written_by(db::Connection& connection, base::ParticipantId who,
                                      base::DirectId& after, unsigned most) {
    auto rows = connection.query("SELECT d.id, c.low_id + c.high_id - d.author_id," DB_MS(
                                     "d.created_at") ", d.body FROM direct_message d "
                                 "JOIN conversation c ON c.id = d.conversation_id "
                                 "WHERE d.author_id = ? AND d.id > ? ORDER BY d.id LIMIT ?",
                                 who, after, most);
    std::vector<WrittenDirect> messages;
    while (rows.next()) {
        after = rows.id<base::DirectId>(0);
        messages.push_back({.to = rows.id<base::ParticipantId>(1), .at = rows.time(2), .body = rows.text(3)});
    }
    return messages;
}

std::vector<SentSms> sms_to(db::Connection& connection, base::UserId user) {
    auto rows = connection.query(
        "SELECT" DB_MS("created_at") ", status FROM sms_outbox WHERE user_id = ? ORDER BY id", user);
    std::vector<SentSms> sent;
    while (rows.next()) sent.push_back({.at = rows.time(0), .status = rows.text(1)});
    return sent;
}

namespace {

// Nobody waits for an answer any more; what was decided stays on record, without what they wrote.
void erase_appeals(db::Connection& connection, base::ParticipantId who) {
    connection.execute(
        "DELETE e FROM appeal e JOIN moderation_action a ON a.id = e.action_id "
        "WHERE a.participant_id = ? AND e.decided_at IS NULL",
        who);
    connection.execute(
        "UPDATE appeal e JOIN moderation_action a ON a.id = e.action_id SET e.body = '' "
        "WHERE a.participant_id = ?",
        who);
}

}  // namespace

void erase_user(db::Connection& connection, base::UserId user, base::ParticipantId who,
                std::optional<base::Time> ban_until, base::Time now) {
    if (ban_until) {
        connection.execute("UPDATE phone_index SET user_id = NULL, expires_at =" DB_TIME "WHERE user_id = ?",
                           *ban_until, user);
    } else {
        connection.execute("DELETE FROM phone_index WHERE user_id = ?", user);
    }
    connection.execute("DELETE FROM sms_outbox WHERE user_id = ?", user);
    connection.execute("DELETE FROM recovery_code WHERE user_id = ?", user);
    connection.execute("DELETE FROM user_role WHERE user_id = ?", user);
    connection.execute("DELETE FROM read_marker WHERE participant_id = ?", who);
    remove_push_subscriptions(connection, who);
    connection.execute("DELETE FROM session WHERE user_id = ?", user);
    remove_media_of(connection, who, now);
    const auto held = held_of(connection, who, most_held);
    for (const auto& post : held) drop_held(connection, post.id, now);
    end_holding(connection, held);
    erase_appeals(connection, who);
    connection.execute("DELETE FROM temp_session WHERE participant_id = ?", who);
    connection.execute(
        "UPDATE direct_message SET body = '', format = NULL, removed_at = COALESCE(removed_at," DB_TIME
        ") WHERE author_id = ?",
        now, who);
    connection.execute("DELETE FROM conversation_side WHERE participant_id = ?", who);
    connection.execute("DELETE FROM personal_block WHERE blocker_id = ?", who);
    connection.execute("DELETE FROM personal_block WHERE blocked_id = ?", who);
    connection.execute(
        "UPDATE user SET account_status = 'DELETED', phone_ciphertext = NULL, phone_key_id = NULL, password_hash = NULL, "
        "password_must_change = FALSE, once_password_hash = NULL, once_password_expires_at = NULL, first_name = NULL, "
        "last_name = NULL, birth_year = NULL, locale = NULL, country_code = NULL, bio = NULL, totp_ciphertext = NULL, "
        "totp_key_id = NULL, totp_confirmed_at = NULL, totp_last_step = NULL, age_proven_until = NULL, last_seen_at = NULL, updated_at =" DB_TIME
        "WHERE id = ?",
        now, user);
    connection.execute("UPDATE id_verification SET reason = NULL WHERE user_id = ?", user);
    connection.execute(
        "UPDATE participant SET status = 'DELETED', display_name = ?, name_key = NULL, capitals_key = NULL, "
        "availability = 'OFFLINE' WHERE id = ?",
        nobody, who);
}

std::optional<base::Time> banned_until(db::Connection& connection, base::ParticipantId who, base::Time now) {
    auto rows = connection.query(
        "SELECT MAX(COALESCE(expires_at, '9999-01-01')) IS NOT NULL," DB_MS("MAX(COALESCE(expires_at, '9999-01-01'))")
        "FROM moderation_action WHERE participant_id = ? AND action_type IN ('BAN_TEMP', 'BAN_PERMANENT') "
        "AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at >" DB_TIME ")",
        who, now);
    return rows.next() && rows.flag(0) ? std::optional(rows.time(1)) : std::nullopt;
}

std::uint64_t forget_phone_hashes(db::Connection& connection, base::Time now, unsigned most) {
    return connection.execute(
        "DELETE FROM phone_index WHERE expires_at <=" DB_TIME "ORDER BY phone_hash LIMIT ?", now, most);
}

}  // namespace store
