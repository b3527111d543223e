// What Stripe's objects tell. Pure.
#pragma once

#include <optional>

#include "core/market/provider.h"
#include "core/market/provider_json.h"

namespace market::stripe {

// Of a Checkout Session with payment_intent.latest_charge expanded. Nothing when it is none, or says it is paid and not how much.
std::optional<PaymentReport> read_session(const nlohmann::json& session);

// Of a Refund; nothing when it is none.
std::optional<RefundReport> read_refund(const nlohmann::json& refund);
// Whether the money does not come after all.
bool has_failed(const nlohmann::json& refund);

// Whether Stripe signed this body within `age`. `header` is Stripe-Signature: "t=1767268800,v1=...", with a v1 for each secret while one is being changed.
bool is_signed(std::string_view secret, std::string_view header, std::string_view body, base::Time now,
               base::Millis age);

}  // namespace market::stripe
