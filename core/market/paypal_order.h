// What is sent to PayPal for an order, and what its objects tell. Pure.
#pragma once

#include <optional>
#include <string>

#include "core/market/provider.h"
#include "core/market/provider_json.h"

namespace market::paypal {

// An order_request with intent CAPTURE.
nlohmann::json order_request(const Purchase& purchase);

// {"currency_code": "USD", "value": "12.30"}
nlohmann::json amount_json(const store::Money& money);

// Where the buyer agrees: the link "payer-action" or "approve"; empty when there is none.
std::string approval_page(const nlohmann::json& order);

struct Standing {
    PaymentReport report{};
    bool is_under_way = false;  // PayPal has the buyer's money and looks at it: open, and not to be ended
};
// Nothing when it is no order, or says it is paid and not how much.
std::optional<Standing> read_order(const nlohmann::json& order);

// What is wrong, as PayPal's lists of issues name it: "INSTRUMENT_DECLINED"; else the name of the error.
std::string issue_of(const nlohmann::json& error);

// The order that a notice is about; empty when it does not say.
std::string order_of(const nlohmann::json& notice);
// The captured payment that a notice of a refund points to; empty when it is none.
std::string capture_of(const nlohmann::json& notice);

}  // namespace market::paypal
