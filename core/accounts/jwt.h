// JSON Web Tokens, HS256 alone (RFC 7519, RFC 7515; RFC 8725 on what to refuse).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/base/clock.h"
#include "core/base/config.h"

namespace accounts {

class JwtKeys {
public:
    // The keys are derived from the secrets for `purpose`; tokens name theirs by `kid`, which a change of the secret changes with it.
    JwtKeys(const base::KeyPair& secrets, std::string_view purpose);

    // Signed with the current key. The same claims give the same token.
    std::string sign(const nlohmann::json& claims) const;
    // With the key of this index: 0 current, 1 previous. Nothing when there is no such key.
    std::optional<std::string> sign_with(std::size_t key, const nlohmann::json& claims) const;
    // The claims when the token is whole, of our algorithm, signed with a key that we know, neither run out nor of the future. Any thread.
    std::optional<nlohmann::json> verify(std::string_view token, base::Time now) const;

private:
    struct Key {
        std::string id;
        std::string secret;
    };
    const Key* find(std::string_view id) const;

    std::array<Key, 2> keys_;  // current, previous (with an empty secret when there is none)
};

}  // namespace accounts
