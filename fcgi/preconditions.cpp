#include "fcgi/preconditions.h"

namespace fcgi {
namespace {

bool foreign_origin(const Request& request, std::string_view frontend_url) {
    if (request.origin == frontend_url) return false;
    if (request.fetch_site == "cross-site") return true;
    if (request.origin.empty()) return false;
    // The operator may reach the house by another name than the public one; then the browser's Host agrees with its Origin.
    const auto scheme_end = request.origin.find("://");
    return scheme_end == std::string::npos || request.host.empty() ||
           request.origin.substr(scheme_end + 3) != request.host;
}

bool is_local(std::string_view address) {
    return address.starts_with("127.") || address == "::1" || address == "unix:";
}

std::optional<base::Error> session_refusal(const base::Result<accounts::Session>& session, Who who) {
    if (!session) return session.error();
    if (who != Who::guest_or_member && session->guest()) return base::Error{base::ErrorCode::members_only};
    if (who != Who::new_member) return accounts::door_refusal(*session);
    return std::nullopt;
}

std::optional<base::Error> access_refusal(Context& context, Who who) {
    switch (who) {
        case Who::anyone:
            break;
        case Who::operator_:
            if (!is_local(context.request().remote_address)) return base::Error{base::ErrorCode::not_found};
            break;
        case Who::guest_or_member:
        case Who::member:
        case Who::new_member:
            return session_refusal(context.session(), who);
    }
    return std::nullopt;
}

}  // namespace

std::optional<base::Error> csrf_refusal(const Request& request, const accounts::CsrfTokens& tokens,
                                        std::string_view frontend_url) {
    if (foreign_origin(request, frontend_url)) return base::Error{base::ErrorCode::csrf_invalid};
    // Only cookies travel by themselves; a request that carries none was made on purpose.
    if (!request.bearer.empty() && request.cookies.empty()) return std::nullopt;
    const std::string_view submitted =
        request.csrf_header.empty() ? request.fields.get("csrfToken") : request.csrf_header;
    const auto cookie = accounts::cookie_name(accounts::csrf_cookie, accounts::is_secure(frontend_url));
    return tokens.refusal(request.cookies.get(cookie), submitted);
}

Checked check_preconditions(Context& context, const Route& route) {
    Checked checked;
    const Services& services = context.services();
    const Request& request = context.request();
    if (!services.config.market.open && route.pattern.starts_with("/market")) {
        checked.refusal = base::Error{base::ErrorCode::not_found};
        return checked;
    }
    if (route.limit != accounts::LimitRule::none) {
        checked.allowance =
            accounts::use(context.connection(), services.limit_house(), route.limit, request.remote_address);
        if (!checked.allowance->allowed)
            checked.refusal = accounts::refusal_of(route.limit, *checked.allowance);
    }
    if (!checked.refusal && route.csrf == Csrf::required) {
        checked.refusal = csrf_refusal(request, services.csrf_tokens, services.config.frontend_url);
    }
    if (!checked.refusal) checked.refusal = access_refusal(context, route.who);
    return checked;
}

}  // namespace fcgi
