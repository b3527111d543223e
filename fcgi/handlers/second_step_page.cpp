#include "core/accounts/second_step_change.h"

#include "core/audit/log.h"
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
    const auto state = accounts::second_step_state(context.connection(), *member.user);
    const auto& language = context.language();
    view::SecondStepPage page;
    page.on = state.on;
    page.codes_left = language.plural("You have {1} recovery code left.", "You have {1} recovery codes left.",
                                      state.codes_left);
    if (state.staff) page.kept = language.text(base::Error{base::ErrorCode::second_step_kept});
    page.asks_code = !member.second_step_taken;
    const auto pending = accounts::pending_second_step(context.connection(), context.services().keyring,
                                                       *member.user, member.participant.name);
    if (pending) {
        page.secret = in_groups(pending->secret);
        page.link = std::string_view(pending->uri).substr(link_begin.size());
    }
    return page;
}

Response shown(Context& context, int status, const view::SecondStepPage& page) {
    return context.page(status, context.language().text("Second step"), page);
}

// No redirect: they are shown this once.
Response shown_once(Context& context, accounts::RecoveryCodes codes, bool renewed) {
    view::SecondStepPage page;
    page.codes = std::move(codes);
    page.renewed = renewed;
    return shown(context, 200, page);
}

// `place` is where the form that was sent says that its code is wrong.
Response refused(Context& context, const base::Error& error, ErrorText view::SecondStepPage::*place) {
    if (!is_member(context)) return error_response(context, error, false);
    view::SecondStepPage page = second_step_page(context);
    // Gone in another window: what the form was about is not there to speak of its code.
    const bool there = place == &view::SecondStepPage::code_error ? !page.secret.empty() : page.on;
    const bool by_code = error.code == base::ErrorCode::second_step_wrong && there;
    (by_code ? page.*place : page.form_error) = context.language().text(error);
    return refused_page(context, error, context.language().text("Second step"), page);
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
    auto codes = accounts::confirm_second_step(
        context.connection(), services.keyring, audit::Log(services.config), services.clock,
        *member_of(context).user, context.request().fields.get("code"));
    if (!codes) return second_step_refused(context, codes.error());
    return shown_once(context, std::move(codes.value()), false);
}

base::Result<Response> renew_recovery_codes(Context& context) {
    auto codes = accounts::renew_recovery_codes(context.connection(), context.services().member_house(),
                                                member_of(context), context.request().fields.get("code"));
    if (!codes) return recovery_codes_refused(context, codes.error());
    return shown_once(context, std::move(codes.value()), true);
}

base::Result<Response> switch_off_second_step(Context& context) {
    const auto failed =
        accounts::switch_off_second_step(context.connection(), context.services().member_house(),
                                         member_of(context), context.request().fields.get("code"));
    if (failed) return second_step_off_refused(context, *failed);
    return Response::redirect("/account?done=second-step-off");
}

Response second_step_refused(Context& context, const base::Error& error) {
    return refused(context, error, &view::SecondStepPage::code_error);
}

Response recovery_codes_refused(Context& context, const base::Error& error) {
    return refused(context, error, &view::SecondStepPage::new_code_error);
}

Response second_step_off_refused(Context& context, const base::Error& error) {
    return refused(context, error, &view::SecondStepPage::off_code_error);
}

}  // namespace fcgi::handlers
