#include "core/store/push_subscriptions.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

void keep_newest(db::Connection& connection, base::ParticipantId who, std::size_t most) {
    std::vector<base::PushSubscriptionId> extra;
    {
        auto rows = connection.query(
            "SELECT id FROM push_subscription WHERE participant_id = ? ORDER BY id DESC", who);
        for (std::size_t place = 0; rows.next(); ++place) {
            if (place >= most) extra.push_back(rows.id<base::PushSubscriptionId>(0));
        }
    }
    for (const auto id : extra) remove_push_subscription(connection, id);
}

}  // namespace

void put_push_subscription(db::Connection& connection, const NewPushSubscription& fresh, std::size_t most) {
    remove_push_subscription(connection, fresh.session);
    connection.execute("DELETE FROM push_subscription WHERE endpoint_hash = ?", fresh.endpoint_hash);
    std::optional<std::uint64_t> member;
    std::optional<std::uint64_t> guest;
    (fresh.session.member ? member : guest) = fresh.session.number;
    connection.execute(
        "INSERT INTO push_subscription (participant_id, session_id, temp_session_id, endpoint_hash, sealed, locale, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?," DB_TIME ")",
        fresh.who, member, guest, fresh.endpoint_hash, fresh.sealed, fresh.locale, fresh.now);
    keep_newest(connection, fresh.who, most);
}

bool has_push_subscription(db::Connection& connection, base::SessionKey session) {
    if (session.member)
        return connection.query("SELECT 1 FROM push_subscription WHERE session_id = ?", session.number)
            .next();
    return connection.query("SELECT 1 FROM push_subscription WHERE temp_session_id = ?", session.number)
        .next();
}

void remove_push_subscription(db::Connection& connection, base::SessionKey session) {
    if (session.member) {
        remove_push_subscriptions(connection, {base::SessionId{session.number}});
    } else {
        remove_push_subscriptions(connection, {base::TempSessionId{session.number}});
    }
}

void remove_push_subscription(db::Connection& connection, base::PushSubscriptionId id) {
    connection.execute("DELETE FROM push_subscription WHERE id = ?", id);
}

void remove_push_subscriptions(db::Connection& connection, const std::vector<base::SessionId>& sessions) {
    in_lists(sessions, [&](std::span<const base::SessionId> block) {
        connection.execute_params(
            "DELETE FROM push_subscription WHERE session_id IN (" + repeat("?", block.size()) + ")",
            params_of(block));
    });
}

void remove_push_subscriptions(db::Connection& connection, const std::vector<base::TempSessionId>& sessions) {
    in_lists(sessions, [&](std::span<const base::TempSessionId> block) {
        connection.execute_params(
            "DELETE FROM push_subscription WHERE temp_session_id IN (" + repeat("?", block.size()) + ")",
            params_of(block));
    });
}

void remove_push_subscriptions(db::Connection& connection, base::ParticipantId who) {
    connection.execute("DELETE FROM push_subscription WHERE participant_id = ?", who);
}

std::vector<ListedPushSubscription> push_subscriptions_of(db::Connection& connection,
                                                          base::ParticipantId who) {
    auto rows = connection.query("SELECT COALESCE(x.user_agent, '')," DB_MS(
                                     "s.created_at") "FROM push_subscription s "
                                 "LEFT JOIN session x ON x.id = s.session_id WHERE s.participant_id = ? ORDER BY s.id",
                                 who);
    std::vector<ListedPushSubscription> list;
    while (rows.next()) list.push_back({.device = rows.text(0), .since = rows.time(1)});
    return list;
}

}  // namespace store
