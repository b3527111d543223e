#include "core/accounts/guests.h"
#include "core/accounts/name.h"
#include "core/view/flag.h"
#include "fcgi/banned.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/liveliest.h"
#include "fcgi/handlers/member_form.h"
#include "fcgi/handlers/rush.h"

namespace fcgi::handlers {
namespace {

constexpr std::string_view lounges_path = "/lounges/";

// Where the first button leads: the lounge that is wanted, or that of the place in it; else where most people are. Nothing when something else is wanted.
std::optional<store::Lounge> first_lounge(Context& context, std::string_view next) {
    const bool path = next.starts_with('/');
    if (path && !next.starts_with(lounges_path)) return std::nullopt;
    if (path) next.remove_prefix(lounges_path.size());
    const auto slug = next.substr(0, next.find_first_of("/?"));
    if (!slug.empty()) return store::find_lounge(context.connection(), slug);
    return liveliest_lounge(context.connection(), context.language().code());
}

view::EntryPage entry_page(Context& context) {
    view::EntryPage page;
    const auto* visitor = context.visitor();
    page.next = wanted(context);
    if (const auto first = first_lounge(context, page.next)) {
        page.first_lounge = {.name = first->name,
                             .flag = view::flag_of(first->country),
                             .present_text = context.people_here(first->present)};
    }
    if (visitor != nullptr) page.continue_as = visitor->participant.name;
    return page;
}

// The error beside the field that it speaks of.
std::optional<std::string>& place_of(view::EntryPage& page, base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::name_too_short:
        case base::ErrorCode::name_too_long:
        case base::ErrorCode::name_characters:
        case base::ErrorCode::name_reserved:
        case base::ErrorCode::name_taken:
            return page.name.error;
        case base::ErrorCode::age_required:
            return page.age.error;
        default:
            return page.form_error;
    }
}

std::string destination(Context& context) {
    const Fields& form = context.request().fields;
    if (form.get("go") == "choose") return "/languages";
    if (!wanted(context).empty()) return way_on(context);
    const auto lounge = liveliest_lounge(context.connection(), context.language().code());
    return lounge ? "/lounges/" + lounge->slug : "/languages";
}

// Somebody who comes in again under the name they have: their own name is not taken.
bool keeps_name(const accounts::Session& session, std::string_view name, const base::Limits& limits) {
    const auto wanted = accounts::parse_name(name, limits);
    const auto present = accounts::parse_name(session.participant.name, limits);
    return wanted && present && accounts::look_alike(*wanted, *present);
}

void leave_as(Context& context, const accounts::Session& session) {
    accounts::leave(context.connection(), context.services().clock, context.services().hints, session);
}

base::Result<accounts::Entered> enter_without_task(Context& context) {
    const Services& services = context.services();
    const base::Limits& limits = services.config.limits;
    const accounts::Entry entry{.name = std::string(context.request().fields.get("name")),
                                .age_category = std::string(context.request().fields.get("ageCategory")),
                                .marks = context.marks()};
    const auto* earlier = context.visitor();
    const bool leave_first = earlier != nullptr && accounts::parse_age_category(entry.age_category) &&
                             keeps_name(*earlier, entry.name, limits);
    if (leave_first) leave_as(context, *earlier);
    auto entered =
        accounts::enter(context.connection(), services.guest_tokens, services.clock, limits, entry);
    if (earlier != nullptr && !leave_first && entered) leave_as(context, *earlier);
    return entered;
}

base::Result<accounts::Entered> enter_anew(Context& context) {
    if (context.visitor() != nullptr) return enter_without_task(context);
    auto door = rush_door(context);
    const auto done = task_done(context.request());
    if (const auto refused = door.check(done)) return *refused;
    auto entered = enter_without_task(context);
    if (entered) door.count_entry();
    if (!entered) door.give_back(done);
    return entered;
}

}  // namespace

base::Result<Response> show_entry(Context& context) {
    if (auto decision = to_decision(context)) return std::move(*decision);
    const Fields& query = context.request().query;
    view::EntryPage page = entry_page(context);
    if (query.get("done") == "deleted")
        page.note = context.language().text("Your account is deleted. You are always welcome as a guest.");
    if (query.get("done") == "ended")
        page.note = context.language().text(base::Error{base::ErrorCode::session_ended});
    page.task = entry_task(context);
    return context.page(200, "", page);
}

base::Result<Response> enter(Context& context) {
    if (auto decision = to_decision(context)) return std::move(*decision);
    // A member is in already, under a name of their own.
    if (const auto* visitor = context.visitor(); visitor != nullptr && !visitor->guest())
        return Response::redirect(destination(context));
    const auto entered = enter_anew(context);
    if (!entered) return enter_refused(context, entered.error());
    Response response = Response::redirect(destination(context));
    response.add(context.guest_cookie(entered->token, entered->expires_at));
    context.add_device_cookie(response);
    // The token of the forms must not run out before the session does.
    response.add(context.csrf_cookie());
    return response;
}

Response enter_refused(Context& context, const base::Error& error) {
    const Fields& form = context.request().fields;
    view::EntryPage page = entry_page(context);
    page.name.name = form.get("name");
    page.age = age_field(form.get("ageCategory"));
    page.task = entry_task_again(context, error);
    const bool said_there = page.task && page.task->answer_error;
    if (!said_there) place_of(page, error.code) = context.language().text(error);
    Response response = context.page(base::http_status(error.code), "", page);
    set_retry_after(response, error);
    return response;
}

base::Result<Response> leave(Context& context) {
    Response response = Response::redirect("/");
    sign_out(context, response);
    return response;
}

}  // namespace fcgi::handlers
