#include "core/base/tr.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

view::SignUpPage sign_up_page(Context& context) {
    const Fields& form = context.request().fields;
    const auto* visitor = context.visitor();
    view::SignUpPage page;
    page.phone = phone_field(context);
    page.real_name.first = form.get("firstName");
    page.real_name.last = form.get("lastName");
    page.birth_year = form.get("birthYear");
    if (visitor != nullptr) page.keeps_name = visitor->participant.name;
    page.sms_by_hand = sms_by_hand(context);
    page.next = wanted(context);
    return page;
}

ErrorText& place_of(view::SignUpPage& page, base::ErrorCode code) {
    if (speaks_of_phone(code)) return page.phone.error;
    switch (code) {
        case base::ErrorCode::too_young:
        case base::ErrorCode::birth_year_invalid:
            return page.birth_year_error;
        case base::ErrorCode::real_name_invalid:
            return page.real_name.error;
        default:
            return page.form_error;
    }
}

view::ForgottenPage forgotten_page(Context& context) {
    context.visitor();
    view::ForgottenPage page;
    page.phone = phone_field(context);
    page.sms_by_hand = sms_by_hand(context);
    page.next = wanted(context);
    return page;
}

}  // namespace

base::Result<Response> show_sign_up(Context& context) {
    if (is_member(context)) return Response::redirect("/account");
    return context.page(200, context.language().text("Become a member"), sign_up_page(context));
}

base::Result<Response> sign_up(Context& context) {
    if (is_member(context)) return Response::redirect("/account");
    const auto user =
        accounts::sign_up(context.connection(), context.services().member_house(), read_sign_up(context));
    if (!user) return sign_up_refused(context, user.error());
    Response response = Response::redirect(with_wanted(context, "/signin?done=signup"));
    keep_number(context, response);
    return response;
}

Response sign_up_refused(Context& context, const base::Error& error) {
    view::SignUpPage page = sign_up_page(context);
    place_of(page, error.code) = context.language().text(error);
    return refused_page(context, error, context.language().text("Become a member"), page);
}

base::Result<Response> show_forgotten(Context& context) {
    const auto page = forgotten_page(context);
    return context.page(200, context.language().text("Forgot your password?"), page);
}

base::Result<Response> send_password(Context& context) {
    const auto refused = accounts::send_password(context.connection(), context.services().member_house(),
                                                 read_forgotten(context));
    if (refused) return forgotten_refused(context, *refused);
    Response response = Response::redirect(with_wanted(context, "/signin?done=forgotten"));
    keep_number(context, response);
    return response;
}

Response forgotten_refused(Context& context, const base::Error& error) {
    view::ForgottenPage page = forgotten_page(context);
    (speaks_of_phone(error.code) ? page.phone.error : page.form_error) = context.language().text(error);
    return refused_page(context, error, context.language().text("Forgot your password?"), page);
}

}  // namespace fcgi::handlers
