// An appeal, before a moderator who did not make the decision.
#include "core/moderation/decision.h"
#include "core/moderation/permission.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

struct Asked {
    store::Appeal appeal;
    store::Action action;
};

// Of the path. Whoever may not moderate there does not learn whether there is one.
base::Result<Asked> asked_appeal(Context& context) {
    auto appeal = store::find_appeal(context.connection(), base::AppealId{id_in_path(context)});
    auto action = appeal ? store::find_action(context.connection(), appeal->action) : std::nullopt;
    const auto room = action ? action->room : std::nullopt;
    if (const auto refused = moderation::refusal(context.connection(), actor_of(context), room))
        return *refused;
    if (!action) return ErrorCode::not_found;
    return Asked{.appeal = std::move(*appeal), .action = std::move(*action)};
}

view::AppealPage appeal_page(Context& context, const Asked& asked) {
    const auto verdict = context.request().fields.get("verdict");
    view::AppealPage page;
    page.id = asked.appeal.id.value;
    page.decision = record_row(context, asked.action);
    page.person_id = asked.action.person.value;
    page.person = asked.action.person_name;
    page.body = asked.appeal.text;
    page.at = view::moment_text(asked.appeal.at, context.language());
    page.decided = asked.appeal.decided_at.has_value();
    page.lifted = asked.appeal.lifted;
    page.own = asked.action.moderator == context.session()->user;
    if (!asked.appeal.answer.empty()) page.answer = asked.appeal.answer;
    page.chose_keep = verdict == "keep";
    page.chose_lift = verdict == "lift";
    page.draft = context.request().fields.get("answer");
    return page;
}

Response appeal_response(Context& context, int status, const view::AppealPage& page) {
    return context.page(status, context.language().text("Appeals"), page);
}

// Beside the field that it speaks of.
void place_refusal(Context& context, const base::Error& error, view::AppealPage& page) {
    if (error.code == ErrorCode::bad_request) {
        page.verdict_error = context.language().text("Please choose what shall happen.");
    } else if (error.code == ErrorCode::moderation_text_long) {
        page.answer_error = context.language().text(error);
    } else {
        page.form_error = context.language().text(error);
    }
}

base::Result<moderation::Done> decide(Context& context) {
    const auto verdict = context.request().fields.get("verdict");
    if (verdict != "keep" && verdict != "lift") return ErrorCode::bad_request;
    const Services& services = context.services();
    return moderation::decide_appeal(context.connection(), services.house(), audit::Log(services.config),
                                     actor_of(context),
                                     {.appeal = base::AppealId{id_in_path(context)},
                                      .grant = verdict == "lift",
                                      .answer = typed_text(context, "answer")});
}

}  // namespace

base::Result<Response> show_appeal(Context& context) {
    const auto asked = asked_appeal(context);
    if (!asked) return asked.error();
    return appeal_response(context, 200, appeal_page(context, *asked));
}

base::Result<Response> decide_appeal(Context& context) {
    const auto done = decide(context);
    if (done) {
        chat::send_hints(context.services().hints, done->hints);
        return Response::redirect("/moderation?done=1");
    }
    const auto asked = asked_appeal(context);
    if (!asked) return asked.error();
    if (context.request().wants_json) return done.error();
    view::AppealPage page = appeal_page(context, *asked);
    place_refusal(context, done.error(), page);
    return appeal_response(context, base::http_status(done.error().code), page);
}

}  // namespace fcgi::handlers
