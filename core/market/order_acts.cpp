#include "core/market/order_acts.h"

#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/chat/access.h"
#include "core/chat/block.h"
#include "core/chat/body.h"
#include "core/db/result_transaction.h"
#include "core/moderation/on_record.h"
#include "core/store/order_talk.h"

namespace market {
namespace {

using base::Error;
using base::ErrorCode;
using Refusal = std::optional<Error>;

enum class Side { buyer, seller, either };

Refusal refusal_of(const accounts::Session& person, const store::Order& order, Side side) {
    if (!person.user) return Error{ErrorCode::members_only};
    const bool buys = *person.user == order.buyer;
    const bool sells = *person.user == order.seller;
    if (!buys && !sells) return Error{ErrorCode::order_unknown};
    const bool allowed = side == Side::either || (side == Side::buyer ? buys : sells);
    return allowed ? Refusal{} : Error{ErrorCode::not_allowed};
}

template <class Act>
base::Result<Turned> act_on(db::Connection& connection, const chat::House& house,
                            const accounts::Session& person, base::OrderId id, Side side, const Act& act) {
    return db::transact_result(connection, [&](db::Connection& inside) {
        return turn_inside(inside, house, id, [&](Turn& turn) -> Refusal {
            if (auto refused = refusal_of(person, turn.order(), side)) return refused;
            return act(inside, turn);
        });
    });
}

Refusal impossible(const Turn& turn, OrderStep step) {
    return turn.possible(step) ? Refusal{} : Error{ErrorCode::order_state};
}

// The text as it is kept. Errors: order_text_missing, order_text_long, body_invalid.
base::Result<std::string> checked(const chat::House& house, std::string_view text) {
    auto clean = chat::check_body(text, house.config.limits);
    if (!clean && clean.error().code == ErrorCode::body_empty) return ErrorCode::order_text_missing;
    if (!clean && clean.error().code == ErrorCode::body_too_long) return ErrorCode::order_text_long;
    if (!clean) return clean.error();
    if (!accounts::fits(*clean, house.config.limits.order_text)) return ErrorCode::order_text_long;
    return clean;
}

}  // namespace

base::Result<store::Order> open_order(db::Connection& connection, const accounts::Session& person,
                                      base::OrderId id) {
    if (!person.user) return ErrorCode::members_only;
    auto order = store::find_order(connection, id);
    if (!order) return ErrorCode::order_unknown;
    if (const auto refused = refusal_of(person, *order, Side::either)) return *refused;
    return std::move(*order);
}

base::Result<Turned> cancel_order(db::Connection& connection, const chat::House& house,
                                  const accounts::Session& buyer, base::OrderId id) {
    return act_on(connection, house, buyer, id, Side::buyer, [](db::Connection&, Turn& turn) -> Refusal {
        if (auto refused = impossible(turn, OrderStep::fail)) return refused;
        turn.fail(store::OrderFailure::cancelled);
        return std::nullopt;
    });
}

base::Result<Turned> deliver_order(db::Connection& connection, const chat::House& house,
                                   const accounts::Session& seller, base::OrderId id) {
    return act_on(connection, house, seller, id, Side::seller, [](db::Connection&, Turn& turn) -> Refusal {
        if (auto refused = impossible(turn, OrderStep::deliver)) return refused;
        turn.deliver();
        return std::nullopt;
    });
}

base::Result<Turned> confirm_order(db::Connection& connection, const chat::House& house,
                                   const accounts::Session& buyer, base::OrderId id) {
    return act_on(connection, house, buyer, id, Side::buyer, [](db::Connection&, Turn& turn) -> Refusal {
        if (auto refused = impossible(turn, OrderStep::settle)) return refused;
        turn.settle();
        return std::nullopt;
    });
}

base::Result<Turned> dispute_order(db::Connection& connection, const chat::House& house,
                                   const accounts::Session& buyer, base::OrderId id, std::string_view note) {
    const auto text = checked(house, note);
    return act_on(connection, house, buyer, id, Side::buyer, [&](db::Connection&, Turn& turn) -> Refusal {
        if (auto refused = impossible(turn, OrderStep::dispute)) return refused;
        if (!text) return text.error();
        turn.dispute(*text);
        return std::nullopt;
    });
}

base::Result<Turned> refund_order(db::Connection& connection, const chat::House& house,
                                  const accounts::Session& seller, base::OrderId id, std::uint64_t minor) {
    return act_on(connection, house, seller, id, Side::seller, [&](db::Connection&, Turn& turn) -> Refusal {
        if (auto refused = impossible(turn, OrderStep::refund)) return refused;
        const auto left = turn.order().amount.minor - turn.order().refunded_minor;
        if (minor == 0 || minor > left) return Error{ErrorCode::refund_amount};
        turn.refund(minor, store::RefundReason::seller, seller.user);
        return std::nullopt;
    });
}

base::Result<Turned> write_to_order(db::Connection& connection, const chat::House& house,
                                    const accounts::Session& author, base::OrderId id,
                                    std::string_view client_id, std::string_view text) {
    return act_on(
        connection, house, author, id, Side::either, [&](db::Connection& inside, Turn& turn) -> Refusal {
            const auto& order = turn.order();
            if (!chat::valid_client_id(client_id, house.config.limits)) return Error{ErrorCode::bad_id};
            if (auto muted = chat::mute_of(author.participant, house.clock.now())) return muted;
            if (chat::blocked_between(inside, order.buyer_person, order.seller_person))
                return Error{ErrorCode::seller_blocked};
            const auto body = checked(house, text);
            if (!body) return body.error();
            const bool added =
                store::add_order_message(inside, order.id, *author.user, client_id, *body, house.clock.now());
            if (!added) return std::nullopt;
            if (*author.user == order.buyer) turn.tell_seller("message");
            if (*author.user == order.seller) turn.tell_buyer("message");
            return std::nullopt;
        });
}

base::Result<Turned> rate_order(db::Connection& connection, const chat::House& house,
                                const accounts::Session& buyer, base::OrderId id, std::uint64_t stars,
                                std::string_view text) {
    return act_on(connection, house, buyer, id, Side::buyer,
                  [&](db::Connection& inside, Turn& turn) -> Refusal {
                      const auto& order = turn.order();
                      if (order.payment != store::PaymentStatus::completed ||
                          order.fulfilment == store::Fulfilment::none)
                          return Error{ErrorCode::order_state};
                      if (store::rating_of(inside, id)) return Error{ErrorCode::rating_made};
                      if (stars < 1 || stars > 5) return Error{ErrorCode::rating_stars};
                      const auto clean = text.empty() ? base::Result<std::string>(std::string())
                                                      : chat::check_body(text, house.config.limits);
                      const bool empty = !clean && clean.error().code == ErrorCode::body_empty;
                      if (!clean && !empty) return clean.error();
                      const std::string body = empty ? "" : *clean;
                      if (!accounts::fits(body, house.config.limits.rating_text))
                          return Error{ErrorCode::rating_long};
                      store::add_rating(inside, {.order = id,
                                                 .item = order.item,
                                                 .seller = order.seller,
                                                 .stars = static_cast<unsigned>(stars),
                                                 .body = body,
                                                 .at = house.clock.now()});
                      turn.tell_seller("rated");
                      return std::nullopt;
                  });
}

base::Result<Turned> decide_dispute(db::Connection& connection, const chat::House& house,
                                    const audit::Log& log, const moderation::Actor& actor, base::OrderId id,
                                    std::uint64_t refund_minor, std::string_view why) {
    constexpr std::string_view action = "order.decide";
    const std::string subject = "order:" + std::to_string(id.value);
    return moderation::on_record(
        connection, house.clock, log, actor, action, subject,
        [&](db::Connection& inside) -> base::Result<Turned> {
            if (const auto refused = moderation::refusal(inside, actor, std::nullopt)) return *refused;
            if (!accounts::fits(why, house.config.limits.moderation_text))
                return ErrorCode::moderation_text_long;
            auto turned = turn_inside(inside, house, id, [&](Turn& turn) -> Refusal {
                const auto& order = turn.order();
                if (order.payment != store::PaymentStatus::completed ||
                    order.fulfilment != store::Fulfilment::disputed)
                    return Error{ErrorCode::order_state};
                const auto decider = moderation::user_of(actor);
                if (decider == order.buyer || decider == order.seller) return Error{ErrorCode::not_yourself};
                const auto left = order.amount.minor - order.refunded_minor;
                if (refund_minor > left) return Error{ErrorCode::refund_amount};
                if (refund_minor > 0)
                    turn.refund(refund_minor, store::RefundReason::moderator, moderation::user_of(actor));
                if (refund_minor < left) turn.settle();
                return std::nullopt;
            });
            if (!turned) return turned.error();
            const nlohmann::json detail{
                {"order", id.value}, {"refundMinor", refund_minor}, {"why", why}, {"door", actor.door}};
            log.append(inside,
                       {.actor = moderation::name_of(actor),
                        .action = std::string(action),
                        .subject = subject,
                        .detail = detail.dump()},
                       house.clock.now());
            return turned;
        });
}

}  // namespace market
