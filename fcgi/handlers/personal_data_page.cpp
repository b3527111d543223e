// What a member can take along, and have erased. Both ask for the password once more.
#include "core/accounts/profile.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

template <class Page>
Response refused(Context& context, const base::Error& error, const std::string& title) {
    if (!is_member(context)) return error_response(context, error, false);
    Page page;
    const bool password = error.code == base::ErrorCode::wrong_password;
    (password ? page.password_error : page.form_error) = context.language().text(error);
    return refused_page(context, error, title, page);
}

std::string_view password(Context& context) { return context.request().fields.get("password"); }

}  // namespace

base::Result<Response> show_data(Context& context) {
    return context.page(200, context.language().text("Download your data"), view::AccountDataPage{});
}

base::Result<Response> download_data(Context& context) {
    auto data = accounts::download_data(context.connection(), context.services().member_house(),
                                        member_of(context), password(context));
    if (!data) return data_refused(context, data.error());
    Response response = Response::json(200, std::move(data.value()));
    response.set("Content-Disposition", "attachment; filename=\"the-chatroom.json\"");
    return response;
}

Response data_refused(Context& context, const base::Error& error) {
    context.visitor();
    return refused<view::AccountDataPage>(context, error, context.language().text("Download your data"));
}

base::Result<Response> show_deletion(Context& context) {
    return context.page(200, context.language().text("Delete your account"), view::AccountDeletePage{});
}

base::Result<Response> delete_account(Context& context) {
    const auto refused = accounts::delete_account(context.connection(), context.services().member_house(),
                                                  member_of(context), password(context));
    if (refused) return deletion_refused(context, *refused);
    Response response = Response::redirect("/?done=deleted");
    context.forget_session(response);
    return response;
}

Response deletion_refused(Context& context, const base::Error& error) {
    context.visitor();
    return refused<view::AccountDeletePage>(context, error, context.language().text("Delete your account"));
}

}  // namespace fcgi::handlers
