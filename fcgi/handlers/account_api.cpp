// The JSON API of accounts. The same functions as pages: *_page.cpp.
#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/store/participants.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

Response json(const nlohmann::json& body) { return Response::json(200, body.dump()); }

bool missing(Context& context, std::initializer_list<std::string_view> names) {
    return std::ranges::any_of(
        names, [&](std::string_view name) { return context.request().fields.get(name).empty(); });
}

base::Result<Response> signed_in(Context& context, const base::Result<accounts::SignedIn>& outcome) {
    if (!outcome) return outcome.error();
    Response response =
        outcome->second_step
            ? error_response(context, {base::ErrorCode::second_step_required}, true)
            : json({{"ok", true},
                    {"user",
                     {{"id", std::to_string(outcome->user.value)}, {"phoneNumber", outcome->masked_phone}}},
                    {"mustChangePassword", outcome->must_change_password}});
    add_cookies(context, response, *outcome);
    return response;
}

}  // namespace

base::Result<Response> sign_up_by_api(Context& context) {
    const auto user =
        accounts::sign_up(context.connection(), context.services().member_house(), read_sign_up(context));
    if (!user) return user.error();
    return json({{"message", "Default password sent via SMS"}, {"userId", std::to_string(user->value)}});
}

base::Result<Response> sign_in_by_api(Context& context) {
    return signed_in(context, accounts::sign_in(context.connection(), context.services().member_house(),
                                                read_sign_in(context)));
}

base::Result<Response> second_step_by_api(Context& context) {
    return signed_in(context,
                     accounts::finish_sign_in(context.connection(), context.services().member_house(),
                                              context.cookie(accounts::ticket_cookie),
                                              context.request().fields.get("code"), read_sign_in(context)));
}

base::Result<Response> forgot_password_by_api(Context& context) {
    const auto refused = accounts::send_password(context.connection(), context.services().member_house(),
                                                 read_forgotten(context));
    if (refused) return *refused;
    return json({{"ok", true},
                 {"message", "If there is an account with this number, a password is on its way by SMS"}});
}

base::Result<Response> change_password_by_api(Context& context) {
    if (missing(context, {"phoneNumber", "currentPassword", "newPassword"}))
        return base::ErrorCode::missing_fields;
    const Fields& fields = context.request().fields;
    const accounts::PasswordChange change{
        .phone = accounts::TypedPhone{.number = std::string(fields.get("phoneNumber")),
                                      .country = std::string(fields.get("country"))},
        .current = std::string(fields.get("currentPassword")),
        .chosen = std::string(fields.get("newPassword"))};
    const auto refused = accounts::change_password(context.connection(), context.services().member_house(),
                                                   member_of(context), change);
    if (refused) return *refused;
    return json({{"ok", true}, {"message", "Password changed"}});
}

base::Result<Response> refresh_session(Context& context) {
    const auto keys = accounts::renew(context.connection(), context.services().session_house(),
                                      context.cookie(accounts::refresh_cookie), context.device());
    if (!keys) return keys.error();
    Response response = json({{"accessToken", keys->access}});
    for (auto& cookie : context.member_cookies(*keys)) response.add(std::move(cookie));
    return response;
}

base::Result<Response> sign_out_by_api(Context& context) {
    Response response = json({{"ok", true}});
    sign_out(context, response);
    return response;
}

base::Result<Response> heartbeat(Context& context) {
    const auto& session = context.session().value();
    store::touch(context.connection(), session.participant.id, context.services().clock.now());
    return json({{"ok", true}});
}

}  // namespace fcgi::handlers
