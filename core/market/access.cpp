#include "core/market/access.h"

#include "core/accounts/roles.h"
#include "core/chat/access.h"

namespace market {

using base::ErrorCode;

bool sees_nsfw(const chat::House& house, const accounts::Session& session) {
    return !chat::red_refusal(session.age, house.config.red_lounges, house.clock.now());
}

bool is_public(const store::Item& item) {
    using enum store::ItemState;
    const bool offered = item.state == published || item.state == paused || item.state == sold_out;
    return offered && item.seller_status == store::AccountStatus::active;
}

std::optional<base::Error> refusal(const chat::House& house, const accounts::Session& session,
                                   const store::Item& item) {
    if (session.user && *session.user == item.seller) return std::nullopt;
    if (!is_public(item)) return base::Error{ErrorCode::item_unknown};
    if (item.content != store::ContentType::nsfw || sees_nsfw(house, session)) return std::nullopt;
    const bool provable = house.config.red_lounges == base::RedLounges::verified;
    return base::Error{provable ? ErrorCode::age_unproven : ErrorCode::item_no_access};
}

bool moderates(db::Connection& connection, const accounts::Session& session, const store::Item& item) {
    return !accounts::refusal(connection, session, accounts::Act::moderate, item.room);
}

bool knows_history(db::Connection& connection, const accounts::Session& session, const store::Item& item) {
    return session.user == item.seller || moderates(connection, session, item);
}

std::optional<base::Error> selling_refusal(const chat::House& house, const accounts::Session& session,
                                           store::ContentType content) {
    if (!session.user) return base::Error{ErrorCode::members_only};
    if (auto muted = chat::mute_of(session.participant, house.clock.now())) return muted;
    if (content == store::ContentType::nsfw && !session.age.proven(house.clock.now()))
        return base::Error{ErrorCode::seller_unverified};
    return std::nullopt;
}

}  // namespace market
