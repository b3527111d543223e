#include "core/push/subscribe.h"

#include "core/base/crypto.h"
#include "core/db/transaction.h"
#include "core/push/endpoint.h"
#include "core/store/participants.h"
#include "core/store/push_subscriptions.h"

namespace push {
namespace {

std::optional<Subscription> parse(const Offer& offer, const base::Config& config) {
    if (!parse_endpoint(offer.endpoint, config.limits.push_endpoint_bytes, config.push.local_endpoints))
        return std::nullopt;
    auto point = base::from_base64url(offer.p256dh);
    auto auth = base::from_base64url(offer.auth);
    if (!point || !auth || !is_point(*point) || auth->size() != auth_bytes) return std::nullopt;
    return Subscription{.endpoint = std::string(offer.endpoint),
                        .keys = {.point = std::move(*point), .auth = std::move(*auth)}};
}

}  // namespace

std::optional<base::Error> subscribe(db::Connection& connection, const House& house,
                                     const accounts::Session& session, const Offer& offer) {
    const auto subscription = parse(offer, house.config);
    if (!subscription) return base::Error{base::ErrorCode::push_invalid};
    const std::string sealed = house.keys.seal(*subscription);
    const std::string hash = house.keys.hash(subscription->endpoint);
    db::transact(connection, [&](db::Connection& inside) {
        // Two tabs of one browser may ask at once.
        store::lock_participants(inside, {session.participant.id});
        store::put_push_subscription(inside,
                                     {.who = session.participant.id,
                                      .session = session.key,
                                      .endpoint_hash = hash,
                                      .sealed = sealed,
                                      .locale = offer.locale,
                                      .now = house.clock.now()},
                                     house.config.limits.push_subscriptions);
        return true;
    });
    return std::nullopt;
}

void unsubscribe(db::Connection& connection, const accounts::Session& session) {
    store::remove_push_subscription(connection, session.key);
}

}  // namespace push
