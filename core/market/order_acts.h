// What buyer and seller do about an order, and what moderators decide. Each is one transaction; whoever may not do it learns no more than that there is no such order.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/accounts/session.h"
#include "core/audit/log.h"
#include "core/base/result.h"
#include "core/market/turn.h"
#include "core/moderation/action.h"

namespace market {

// The order, if the person is its buyer or its seller. Errors: members_only, order_unknown.
base::Result<store::Order> open_order(db::Connection& connection, const accounts::Session& person,
                                      base::OrderId id);

// The buyer does not want to pay after all. Errors: those of open_order, not_allowed (as seller), order_state; so for those below.
base::Result<Turned> cancel_order(db::Connection& connection, const chat::House& house,
                                  const accounts::Session& buyer, base::OrderId id);
// The seller says that it was delivered.
base::Result<Turned> deliver_order(db::Connection& connection, const chat::House& house,
                                   const accounts::Session& seller, base::OrderId id);
// The buyer says that all is well: the seller gets the money. Also takes a dispute back.
base::Result<Turned> confirm_order(db::Connection& connection, const chat::House& house,
                                   const accounts::Session& buyer, base::OrderId id);
// The buyer says what is not right; a moderator decides. Errors: also order_text_missing, order_text_long.
base::Result<Turned> dispute_order(db::Connection& connection, const chat::House& house,
                                   const accounts::Session& buyer, base::OrderId id, std::string_view note);
// The seller gives money back. Errors: also refund_amount.
base::Result<Turned> refund_order(db::Connection& connection, const chat::House& house,
                                  const accounts::Session& seller, base::OrderId id, std::uint64_t minor);
// Either writes to the other. The same client id again adds nothing. Errors: also bad_id, order_text_missing, order_text_long, body_invalid, muted, seller_blocked.
base::Result<Turned> write_to_order(db::Connection& connection, const chat::House& house,
                                    const accounts::Session& author, base::OrderId id,
                                    std::string_view client_id, std::string_view text);
// The buyer's opinion of an order that was paid and is not refunded, once. Errors: also rating_stars, rating_long, rating_made.
base::Result<Turned> rate_order(db::Connection& connection, const chat::House& house,
                                const accounts::Session& buyer, base::OrderId id, std::uint64_t stars,
                                std::string_view text);

// What a moderator of the whole house decides about a dispute: so much back to the buyer, the rest to the seller. On record. Errors: those of accounts::refusal,
// order_unknown, order_state (not disputed), refund_amount (more than is left), not_yourself (their own order), staff_protected never: it is about money, not people.
base::Result<Turned> decide_dispute(db::Connection& connection, const chat::House& house,
                                    const audit::Log& log, const moderation::Actor& actor, base::OrderId id,
                                    std::uint64_t refund_minor, std::string_view why);

}  // namespace market
