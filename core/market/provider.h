// Who takes the money: one interface for Stripe, PayPal, a BTCPay Server and the built-in stand-in. Nothing of it runs inside a transaction: it asks the outside
// world and takes seconds. What a provider says is a report; market::settle (core/market/settle.h) alone draws consequences from it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/clock.h"
#include "core/store/orders.h"

namespace market {

// What is to be paid.
struct Purchase {
    base::OrderId order{};
    std::string once{};  // names this purchase for ever: the same request again begins no second one
    std::string title{};
    store::Money amount{};
    std::string return_url{};  // of the house: where the buyer comes back to, whatever happened
    base::Time hold_until{};   // nobody should be able to pay after it
};

struct Checkout {
    std::string reference{};  // the provider's
    std::string url{};        // where the buyer pays
};

enum class PaymentStanding {
    open,      // may still be paid
    approved,  // the buyer has agreed; collect() takes the money
    paid,
    ended,  // was not paid and cannot be any more
};

struct PaymentReport {
    PaymentStanding standing = PaymentStanding::open;
    store::Money paid{};    // what the provider took, once paid; compare it with what was asked for
    std::string capture{};  // how refunds name the payment; empty where they name the checkout
    std::uint64_t refunded_minor = 0;  // given back so far, by whoever
};

// Some of a payment back to whoever paid it.
struct RefundRequest {
    std::string once{};  // names this refund for ever: the same request again pays nothing twice
    std::string reference{};
    std::string capture{};
    store::Money amount{};
};

struct RefundReport {
    std::string reference{};
    std::string claim_url{};  // where the buyer has to fetch it; empty: it comes by itself
};

// Why there is no answer.
enum class Fault {
    not_sent,  // it has not happened
    unknown,   // it may have happened
    refused,   // it has not happened, and will not: the provider says no
};

struct NoAnswer {
    Fault fault = Fault::not_sent;
    std::string reason{};  // may be logged: holds no secret and nothing of people
};

template <class T>
using Answer = std::variant<T, NoAnswer>;

// A notice of the provider (webhook), as it came.
struct Notice {
    std::function<std::string_view(std::string_view name)>
        header;  // by its name in lower case; empty when absent
    std::string_view body;
};
// One whose signature is good.
struct Event {
    std::string id{};         // the provider's: one is handled once
    std::string kind{};       // the provider's word
    std::string reference{};  // the checkout it speaks of; empty: none that is known
};
enum class NoticeFault {
    forged,  // wrong, absent or too old a signature
    later,   // it could not be checked just now; the provider will send it again
};

// Belongs to one thread at a time.
class Provider {
public:
    virtual ~Provider() = default;

    // Safe to repeat with the same `once`: the same checkout comes back.
    virtual Answer<Checkout> begin(const Purchase& purchase) = 0;
    // How the payment stands now. Changes nothing.
    virtual Answer<PaymentReport> look(std::string_view reference) = 0;
    // Takes what the buyer has approved, then look(). Safe to repeat with the same `once`, the purchase's.
    virtual Answer<PaymentReport> collect(std::string_view reference, std::string_view once) = 0;
    // Nobody shall be able to pay it any more, then look(). One that is paid stays paid.
    virtual Answer<PaymentReport> end(std::string_view reference) = 0;
    // Safe to repeat with the same `once`.
    virtual Answer<RefundReport> refund(const RefundRequest& refund) = 0;
    virtual std::variant<Event, NoticeFault> read(const Notice& notice, base::Time now) = 0;
};

}  // namespace market
