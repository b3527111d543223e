// The ways to pay for something, as the operator has set them up.
#pragma once

#include <optional>
#include <vector>

#include "core/base/market_settings.h"
#include "core/store/orders.h"

namespace market {

struct Way {
    store::PaymentMethod method = store::PaymentMethod::stripe;
    store::PaymentProvider provider = store::PaymentProvider::test;

    bool operator==(const Way&) const = default;
};

// Those that take what is of this kind, the usual one first. None when nothing is set up. Pure.
std::vector<Way> ways_to_pay(const base::MarketSettings& settings, store::ContentType content);
// Pure.
std::optional<Way> find_way(const base::MarketSettings& settings, store::ContentType content,
                            store::PaymentMethod method);

}  // namespace market
