#include "core/store/member_sessions.h"
#include "core/view/device_name.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"

namespace fcgi::handlers {
namespace {

view::SessionsPage sessions_page(Context& context) {
    const auto& member = member_of(context);
    view::SessionsPage page;
    for (const auto& session :
         store::member_sessions(context.connection(), *member.user, context.services().clock.now())) {
        auto device = view::device_name(session.device);
        if (device.empty()) device = context.language().text("Unknown browser");
        page.sessions.push_back({.id = session.id.value,
                                 .device = std::move(device),
                                 .place = session.place,
                                 .since = view::date_text(session.created_at, context.language()),
                                 .last_used = view::moment_text(session.last_used_at, context.language()),
                                 .this_one = session.id.value == member.key.number});
    }
    return page;
}

}  // namespace

base::Result<Response> show_sessions(Context& context) {
    return context.page(200, context.language().text("Where you are signed in"), sessions_page(context));
}

base::Result<Response> end_session(Context& context) {
    const auto number = parse_seq(context.request().fields.get("session"));
    // One that has ended meanwhile is where it should be.
    if (number)
        accounts::end_session(context.connection(), context.services().session_house(),
                              *member_of(context).user, base::SessionId{*number});
    return Response::redirect("/account/sessions");
}

base::Result<Response> end_other_sessions(Context& context) {
    const auto& member = member_of(context);
    accounts::end_other_sessions(context.connection(), context.services().session_house(), *member.user,
                                 base::SessionId{member.key.number});
    return Response::redirect("/account/sessions");
}

Response sessions_refused(Context& context, const base::Error& error) {
    if (!is_member(context)) return error_response(context, error, false);
    view::SessionsPage page = sessions_page(context);
    page.form_error = context.language().text(error);
    return refused_page(context, error, context.language().text("Where you are signed in"), page);
}

}  // namespace fcgi::handlers
