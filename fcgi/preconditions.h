// What a route's row demands before its handler runs: that the part of the house is open, the rate limit, then the CSRF token, then a session.
#pragma once

#include <optional>

#include "core/accounts/rate_limit.h"
#include "fcgi/router.h"

namespace fcgi {

struct Checked {
    std::optional<base::Error> refusal;
    std::optional<accounts::Allowance> allowance;  // where the row has a limit
};

Checked check_preconditions(Context& context, const Route& route);

// Whether an unsafe request comes from the site's own pages: the token, and what the browser says about its origin. Pure.
std::optional<base::Error> csrf_refusal(const Request& request, const accounts::CsrfTokens& tokens,
                                        std::string_view frontend_url);

}  // namespace fcgi
