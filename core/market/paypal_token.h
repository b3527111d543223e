// The access token of PayPal's API (OAuth 2.0, client credentials), kept until shortly before it ends.
#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/market_settings.h"
#include "core/market/provider_http.h"

namespace market {

// Belongs to one thread. In memory alone.
class PayPalToken {
public:
    PayPalToken(const base::PayPalSettings& settings, const base::Clock& clock)
        : settings_(settings),
          clock_(clock) {}

    // Asks for a new one when there is none. Without one nothing else can be asked, so the fault is always not_sent.
    Answer<std::string> get(ProviderHttp& http);
    // It was not accepted.
    void forget() { token_.clear(); }

private:
    const base::PayPalSettings& settings_;
    const base::Clock& clock_;
    std::string token_;
    base::Time good_until_{};
};

}  // namespace market
