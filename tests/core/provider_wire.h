// What tests of the payment providers share: a stand-in that is told its answers, a purchase, and how an answer reads in one line.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "core/base/crypto.h"
#include "core/base/limits.h"
#include "core/market/amount.h"
#include "core/market/provider.h"
#include "tests/support/loopback_server.h"
#include "tests/support/stepped_clock.h"

namespace test {

using support::Behaviour;

inline const base::HttpBounds patient{
    .connect = base::Millis{2000}, .total = base::Millis{5000}, .authorities = ""};
inline const base::HttpBounds hasty{
    .connect = base::Millis{300}, .total = base::Millis{300}, .authorities = ""};

inline constexpr std::string_view once = "0123456789abcdef0123456789abcdef";

inline market::Purchase purchase(base::Time now) {
    return {.order = base::OrderId{42},
            .once = std::string(once),
            .title = "Zwölf Bilder & mehr",
            .amount = {.minor = 1230, .currency = store::Currency::eur},
            .return_url = "https://chat.example/orders/42?back=1",
            .hold_until = now + std::chrono::minutes{30}};
}

inline std::string told(market::Fault fault) {
    switch (fault) {
        case market::Fault::not_sent:
            return "not sent";
        case market::Fault::unknown:
            return "unknown";
        case market::Fault::refused:
            return "refused";
    }
    return "?";
}
inline std::string told(const market::NoAnswer& one) { return told(one.fault) + ": " + one.reason; }
inline std::string told(const market::Checkout& one) { return one.reference + " at " + one.url; }
inline std::string told(const market::RefundReport& one) {
    return one.claim_url.empty() ? one.reference : one.reference + " at " + one.claim_url;
}
inline std::string told(const market::PaymentReport& one) {
    switch (one.standing) {
        case market::PaymentStanding::open:
            return "open";
        case market::PaymentStanding::approved:
            return "approved";
        case market::PaymentStanding::ended:
            return "ended";
        case market::PaymentStanding::paid:
            break;
    }
    return "paid " + market::decimal(one.paid) + " " + std::string(store::name_of(one.paid.currency)) +
           " as " + one.capture + ", back " + std::to_string(one.refunded_minor);
}
inline std::string told(const market::Event& one) { return one.id + " " + one.kind + " of " + one.reference; }
inline std::string told(market::NoticeFault fault) {
    return fault == market::NoticeFault::forged ? "forged" : "later";
}
template <class... Kinds>
std::string told(const std::variant<Kinds...>& answer) {
    return std::visit([](const auto& one) { return told(one); }, answer);
}

// "POST /path" of each request.
inline std::vector<std::string> asked(const support::LoopbackServer& server) {
    std::vector<std::string> lines;
    for (const auto& request : server.requests()) lines.push_back(request.method + " " + request.path);
    return lines;
}

inline std::string header(const support::ServedRequest& request, const std::string& name) {
    const auto found = request.headers.find(name);
    return found == request.headers.end() ? "" : found->second;
}

// Read by `provider` as it came.
template <class Provider>
std::string reading(Provider& provider, const std::map<std::string, std::string, std::less<>>& headers,
                    const std::string& body, base::Time now) {
    const market::Notice notice{.header = [&](std::string_view name) -> std::string_view {
                                    const auto found = headers.find(name);
                                    return found == headers.end() ? std::string_view{} : found->second;
                                },
                                .body = body};
    return told(provider.read(notice, now));
}

inline std::string hex_hmac(const std::string& secret, const std::string& text) {
    return base::to_hex(base::hmac_sha256(secret, text));
}

}  // namespace test
