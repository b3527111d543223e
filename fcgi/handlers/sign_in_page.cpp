#include "core/accounts/member_token.h"
#include "core/base/tr.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

using base::tr;

// What has just been done; the address says it, so that the page may be loaded again.
ErrorText note_of(Context& context) {
    const auto done = context.request().query.get("done");
    const bool by_hand = sms_by_hand(context);
    std::string_view note;
    if (done == "signup")
        note =
            by_hand
                ? tr("Your password waits with the operator of this house. It is good for one sign-in within 30 minutes.")
                : tr("Your password is on its way by SMS. It is good for one sign-in within 30 minutes.");
    // The same whether or not there is such an account.
    if (done == "forgotten")
        note =
            by_hand
                ? tr("If there is an account with this number, its password waits with the operator of this house.")
                : tr("If there is an account with this number, a password is on its way by SMS.");
    if (done == "ended") note = base::message_id(base::ErrorCode::session_ended);
    return note.empty() ? ErrorText() : context.language().text(note);
}

view::SignInPage sign_in_page(Context& context) {
    view::SignInPage page;
    page.phone = phone_field(context);
    page.stay = !context.request().fields.get("staySignedIn").empty();
    page.next = wanted(context);
    return page;
}

ErrorText& place_of(Context& context, view::SignInPage& page, base::ErrorCode code) {
    if (code != base::ErrorCode::missing_credentials) return page.form_error;
    return context.request().fields.get("phoneNumber").empty() ? page.phone.error : page.password_error;
}

view::SignInCodePage code_page(Context& context) {
    view::SignInCodePage page;
    page.next = wanted(context);
    return page;
}

bool has_ticket(Context& context) { return !context.cookie(accounts::ticket_cookie).empty(); }

Response let_in(Context& context, const accounts::SignedIn& signed_in) {
    const std::string path = signed_in.second_step            ? with_wanted(context, "/signin/code")
                             : signed_in.must_change_password ? with_wanted(context, "/account/password")
                                                              : way_on(context);
    Response response = Response::redirect(path);
    add_cookies(context, response, signed_in);
    if (!signed_in.second_step) forget_number(context, response);
    // The token of the forms must not run out while a page is open.
    response.add(context.csrf_cookie());
    return response;
}

}  // namespace

base::Result<Response> show_sign_in(Context& context) {
    if (is_member(context)) return Response::redirect(way_on(context));
    view::SignInPage page = sign_in_page(context);
    page.note = note_of(context);
    return context.page(200, context.language().text("Sign in"), page);
}

base::Result<Response> sign_in(Context& context) {
    if (is_member(context)) return Response::redirect(way_on(context));
    const auto signed_in =
        accounts::sign_in(context.connection(), context.services().member_house(), read_sign_in(context));
    if (!signed_in) return sign_in_refused(context, signed_in.error());
    return let_in(context, *signed_in);
}

Response sign_in_refused(Context& context, const base::Error& error) {
    context.visitor();
    view::SignInPage page = sign_in_page(context);
    place_of(context, page, error.code) = context.language().text(error);
    return refused_page(context, error, context.language().text("Sign in"), page);
}

base::Result<Response> show_sign_in_code(Context& context) {
    context.visitor();
    if (!has_ticket(context)) return Response::redirect("/signin");
    return context.page(200, context.language().text("One more step"), code_page(context));
}

base::Result<Response> finish_sign_in(Context& context) {
    const auto signed_in = accounts::finish_sign_in(
        context.connection(), context.services().member_house(), context.cookie(accounts::ticket_cookie),
        context.request().fields.get("code"), read_sign_in(context));
    if (signed_in) return let_in(context, *signed_in);
    // The ticket has run out: it begins with the password again.
    if (signed_in.error().code == base::ErrorCode::invalid_session)
        return sign_in_refused(context, signed_in.error());
    return sign_in_code_refused(context, signed_in.error());
}

Response sign_in_code_refused(Context& context, const base::Error& error) {
    context.visitor();
    view::SignInCodePage page = code_page(context);
    const bool code = error.code == base::ErrorCode::second_step_wrong;
    (code ? page.code_error : page.form_error) = context.language().text(error);
    return refused_page(context, error, context.language().text("One more step"), page);
}

}  // namespace fcgi::handlers
