#include "core/push/keys.h"

#include "core/base/crypto.h"

namespace push {
namespace {

constexpr std::string_view seal_label = "push seal";
constexpr std::size_t iv_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t topic_characters = 32;

P256Key private_key(const std::string& scalar) {
    auto key = P256Key::from_scalar(scalar);
    if (!key)
        throw base::ConfigError(
            "VAPID_PRIVATE_KEY is no private key of the curve P-256: choose another, openssl rand -hex 32");
    return std::move(*key);
}

}  // namespace

Keys::Keys(const base::PushSettings& settings)
    : vapid_(private_key(settings.private_key)),
      seal_key_(base::derive_key(settings.private_key, seal_label)),
      hash_key_(base::derive_key(settings.private_key, "push endpoint")) {}

std::string Keys::public_key() const { return base::to_base64url(vapid_.point()); }

std::string Keys::seal(const Subscription& subscription) const {
    const auto [iv, tag, data] = base::encrypt(
        seal_key_, subscription.keys.point + subscription.keys.auth + subscription.endpoint, seal_label);
    return iv + tag + data;
}

std::optional<Subscription> Keys::open(std::string_view sealed) const {
    if (sealed.size() < iv_bytes + tag_bytes) return std::nullopt;
    const auto text = base::decrypt(seal_key_,
                                    {.iv = std::string(sealed.substr(0, iv_bytes)),
                                     .tag = std::string(sealed.substr(iv_bytes, tag_bytes)),
                                     .data = std::string(sealed.substr(iv_bytes + tag_bytes))},
                                    seal_label);
    if (!text || text->size() < point_bytes + auth_bytes) return std::nullopt;
    return Subscription{
        .endpoint = text->substr(point_bytes + auth_bytes),
        .keys = {.point = text->substr(0, point_bytes), .auth = text->substr(point_bytes, auth_bytes)}};
}

std::string Keys::hash(std::string_view endpoint) const { return base::hmac_sha256(hash_key_, endpoint); }

std::string Keys::topic(std::string_view endpoint, std::string_view place) const {
    // No endpoint holds a line feed, so that no other pair makes the same text.
    const std::string text = std::string(endpoint) + '\n' + std::string(place);
    return base::to_base64url(base::hmac_sha256(hash_key_, text)).substr(0, topic_characters);
}

}  // namespace push
