// The statement of reasons: for whoever has its address, with or without a session.
#include "core/moderation/decision.h"

#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/moderation_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

std::string path_of(const std::string& code) { return "/decisions/" + code; }

base::Result<store::Action> asked_decision(Context& context) {
    const auto id = context.services().decision_codes.action_of(context.path("code"));
    auto action = id ? store::find_action(context.connection(), *id) : std::nullopt;
    if (!action) return ErrorCode::not_found;
    return std::move(*action);
}

std::optional<std::string> end_text(Context& context, const store::Action& action) {
    if (action.type == store::ActionType::ban_permanent) return context.language().text("for good");
    return until_text(context.language(), action);
}

view::MadeAppeal made_appeal(Context& context, const store::Appeal& appeal) {
    view::MadeAppeal made{.body = appeal.text,
                          .at = view::moment_text(appeal.at, context.language()),
                          .decided = appeal.decided_at.has_value(),
                          .lifted = appeal.lifted,
                          .answer = std::nullopt};
    if (!appeal.answer.empty()) made.answer = appeal.answer;
    return made;
}

view::DecisionPage decision_page(Context& context, const store::Action& action) {
    const auto& language = context.language();
    view::DecisionPage page;
    page.code = context.path("code");
    page.what = action_text(language, action.type);
    page.ground = ground_text(language, action.ground);
    page.since = view::moment_text(action.at, language);
    page.until = end_text(context, action);
    if (!action.lounge_name.empty()) page.place = action.lounge_name;
    if (!action.item_title.empty()) page.place = action.item_title;
    page.state = state_text(language, action, context.services().clock.now());
    if (!action.text.empty()) page.statement = action.text;
    const auto appeal = store::appeal_against(context.connection(), action.id);
    if (appeal) page.appeal = made_appeal(context, *appeal);
    page.may_appeal = moderation::may_appeal(action, appeal);
    page.draft = context.request().fields.get("body");
    page.may_leave = context.banned_person().has_value();
    if (context.request().query.has("sent")) page.note = language.text("Your appeal is on its way.");
    return page;
}

Response decision_response(Context& context, int status, const view::DecisionPage& page) {
    return context.page(status, context.language().text("A moderator has decided"), page);
}

// Whether it is the person concerned who looks, whatever the decision has made of their session.
bool concerns_viewer(Context& context, const store::Action& action) {
    if (const auto* visitor = context.visitor()) return visitor->participant.id == action.person;
    return context.banned_person() == action.person;
}

base::Result<Response> refused(Context& context, const store::Action& action, const base::Error& error) {
    if (context.request().wants_json) return error;
    view::DecisionPage page = decision_page(context, action);
    const bool of_text = error.code == ErrorCode::appeal_empty || error.code == ErrorCode::appeal_long;
    (of_text ? page.appeal_error : page.form_error) = context.language().text(error);
    Response response = decision_response(context, base::http_status(error.code), page);
    set_retry_after(response, error);
    return response;
}

}  // namespace

base::Result<Response> show_decision(Context& context) {
    const auto action = asked_decision(context);
    if (!action) return action.error();
    if (concerns_viewer(context, *action)) store::set_seen(context.connection(), action->id);
    return decision_response(context, 200, decision_page(context, *action));
}

base::Result<Response> show_own_decision(Context& context) {
    const auto& person = context.session()->participant;
    auto newest = person.unseen_action;
    if (!newest) {
        const auto actions = store::actions_about(context.connection(), person.id, 1);
        if (!actions.empty()) newest = actions.front().id;
    }
    if (!newest) return ErrorCode::not_found;
    return Response::redirect(path_of(context.services().decision_codes.code_of(*newest)));
}

base::Result<Response> appeal(Context& context) {
    const auto action = asked_decision(context);
    if (!action) return action.error();
    const auto text = without_returns(context.request().fields.get("body"));
    if (const auto error =
            moderation::appeal(context.connection(), context.services().house(), action->id, text))
        return refused(context, *action, *error);
    return Response::redirect(path_of(std::string(context.path("code"))) + "?sent=1");
}

Response appeal_refused(Context& context, const base::Error& error) {
    const auto action = asked_decision(context);
    if (!action) return error_response(context, action.error(), false);
    auto response = refused(context, *action, error);
    return response ? std::move(*response) : error_response(context, response.error(), false);
}

}  // namespace fcgi::handlers
