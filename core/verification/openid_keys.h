// The keys with which a provider signs (JWK Set, RFC 7517) and what they have signed: RS256 and ES256 (RFC 7518 sections 3.3 and 3.4). Keys of any other kind
// are left aside, so that nothing signed in another way can be good. Any thread; throws std::runtime_error when OpenSSL fails.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace verification::openid {

enum class Algorithm { rs256, es256 };
// By its name in a header; nothing for any other, "none" and all of HS* among them.
std::optional<Algorithm> parse_algorithm(std::string_view name);

class KeySet {
public:
    // Nothing when it is no JWK Set. RSA keys of 2048 to 8192 bits and points of P-256 count, when they are for signatures.
    static std::optional<KeySet> parse(std::string_view json);

    // Whether there is a key that a token of this header may be signed with. Without a name there must be no choice between keys (OpenID Connect Core section 10.1).
    bool knows(Algorithm algorithm, std::string_view key_id) const;
    // Whether that key has signed `text`. `signature` as it stands in a token, decoded.
    bool has_signed(Algorithm algorithm, std::string_view key_id, std::string_view text,
                    std::string_view signature) const;

private:
    struct Key;
    const Key* find(Algorithm algorithm, std::string_view key_id) const;

    std::vector<std::shared_ptr<const Key>> keys_;  // constant: copies share them
};

}  // namespace verification::openid
