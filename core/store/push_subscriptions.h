// Browsers that are told of things while no page of the house is open, one of each session. Sealed: whoever reads the database learns no endpoint.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct NewPushSubscription {
    base::ParticipantId who;
    base::SessionKey session;
    std::string_view endpoint_hash;
    std::string_view sealed;
    std::string_view locale;
    base::Time now{};
};
// In the place of what this session, or this browser, had before. Of one person's at most `most` stay, the newest. Inside the caller's transaction, under the
// lock of the person's row.
void put_push_subscription(db::Connection& connection, const NewPushSubscription& fresh, std::size_t most);

// Whether this session has one.
bool has_push_subscription(db::Connection& connection, base::SessionKey session);

void remove_push_subscription(db::Connection& connection, base::SessionKey session);
void remove_push_subscription(db::Connection& connection, base::PushSubscriptionId id);
// Of sessions that end.
void remove_push_subscriptions(db::Connection& connection, const std::vector<base::SessionId>& sessions);
void remove_push_subscriptions(db::Connection& connection, const std::vector<base::TempSessionId>& sessions);
// All of one person's.
void remove_push_subscriptions(db::Connection& connection, base::ParticipantId who);

// For the person themselves: on which of their devices, since when.
struct ListedPushSubscription {
    std::string device;
    base::Time since{};
};
std::vector<ListedPushSubscription> push_subscriptions_of(db::Connection& connection,
                                                          base::ParticipantId who);

}  // namespace store
