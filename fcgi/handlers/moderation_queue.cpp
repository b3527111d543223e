// What waits for a moderator: cases, the most urgent first, and appeals.
#include "core/accounts/roles.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/permission.h"
#include "core/store/orders.h"
#include "core/verification/review.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/moderation_words.h"

namespace fcgi::handlers {
namespace {

constexpr std::size_t most_cases = 100;
constexpr std::size_t most_appeals = 50;

bool held(const store::Case& one, base::Time now) {
    return one.taken_by && one.taken_until && *one.taken_until > now;
}

view::CaseRow row_of(Context& context, const store::Case& one) {
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    view::CaseRow row{.id = one.id.value,
                      .reason = ground_text(language, one.top_reason),
                      .person = one.person_name,
                      .guest = one.person_is_guest,
                      .about_message = one.subject.message.has_value(),
                      .place = std::nullopt,
                      .reports_text = std::nullopt,
                      .age_text = age_text(language, now - one.opened_at),
                      .hidden = one.hidden,
                      .mine = false,
                      .taken_by = std::nullopt};
    if (one.reports > 0) row.reports_text = language.plural("{1} report", "{1} reports", one.reports);
    if (one.removal_requests > 0)
        row.requests_text =
            language.plural("{1} request from outside", "{1} requests from outside", one.removal_requests);
    if (!one.lounge_name.empty()) row.place = one.lounge_name;
    row.about_listing = one.subject.item.has_value();
    if (row.about_listing) row.place = one.item_title;
    if (one.held > 0) row.held_text = language.plural("{1} post waits", "{1} posts wait", one.held);
    if (!held(one, now)) return row;
    row.mine = one.taken_by == context.session()->user;
    if (!row.mine) row.taken_by = one.taker_name;
    return row;
}

std::vector<view::AppealRow> appeals(Context& context, const store::CaseScope& scope) {
    std::vector<view::AppealRow> rows;
    for (const auto& appeal : store::waiting_appeals(context.connection(), scope, most_appeals)) {
        const auto action = store::find_action(context.connection(), appeal.action);
        if (!action) continue;
        rows.push_back(
            {.id = appeal.id.value,
             .person = action->person_name,
             .what = action_text(context.language(), action->type),
             .age_text = age_text(context.language(), context.services().clock.now() - appeal.at)});
    }
    return rows;
}

void add_cases(Context& context, const store::CaseScope& scope, view::ModerationPage& page) {
    for (const auto& one : store::open_cases(context.connection(), scope, most_cases))
        page.cases.push_back(row_of(context, one));
    page.count_text = context.language().plural("{1} open case", "{1} open cases",
                                                store::count_open_cases(context.connection(), scope));
    page.appeals = appeals(context, scope);
}

}  // namespace

base::Result<Response> show_moderation(Context& context) {
    const auto scope = moderation::scope_of(context.connection(), context.session().value());
    view::ModerationPage page;
    page.proofs = verification::waiting_for(context.connection(), context.session().value());
    // Whoever reviews proofs of age need not be a moderator.
    page.moderates = scope.ok();
    if (!scope && !page.proofs) return scope.error();
    const auto& language = context.language();
    if (scope) add_cases(context, *scope, page);
    const auto allows = [&](accounts::Act act) {
        return !accounts::refusal(context.connection(), context.session().value(), act);
    };
    page.audit = allows(accounts::Act::see_audit_log);
    page.overview = allows(accounts::Act::see_overview);
    if (!moderation::refusal(context.connection(), actor_of(context), std::nullopt))
        page.disputes = store::count_disputes(context.connection());
    if (context.request().query.has("done")) page.note = language.text("Done. It stands on record.");
    return context.page(200, language.text("Moderation"), page);
}

}  // namespace fcgi::handlers
