#include "core/moderation/listing_review.h"

#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/market/listing.h"
#include "core/market/listing_state.h"
#include "core/moderation/on_record.h"
#include "core/store/market_listings.h"

namespace moderation {
namespace {

using base::ErrorCode;
using store::ItemState;

std::optional<base::Error> refusal_of(db::Connection& connection, const chat::House& house,
                                      const Actor& actor, const std::optional<store::Item>& item,
                                      const ListingVerdict& verdict) {
    if (auto refused = refusal(connection, actor, item ? std::optional(item->room) : std::nullopt))
        return refused;
    if (!item) return base::Error{ErrorCode::item_unknown};
    if (user_of(actor) == item->seller) return base::Error{ErrorCode::not_yourself};
    if (!verdict.approve) return base::Error{ErrorCode::bad_request};
    const auto to = *verdict.approve ? ItemState::published : ItemState::draft;
    if (!market::may_move(market::Mover::moderator, item->state, to) || item->state == ItemState::removed)
        return base::Error{ErrorCode::item_state};
    if (store::is_item_hidden(connection, item->id)) return base::Error{ErrorCode::item_state};
    if (!*verdict.approve && verdict.note.empty()) return base::Error{ErrorCode::item_note_missing};
    if (!accounts::fits(verdict.note, house.config.limits.moderation_text))
        return base::Error{ErrorCode::moderation_text_long};
    return std::nullopt;
}

}  // namespace

base::Result<store::ItemState> review_listing(db::Connection& connection, const chat::House& house,
                                              const audit::Log& log, const Actor& actor,
                                              const ListingVerdict& verdict) {
    const std::string subject = "item:" + std::to_string(verdict.item.value);
    const bool approve = verdict.approve.value_or(false);
    const std::string_view act = approve ? "listing.approve" : "listing.refuse";
    return on_record(connection, house.clock, log, actor, act, subject,
                     [&](db::Connection& inside) -> base::Result<store::ItemState> {
                         const base::Time now = house.clock.now();
                         const auto item = store::lock_item(inside, verdict.item);
                         if (const auto refused = refusal_of(inside, house, actor, item, verdict))
                             return *refused;
                         store::set_review_note(inside, item->id, approve ? "" : verdict.note);
                         auto state = ItemState::draft;
                         if (approve)
                             state = market::put_on_offer(inside, house, *item);
                         else
                             store::set_item_state(inside, item->id, state, now);
                         const nlohmann::json detail{{"version", item->version},
                                                     {"seller", item->seller_person.value},
                                                     {"door", actor.door}};
                         log.append(inside,
                                    {.actor = name_of(actor),
                                     .action = std::string(act),
                                     .subject = subject,
                                     .detail = detail.dump()},
                                    now);
                         return state;
                     });
}

}  // namespace moderation
