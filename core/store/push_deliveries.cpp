#include "core/store/push_deliveries.h"

#include <algorithm>
#include <array>

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

constexpr std::array<std::string_view, 2> places{"LOUNGE", "CONVERSATION"};
constexpr std::array<std::string_view, 3> reasons{"MENTION", "REPLY", "DIRECT"};

std::string_view name_of(PushPlace place) { return places.at(static_cast<std::size_t>(place)); }
std::string_view name_of(PushReason reason) { return reasons.at(static_cast<std::size_t>(reason)); }

template <class Kind, std::size_t count>
Kind read(const std::array<std::string_view, count>& names, const std::string& text) {
    return static_cast<Kind>(std::ranges::find(names, text) - names.begin());
}

PushPlace place_of(PushReason reason) {
    return reason == PushReason::direct ? PushPlace::conversation : PushPlace::lounge;
}

template <class Id>
std::optional<Id> id_or_null(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.id<Id>(column));
}

using Owned = std::pair<base::PushSubscriptionId, base::ParticipantId>;

std::vector<Owned> subscriptions_of(db::Connection& connection, const std::vector<PushOccasion>& occasions) {
    std::vector<base::ParticipantId> people;
    people.reserve(occasions.size());
    for (const auto& occasion : occasions) people.push_back(occasion.who);
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
    std::vector<Owned> owned;
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        auto rows = connection.query_params(
            "SELECT id, participant_id FROM push_subscription WHERE participant_id IN (" +
                repeat("?", block.size()) + ")",
            params_of(block));
        while (rows.next())
            owned.emplace_back(rows.id<base::PushSubscriptionId>(0), rows.id<base::ParticipantId>(1));
    });
    return owned;
}

void add(db::Connection& connection, base::PushSubscriptionId subscription, const PushOccasion& occasion,
         base::Time now, base::Time due) {
    connection.execute(
        "INSERT INTO push_delivery (subscription_id, place, place_id, reason, message_id, direct_message_id, "
        "next_attempt_at, created_at) VALUES (?, ?, ?, ?, ?, ?," DB_TIME "," DB_TIME
        ") ON DUPLICATE KEY UPDATE reason = VALUES(reason), message_id = VALUES(message_id), "
        "direct_message_id = VALUES(direct_message_id), version = version + 1",
        subscription, name_of(place_of(occasion.reason)), occasion.place, name_of(occasion.reason),
        occasion.message, occasion.direct, due, now);
}

}  // namespace

void add_push_occasions(db::Connection& connection, const std::vector<PushOccasion>& occasions,
                        base::Time now, base::Time due) {
    if (occasions.empty()) return;
    const auto owned = subscriptions_of(connection, occasions);
    for (const auto& occasion : occasions) {
        for (const auto& [subscription, who] : owned) {
            if (who == occasion.who) add(connection, subscription, occasion, now, due);
        }
    }
}

std::optional<PushDelivery> next_push(db::Connection& connection, base::Time now) {
    auto rows = connection.query(
        "SELECT id, subscription_id, place, place_id, reason, message_id, direct_message_id, version, attempts," DB_MS(
            "created_at") "FROM push_delivery WHERE next_attempt_at <=" DB_TIME
                          "ORDER BY next_attempt_at LIMIT 1 FOR UPDATE",
        now);
    if (!rows.next()) return std::nullopt;
    return PushDelivery{.id = rows.id<base::PushDeliveryId>(0),
                        .subscription = rows.id<base::PushSubscriptionId>(1),
                        .place = read<PushPlace>(places, rows.text(2)),
                        .place_id = rows.number(3),
                        .reason = read<PushReason>(reasons, rows.text(4)),
                        .message = id_or_null<base::MessageId>(rows, 5),
                        .direct = id_or_null<base::DirectId>(rows, 6),
                        .version = static_cast<std::uint32_t>(rows.number(7)),
                        .attempts = static_cast<std::uint32_t>(rows.number(8)),
                        .created_at = rows.time(9)};
}

void push_tried(db::Connection& connection, base::PushDeliveryId id, base::Time again) {
    connection.execute("UPDATE push_delivery SET attempts = attempts + 1, next_attempt_at =" DB_TIME
                       "WHERE id = ?",
                       again, id);
}

void put_off_push(db::Connection& connection, base::PushDeliveryId id, base::Time until) {
    connection.execute("UPDATE push_delivery SET next_attempt_at =" DB_TIME "WHERE id = ?", until, id);
}

void finish_push(db::Connection& connection, const PushDelivery& delivery, base::Time due) {
    if (connection.execute("DELETE FROM push_delivery WHERE id = ? AND version = ?", delivery.id,
                           delivery.version) == 1)
        return;
    connection.execute("UPDATE push_delivery SET attempts = 0, created_at =" DB_TIME
                       ", next_attempt_at =" DB_TIME "WHERE id = ?",
                       due, due, delivery.id);
}

std::optional<PushRecipient> push_recipient(db::Connection& connection, base::PushSubscriptionId id,
                                            base::Time now) {
    auto rows = connection.query(
        "SELECT s.participant_id, s.sealed, COALESCE(NULLIF(u.locale, ''), s.locale), p.status = 'ACTIVE' AND COALESCE("
        "x.ended_at IS NULL AND x.expires_at >" DB_TIME
        "AND u.account_status = 'ACTIVE' AND NOT u.password_must_change, t.ended_at IS NULL AND t.expires_at >" DB_TIME
        ", FALSE), COALESCE(u.age_category, t.age_category, '_18PLUS') = '_18PLUS_RED'," DB_MS("u.age_proven_until") " FROM push_subscription s JOIN participant p ON p.id = s.participant_id "
        "LEFT JOIN session x ON x.id = s.session_id LEFT JOIN user u ON u.id = x.user_id "
        "LEFT JOIN temp_session t ON t.id = s.temp_session_id WHERE s.id = ?",
        now, now, id);
    if (!rows.next()) return std::nullopt;
    return PushRecipient{.who = rows.id<base::ParticipantId>(0),
                         .sealed = rows.text(1),
                         .locale = rows.text(2),
                         .age = read_age(rows, 4),
                         .alive = rows.flag(3)};
}

bool is_in_sight(db::Connection& connection, base::ParticipantId who, base::Time since) {
    return connection
        .query(
            "SELECT 1 FROM participant p JOIN presence x ON x.participant_id = p.id "
            "JOIN sidecar s ON s.id = x.sidecar_id "
            "WHERE p.id = ? AND (p.user_id IS NULL OR p.availability = 'ONLINE') AND s.seen_at >" DB_TIME
            "LIMIT 1",
            who, since)
        .next();
}

std::optional<PushedMessage> pushed_message(db::Connection& connection, base::MessageId id) {
    auto rows = connection.query(
        "SELECT l.id, l.slug, l.name, r.name, m.seq, p.id, p.display_name FROM chat_message m "
        "JOIN lounge l ON l.id = m.lounge_id JOIN language_room r ON r.id = l.language_room_id "
        "JOIN participant p ON p.id = m.participant_id WHERE m.id = ? AND m.moderation_status = 'APPROVED'",
        id);
    if (!rows.next()) return std::nullopt;
    return PushedMessage{.lounge = rows.id<base::LoungeId>(0),
                         .slug = rows.text(1),
                         .lounge_name = rows.text(2),
                         .room_name = rows.text(3),
                         .seq = rows.number(4),
                         .author = rows.id<base::ParticipantId>(5),
                         .author_name = rows.text(6)};
}

}  // namespace store
