// Switching on that a browser is told of things while no page of the house is open, and off again. It holds for as long as the session does: whoever signs
// out, or whose session ends, is told nothing there any more.
#pragma once

#include "core/accounts/session.h"
#include "core/base/config.h"
#include "core/base/result.h"
#include "core/db/connection.h"
#include "core/push/keys.h"

namespace push {

// Borrowed.
struct House {
    const base::Clock& clock;
    const base::Config& config;
    const Keys& keys;
};

// As the browser gave it: PushSubscription.toJSON().
struct Offer {
    std::string_view endpoint;
    std::string_view p256dh;  // base64url, as is `auth`
    std::string_view auth;
    std::string_view locale;  // of the page
};
// In the place of what the session had before; a browser that somebody else had switched on belongs to this session now. Errors: push_invalid.
std::optional<base::Error> subscribe(db::Connection& connection, const House& house,
                                     const accounts::Session& session, const Offer& offer);

void unsubscribe(db::Connection& connection, const accounts::Session& session);

}  // namespace push
