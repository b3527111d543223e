#include "core/accounts/jwt.h"

#include <nlohmann/json.hpp>

#include "core/base/crypto.h"

namespace accounts {
namespace {

// Ours are below 400 bytes; a parser without a limit of depth gets no more than this.
constexpr std::size_t most_bytes = 1024;
constexpr std::size_t id_bytes = 6;
// What clocks of one house may differ by.
constexpr std::chrono::seconds leeway{30};

std::optional<nlohmann::json> parse_object(std::string_view part) {
    const auto text = base::from_base64url(part);
    if (!text) return std::nullopt;
    auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return json;
}

std::optional<std::string> string_of(const nlohmann::json& object, const char* name) {
    const auto member = object.find(name);
    if (member == object.end() || !member->is_string()) return std::nullopt;
    return member->get<std::string>();
}

std::optional<std::chrono::seconds> seconds_of(const nlohmann::json& object, const char* name) {
    const auto member = object.find(name);
    if (member == object.end() || !member->is_number_unsigned()) return std::nullopt;
    const auto value = member->get<std::uint64_t>();
    if (value > 1ULL << 40) return std::nullopt;
    return std::chrono::seconds{value};
}

bool current(const nlohmann::json& claims, base::Time now) {
    const auto expires = seconds_of(claims, "exp");
    const auto issued = seconds_of(claims, "iat");
    const auto age = now.time_since_epoch();
    return expires && issued && *expires > age && *issued <= age + leeway;
}

}  // namespace

JwtKeys::JwtKeys(const base::KeyPair& secrets, std::string_view purpose) {
    const auto key_of = [&](const std::string& secret) -> Key {
        if (secret.empty()) return {};
        const std::string key = base::derive_key(secret, purpose);
        return {.id = base::to_base64url(base::derive_key(key, "key id").substr(0, id_bytes)), .secret = key};
    };
    keys_ = {key_of(secrets.current), key_of(secrets.previous)};
}

const JwtKeys::Key* JwtKeys::find(std::string_view id) const {
    for (const auto& key : keys_) {
        if (!key.secret.empty() && key.id == id) return &key;
    }
    return nullptr;
}

std::string JwtKeys::sign(const nlohmann::json& claims) const { return *sign_with(0, claims); }

std::optional<std::string> JwtKeys::sign_with(std::size_t key, const nlohmann::json& claims) const {
    const Key& used = keys_.at(key);
    if (used.secret.empty()) return std::nullopt;
    const nlohmann::json header{{"alg", "HS256"}, {"kid", used.id}, {"typ", "JWT"}};
    const std::string text = base::to_base64url(header.dump()) + "." + base::to_base64url(claims.dump());
    return text + "." + base::to_base64url(base::hmac_sha256(used.secret, text));
}

std::optional<nlohmann::json> JwtKeys::verify(std::string_view token, base::Time now) const {
    if (token.size() > most_bytes) return std::nullopt;
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    const auto header = parse_object(token.substr(0, first));
    if (!header || string_of(*header, "alg") != "HS256") return std::nullopt;
    const Key* key = find(string_of(*header, "kid").value_or(""));
    const auto signature = base::from_base64url(token.substr(last + 1));
    if (key == nullptr || !signature) return std::nullopt;
    if (!base::constant_time_equal(base::hmac_sha256(key->secret, token.substr(0, last)), *signature))
        return std::nullopt;
    auto claims = parse_object(token.substr(first + 1, last - first - 1));
    if (!claims || !current(*claims, now)) return std::nullopt;
    return claims;
}

}  // namespace accounts
