// Refunds: what of a payment is to go back, and what has become of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

enum class RefundReason { seller, moderator, not_delivered, removed, late, provider };
std::string_view name_of(RefundReason reason);

// Sending: an attempt has begun and its end is not known here yet; unknown: nor is it by anybody. Both are tried again under the same name, which pays nothing twice.
enum class RefundStatus { waiting, sending, sent, unknown, failed };
std::string_view name_of(RefundStatus status);
// It may have been made, and it may not.
constexpr bool is_under_way(RefundStatus status) {
    return status == RefundStatus::sending || status == RefundStatus::unknown;
}

struct Refund {
    base::RefundId id{};
    base::OrderId order{};
    std::uint64_t minor = 0;
    RefundReason reason = RefundReason::seller;
    RefundStatus status = RefundStatus::waiting;
    std::uint32_t attempts = 0;
    std::string reference{};  // the provider's
    std::string claim_url{};  // where the buyer fetches it; may be empty
    std::string last_error{};
    base::Time created_at{};
    std::optional<base::Time> sent_at{};
};

struct NewRefund {
    base::OrderId order{};
    std::uint64_t minor = 0;
    RefundReason reason = RefundReason::seller;
    std::optional<base::UserId> by{};  // nothing: the house
    base::Time at{};
};
// WAITING, due at once.
base::RefundId add_refund(db::Connection& connection, const NewRefund& refund);

std::optional<Refund> find_refund(db::Connection& connection, base::RefundId id);
// Locked until the transaction ends.
std::optional<Refund> lock_refund(db::Connection& connection, base::RefundId id);
std::vector<Refund> refunds_of(db::Connection& connection, base::OrderId order);
std::vector<base::RefundId> due_refunds(db::Connection& connection, base::Time now, std::size_t most);

// Those that were not sent yet, the oldest first.
std::vector<Refund> unsent_refunds(db::Connection& connection, std::size_t most);

// None of these changes what was sent.
//
// An attempt begins; should nothing more be heard of it, it is due again then.
void set_refund_sending(db::Connection& connection, base::RefundId id, base::Time due_at);
void set_refund_sent(db::Connection& connection, base::RefundId id, std::string_view reference,
                     std::string_view claim_url, base::Time now);
// Waiting or unknown: again then. Failed: not again.
void set_refund_put_off(db::Connection& connection, base::RefundId id, RefundStatus status,
                        std::string_view error, std::optional<base::Time> due_at);

}  // namespace store
