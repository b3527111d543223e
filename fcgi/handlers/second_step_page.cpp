#include "core/accounts/second_step.h"

#include "core/accounts/profile.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

// What the template has before the rest of the address.
constexpr std::string_view link_begin = "otpauth://totp/";
constexpr std::size_t secret_group = 4;

std::string in_groups(std::string_view secret) {
    std::string out;
    for (std::size_t i = 0; i < secret.size(); i += secret_group) {
        if (i > 0) out += ' ';
        out += secret.substr(i, secret_group);
    }
    return out;
}

view::SecondStepPage second_step_page(Context& context) {
    const auto& member = member_of(context);
    const Services& services = context.services();
    view::SecondStepPage page;
    page.on = accounts::profile_of(context.connection(), services.member_house(), member).has_second_step;
    const auto pending = accounts::pending_second_step(context.connection(), services.keyring, *member.user,
                                                       member.participant.name);
    if (pending) {
        page.secret = in_groups(pending->secret);
        page.link = std::string_view(pending->uri).substr(link_begin.size());
    }
    return page;
}

Response shown(Context& context, int status, const view::SecondStepPage& page) {
    return context.page(status, context.language().text("Second step"), page);
}

}  // namespace

base::Result<Response> show_second_step(Context& context) {
    return shown(context, 200, second_step_page(context));
}

base::Result<Response> begin_second_step(Context& context) {
    const auto& member = member_of(context);
    const auto begun = accounts::begin_second_step(context.connection(), context.services().keyring,
                                                   *member.user, member.participant.name);
    if (!begun) return second_step_refused(context, begun.error());
    return Response::redirect("/account/second-step");
}

base::Result<Response> confirm_second_step(Context& context) {
    const Services& services = context.services();
    auto codes =
        accounts::confirm_second_step(context.connection(), services.keyring, services.clock,
                                      *member_of(context).user, context.request().fields.get("code"));
    if (!codes) return second_step_refused(context, codes.error());
    view::SecondStepPage page;
    page.codes = std::move(codes.value());
    // No redirect: they are shown this once.
    return shown(context, 200, page);
}

Response second_step_refused(Context& context, const base::Error& error) {
    if (!is_member(context)) return error_response(context, error, false);
    view::SecondStepPage page = second_step_page(context);
    const bool code = error.code == base::ErrorCode::second_step_wrong && !page.secret.empty();
    (code ? page.code_error : page.form_error) = context.language().text(error);
    Response response = shown(context, base::http_status(error.code), page);
    set_retry_after(response, error);
    return response;
}

}  // namespace fcgi::handlers
