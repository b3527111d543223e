// CSRF tokens, double submit: the cookie csrfToken and the form field (or header) must be equal, and signed by us. Pages carry it masked
// (csrf_mask.h).
// Source: OWASP Cross-Site Request Forgery Prevention, "signed double-submit cookie".
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace accounts {

inline constexpr std::string_view csrf_cookie = "csrfToken";

class CsrfTokens {
public:
    explicit CsrfTokens(std::string_view secret);
    std::string make() const;
    bool genuine(std::string_view token) const;
    // `submitted`: masked or as it is. Nothing when fine; else csrf_missing or csrf_invalid.
    std::optional<base::Error> refusal(std::string_view cookie, std::string_view submitted) const;

private:
    std::string key_;
};

}  // namespace accounts
