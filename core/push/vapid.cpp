#include "core/push/vapid.h"

#include <nlohmann/json.hpp>

#include "core/base/crypto.h"

namespace push {
namespace {

constexpr base::Millis lifetime{std::chrono::hours{12}};

}  // namespace

std::string authorization(const P256Key& key, std::string_view audience, std::string_view contact,
                          base::Time now) {
    nlohmann::json claims{{"aud", audience}, {"exp", base::to_epoch_ms(now + lifetime) / 1000}};
    if (!contact.empty()) claims["sub"] = contact;
    const nlohmann::json header{{"typ", "JWT"}, {"alg", "ES256"}};
    const std::string text = base::to_base64url(header.dump()) + "." + base::to_base64url(claims.dump());
    return "vapid t=" + text + "." + base::to_base64url(key.sign(text)) +
           ", k=" + base::to_base64url(key.point());
}

}  // namespace push
