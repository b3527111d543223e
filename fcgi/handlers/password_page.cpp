#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

view::PasswordPage password_page(Context& context) {
    view::PasswordPage page;
    page.forced = member_of(context).must_change_password;
    page.next = wanted(context);
    return page;
}

std::string title_of(Context& context, const view::PasswordPage& page) {
    return page.forced ? context.language().text("Choose a password")
                       : context.language().text("Change your password");
}

ErrorText& place_of(Context& context, view::PasswordPage& page, base::ErrorCode code) {
    using enum base::ErrorCode;
    const bool new_one_missing = context.request().fields.get("newPassword").empty();
    switch (code) {
        case wrong_password:
            return page.current_error;
        case missing_fields:
            return new_one_missing ? page.new_error : page.current_error;
        case password_too_short:
        case password_too_long:
        case password_common:
        case password_same:
            return page.new_error;
        default:
            return page.form_error;
    }
}

std::optional<base::Error> set_password(Context& context) {
    const Fields& form = context.request().fields;
    const auto house = context.services().member_house();
    const auto& member = member_of(context);
    if (member.must_change_password)
        return accounts::choose_password(context.connection(), house, member, form.get("newPassword"));
    return accounts::change_password(context.connection(), house, member,
                                     {.phone = std::nullopt,
                                      .current = std::string(form.get("currentPassword")),
                                      .chosen = std::string(form.get("newPassword"))});
}

}  // namespace

base::Result<Response> show_password(Context& context) {
    const auto page = password_page(context);
    return context.page(200, title_of(context, page), page);
}

base::Result<Response> save_password(Context& context) {
    const bool forced = member_of(context).must_change_password;
    if (const auto refused = set_password(context)) return password_refused(context, *refused);
    return Response::redirect(forced ? way_on(context) : "/account?done=password");
}

Response password_refused(Context& context, const base::Error& error) {
    if (!is_member(context)) return error_response(context, error, false);
    view::PasswordPage page = password_page(context);
    place_of(context, page, error.code) = context.language().text(error);
    return refused_page(context, error, title_of(context, page), page);
}

}  // namespace fcgi::handlers
