#include "core/verification/openid_token.h"

#include <array>
#include <cmath>
#include <optional>

#include "core/base/ascii.h"
#include "core/base/crypto.h"
#include "core/verification/openid_json.h"

namespace verification::openid {
namespace {

constexpr std::size_t most_bytes = 16'384;
constexpr std::size_t longest_subject = 255;  // OpenID Connect Core section 2
// What clocks of two houses may differ by.
constexpr std::chrono::seconds leeway{60};
// It was made when the house asked for it, a moment ago.
constexpr std::chrono::seconds oldest{600};

struct Parts {
    nlohmann::json header;
    nlohmann::json claims;
    std::string signature;
    std::string_view text;  // header and claims as they were signed
};

std::optional<nlohmann::json> decode(std::string_view part) {
    const auto text = base::from_base64url(part);
    return text ? parse_object(*text) : std::nullopt;
}

std::optional<Parts> take_apart(std::string_view token) {
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    if (token.size() > most_bytes || first == std::string_view::npos || first == last) return std::nullopt;
    auto header = decode(token.substr(0, first));
    auto claims = decode(token.substr(first + 1, last - first - 1));
    auto signature = base::from_base64url(token.substr(last + 1));
    if (!header || !claims || !signature) return std::nullopt;
    return Parts{*std::move(header), *std::move(claims), *std::move(signature), token.substr(0, last)};
}

// A token of another kind, signed with the same key for another purpose, is none; nor is one that demands what we do not know (RFC 7515 section 4.1.11).
bool is_ordinary(const nlohmann::json& header) {
    const auto& type = member_of(header, "typ");
    return header.find("crit") == header.end() &&
           (type.is_null() || base::lower_case(text_of(header, "typ")) == "jwt");
}

std::optional<std::chrono::seconds> seconds_of(const nlohmann::json& claims, std::string_view name) {
    constexpr double most = 1e11;
    const auto& value = member_of(claims, name);
    if (!value.is_number()) return std::nullopt;
    const auto seconds = value.get<double>();
    if (!(seconds >= 0 && seconds < most)) return std::nullopt;
    return std::chrono::seconds{static_cast<std::int64_t>(std::floor(seconds))};
}

bool is_fresh(const nlohmann::json& claims, base::Time now) {
    const auto expires = seconds_of(claims, "exp");
    const auto issued = seconds_of(claims, "iat");
    const auto begins = member_of(claims, "nbf").is_null() ? issued : seconds_of(claims, "nbf");
    if (!expires || !issued || !begins) return false;
    const auto age = now.time_since_epoch();
    return *expires + leeway > age && *issued <= age + leeway && *begins <= age + leeway &&
           *issued + oldest + leeway > age;
}

bool is_for(const nlohmann::json& claims, std::string_view client) {
    const auto& audience = member_of(claims, "aud");
    const auto& party = member_of(claims, "azp");
    const bool several = audience.is_array() && audience.size() > 1;
    const bool named = audience.is_array() ? lists(claims, "aud", client) : text_of(claims, "aud") == client;
    if (!named || (several && party.is_null())) return false;
    return party.is_null() || text_of(claims, "azp") == client;
}

// OpenID Connect Core section 3.1.3.8: the first half of its hash.
bool is_with(const nlohmann::json& claims, std::string_view access_token) {
    const auto& given = member_of(claims, "at_hash");
    const auto hash = base::sha256(access_token);
    return given.is_null() || base::constant_time_equal(text_of(claims, "at_hash"),
                                                        base::to_base64url(hash.substr(0, hash.size() / 2)));
}

std::optional<TokenFault> fault_in(const nlohmann::json& claims, const Expected& expected) {
    const auto subject = text_of(claims, "sub");
    if (text_of(claims, "iss") != expected.issuer) return TokenFault::issuer;
    if (!is_for(claims, expected.client_id)) return TokenFault::audience;
    if (!is_fresh(claims, expected.now)) return TokenFault::time;
    if (expected.nonce.empty() || !base::constant_time_equal(text_of(claims, "nonce"), expected.nonce))
        return TokenFault::nonce;
    if (subject.empty() || subject.size() > longest_subject) return TokenFault::subject;
    if (!is_with(claims, expected.access_token)) return TokenFault::access_token;
    return std::nullopt;
}

}  // namespace

std::string_view name_of(TokenFault fault) {
    constexpr std::array<std::string_view, 10> names{"malformed", "algorithm",   "unknown key", "signature",
                                                     "issuer",    "subject",     "audience",    "time",
                                                     "nonce",     "access token"};
    return names.at(static_cast<std::size_t>(fault));
}

std::variant<nlohmann::json, TokenFault> read_id_token(std::string_view token, const KeySet& keys,
                                                       const Expected& expected) {
    auto parts = take_apart(token);
    if (!parts || !is_ordinary(parts->header)) return TokenFault::malformed;
    const auto algorithm = parse_algorithm(text_of(parts->header, "alg"));
    if (!algorithm) return TokenFault::algorithm;
    const auto key_id = text_of(parts->header, "kid");
    if (!keys.knows(*algorithm, key_id)) return TokenFault::unknown_key;
    if (!keys.has_signed(*algorithm, key_id, parts->text, parts->signature)) return TokenFault::signature;
    if (const auto fault = fault_in(parts->claims, expected)) return *fault;
    return std::move(parts->claims);
}

}  // namespace verification::openid
