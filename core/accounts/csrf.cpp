#include "core/accounts/csrf.h"

#include "core/accounts/csrf_mask.h"
#include "core/base/crypto.h"
#include "core/base/random.h"

namespace accounts {
namespace {

constexpr std::size_t random_part = 16;

}  // namespace

CsrfTokens::CsrfTokens(std::string_view secret) : key_(base::derive_key(secret, "csrf token")) {}

std::string CsrfTokens::make() const {
    const std::string nonce = base::random_bytes(random_part);
    return base::to_base64url(nonce + base::hmac_sha256(key_, nonce));
}

bool CsrfTokens::genuine(std::string_view token) const {
    const auto raw = base::from_base64url(token);
    if (!raw || raw->size() <= random_part) return false;
    const std::string_view all(*raw);
    return base::constant_time_equal(base::hmac_sha256(key_, all.substr(0, random_part)),
                                     all.substr(random_part));
}

std::optional<base::Error> CsrfTokens::refusal(std::string_view cookie, std::string_view submitted) const {
    if (cookie.empty() || submitted.empty()) return base::Error{base::ErrorCode::csrf_missing};
    if (!base::constant_time_equal(cookie, unmasked_csrf(submitted)) || !genuine(cookie))
        return base::Error{base::ErrorCode::csrf_invalid};
    return std::nullopt;
}

}  // namespace accounts
