// What Web Push takes of VAPID_PRIVATE_KEY: the key that push services know the house by, and those under which browsers lie in the database. What a browser
// gave is good for this key alone, so it needs no other: with a new one everybody switches notifications on again. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/config.h"
#include "core/push/content.h"

namespace push {

// How a browser is reached.
struct Subscription {
    std::string endpoint;
    Subscriber keys;
};

class Keys {
public:
    // Throws base::ConfigError when the 32 bytes are no private key of the curve.
    explicit Keys(const base::PushSettings& settings);

    const P256Key& vapid() const { return vapid_; }
    // base64url, as browsers take it.
    std::string public_key() const;

    std::string seal(const Subscription& subscription) const;
    // Nothing when it was sealed under another key.
    std::optional<Subscription> open(std::string_view sealed) const;
    // 32 bytes by which a browser is found.
    std::string hash(std::string_view endpoint) const;
    // What a push service may know a place by, so that of several messages it keeps one (RFC 8030 section 5.4): 32 characters, others for each browser.
    std::string topic(std::string_view endpoint, std::string_view place) const;

private:
    P256Key vapid_;
    std::string seal_key_;
    std::string hash_key_;
};

}  // namespace push
