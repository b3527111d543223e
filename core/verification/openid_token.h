// Whether an ID token is good: OpenID Connect Core 1.0 section 3.1.3.7, with what RFC 8725 adds. Any thread.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <variant>

#include "core/base/clock.h"
#include "core/verification/openid_keys.h"

namespace verification::openid {

// What a token must say.
struct Expected {
    std::string_view issuer;
    std::string_view client_id;  // of the house
    std::string_view nonce;      // of the attempt
    std::string_view
        access_token;  // that came with it; where the token speaks of one (at_hash), it must be this
    base::Time now{};
};

enum class TokenFault {
    malformed,
    algorithm,    // neither RS256 nor ES256
    unknown_key,  // good perhaps, once the provider's keys are fetched again
    signature,
    issuer,
    subject,  // none, or too long
    audience,
    time,  // run out, of the future, or of long ago
    nonce,
    access_token,
};
// One word for the log. Static storage.
std::string_view name_of(TokenFault fault);

// Its claims, or the first thing that is wrong with it. Nothing in it is believed before its signature is.
std::variant<nlohmann::json, TokenFault> read_id_token(std::string_view token, const KeySet& keys,
                                                       const Expected& expected);

}  // namespace verification::openid
