// The rules about what is said: a moderator sees them, tries one, puts it in force, changes what one does.
#include "core/moderation/content_rules.h"

#include <algorithm>
#include <array>

#include "core/base/tr.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/permission.h"
#include "core/moderation/rule_trial.h"
#include "core/view/locale_text.h"
#include "core/view/staff_pages.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/moderation_words.h"

namespace fcgi::handlers {
namespace {

using base::tr;
using store::ReportReason;
using store::RuleAction;
using store::RuleKind;
using store::RuleScope;

// A page is no place to wait: a busy week is tried in part.
constexpr moderation::TrialBounds trial_bounds{.since = {}, .most_messages = 20'000, .most_shown = 20};
constexpr std::chrono::days tried_days{7};
constexpr std::string_view everywhere = "";

constexpr std::array actions{RuleAction::hold, RuleAction::refuse, RuleAction::alert, RuleAction::off};
constexpr std::array scopes{RuleScope::newcomers, RuleScope::everybody, RuleScope::new_guests};
constexpr std::array grounds{ReportReason::spam,       ReportReason::scam,
                             ReportReason::harassment, ReportReason::inappropriate_content,
                             ReportReason::underage,   ReportReason::other};

std::string_view words_for(RuleAction action) {
    switch (action) {
        case RuleAction::off:
            return tr("Nothing: it is off");
        case RuleAction::alert:
            return tr("It is shown, and moderators are told");
        case RuleAction::hold:
            return tr("It waits for a moderator");
        case RuleAction::refuse:
            return tr("It is refused");
    }
    return {};
}

std::string_view words_for(RuleScope scope) {
    switch (scope) {
        case RuleScope::new_guests:
            return tr("Guests of the first minutes");
        case RuleScope::newcomers:
            return tr("Newcomers");
        case RuleScope::everybody:
            return tr("Everybody");
    }
    return {};
}

template <class Values>
std::vector<view::Option> options(Context& context, const Values& values, std::string_view chosen) {
    std::vector<view::Option> all;
    all.reserve(values.size());
    for (const auto value : values)
        all.push_back({.value = std::string(store::name_of(value)),
                       .text = context.language().text(words_for(value)),
                       .chosen = store::name_of(value) == chosen});
    return all;
}

std::string place_of(Context& context, const std::vector<store::LanguageRoom>& rooms,
                     std::optional<base::LanguageRoomId> room) {
    for (const auto& one : rooms) {
        if (one.id == room) return one.name;
    }
    return context.language().text("Everywhere");
}

view::RuleRow row_of(Context& context, const std::vector<store::LanguageRoom>& rooms,
                     const store::ContentRule& rule, const store::CaseScope& scope) {
    const auto& language = context.language();
    view::RuleRow row{.id = rule.id.value,
                      .what = rule_text(language, store::name_of(rule.kind), rule.pattern),
                      .where = place_of(context, rooms, rule.room),
                      .who = language.text(words_for(rule.scope)),
                      .actions = {},
                      .fixed = std::nullopt};
    if (moderation::within(scope, rule.room))
        row.actions = options(context, actions, store::name_of(rule.action));
    else
        row.fixed = language.text(words_for(rule.action));
    return row;
}

view::RulesPage rules_page(Context& context, const store::CaseScope& scope) {
    const Fields& form = context.request().fields;
    const auto& language = context.language();
    view::RulesPage page;
    const auto rooms = store::language_rooms(context.connection());
    for (const auto kind : {RuleKind::words, RuleKind::host})
        page.kinds.push_back({.value = std::string(store::name_of(kind)),
                              .text = rule_text(language, store::name_of(kind), {}),
                              .chosen = store::name_of(kind) == form.get("kind")});
    if (scope.everywhere)
        page.rooms.push_back(
            {.value = std::string(everywhere), .text = language.text("Everywhere"), .chosen = false});
    for (const auto& room : rooms) {
        if (moderation::within(scope, room.id))
            page.rooms.push_back(
                {.value = room.code, .text = room.name, .chosen = room.code == form.get("room")});
    }
    page.scopes = options(context, scopes, form.get("scope"));
    page.actions = options(context, actions, form.get("action"));
    for (const auto ground : grounds)
        page.grounds.push_back({.value = std::string(store::name_of(ground)),
                                .text = ground_text(language, ground),
                                .chosen = store::name_of(ground) == form.get("ground")});
    page.pattern = form.get("pattern");
    for (const auto& rule : store::content_rules(context.connection())) {
        // Those of other rooms concern nobody else.
        if (!rule.room || moderation::within(scope, rule.room))
            page.rules.push_back(row_of(context, rooms, rule, scope));
    }
    return page;
}

base::Result<store::ContentRule> typed_rule(Context& context) {
    const Fields& form = context.request().fields;
    const auto kind = store::parse_rule_kind(form.get("kind"));
    const auto action = store::parse_rule_action(form.get("action"));
    const auto scope = store::parse_rule_scope(form.get("scope"));
    const auto ground = store::parse_report_reason(form.get("ground"));
    const bool asks = kind == RuleKind::words || kind == RuleKind::host;
    if (!asks || !action || !scope || !ground) return base::ErrorCode::bad_request;
    store::ContentRule rule{.kind = *kind, .pattern = std::string(form.get("pattern"))};
    rule.action = *action;
    rule.scope = *scope;
    rule.ground = *ground;
    if (form.get("room") == everywhere) return rule;
    for (const auto& room : store::language_rooms(context.connection())) {
        if (room.code == form.get("room")) rule.room = room.id;
    }
    if (!rule.room) return base::ErrorCode::unknown_language;
    return rule;
}

view::TrialResult trial_of(Context& context, const store::ContentRule& rule) {
    const auto& language = context.language();
    auto bounds = trial_bounds;
    bounds.since = context.services().clock.now() - tried_days;
    const auto trial = moderation::try_rule(context.connection(), context.services().house(), rule, bounds);
    view::TrialResult result{
        .count_text =
            language.plural("{1} message of last week.", "{1} messages of last week.", trial.caught),
        .removed_text = language.plural("{1} of them was removed since.", "{1} of them were removed since.",
                                        trial.removed),
        .caught = {}};
    for (const auto& one : trial.newest)
        result.caught.push_back({.author_id = one.author.value,
                                 .author = one.author_name,
                                 .place = one.lounge_slug,
                                 .at = view::moment_text(one.at, language),
                                 .body = one.body});
    return result;
}

base::Result<store::CaseScope> scope_or_note(Context& context, std::string_view act) {
    auto scope = moderation::scope_of(context.connection(), context.session().value());
    if (!scope) {
        const Services& services = context.services();
        moderation::note_refusal(context.connection(), services.clock, audit::Log(services.config),
                                 actor_of(context), act, "", scope.error());
    }
    return scope;
}

std::string title(Context& context) { return context.language().text("Rules about what is said"); }

Response refused(Context& context, const store::CaseScope& scope, const base::Error& error) {
    auto page = rules_page(context, scope);
    (error.code == base::ErrorCode::rule_pattern ? page.pattern_error : page.form_error) =
        context.language().text(error);
    return refused_page(context, error, title(context), page);
}

// A trial is for whoever could put the rule in force.
base::Result<Response> show_trial(Context& context, const store::CaseScope& scope, store::ContentRule rule) {
    if (!scope.everywhere && !moderation::within(scope, rule.room)) return base::ErrorCode::not_allowed;
    auto pattern = moderation::tidy_pattern(rule.kind, rule.pattern);
    if (!pattern) return refused(context, scope, base::Error{base::ErrorCode::rule_pattern});
    rule.pattern = std::move(*pattern);
    auto page = rules_page(context, scope);
    page.trial = trial_of(context, rule);
    return context.page(200, title(context), page);
}

}  // namespace

base::Result<Response> show_rules(Context& context) {
    const auto scope = moderation::scope_of(context.connection(), context.session().value());
    if (!scope) return scope.error();
    auto page = rules_page(context, *scope);
    if (context.request().query.has("done")) page.note = context.language().text("Done. It is on record.");
    return context.page(200, title(context), page);
}

base::Result<Response> put_rule(Context& context) {
    const auto scope = scope_or_note(context, "rule.put");
    if (!scope) return scope.error();
    auto rule = typed_rule(context);
    if (!rule) return refused(context, *scope, rule.error());
    if (context.request().fields.get("do") == "try") return show_trial(context, *scope, std::move(*rule));
    const Services& services = context.services();
    const auto put = moderation::put_rule(context.connection(), services.house(), audit::Log(services.config),
                                          actor_of(context), std::move(*rule));
    if (!put && put.error().code == base::ErrorCode::not_allowed) return put.error();
    if (!put) return refused(context, *scope, put.error());
    return Response::redirect("/moderation/rules?done=1#rule-" + std::to_string(put->id.value));
}

base::Result<Response> change_rule(Context& context) {
    const auto scope = scope_or_note(context, "rule.put");
    if (!scope) return scope.error();
    const Services& services = context.services();
    auto rule = store::find_content_rule(context.connection(), base::RuleId{id_in_path(context)});
    const auto action = store::parse_rule_action(context.request().fields.get("action"));
    // Of a rule that is not there nobody but moderators of the house hears so.
    if (!rule) {
        const base::Error error{scope->everywhere ? base::ErrorCode::rule_unknown
                                                  : base::ErrorCode::not_allowed};
        moderation::note_refusal(context.connection(), services.clock, audit::Log(services.config),
                                 actor_of(context), "rule.put", "", error);
        return error;
    }
    if (!action) return refused(context, *scope, base::Error{base::ErrorCode::bad_request});
    rule->action = *action;
    const auto put = moderation::put_rule(context.connection(), services.house(), audit::Log(services.config),
                                          actor_of(context), std::move(*rule));
    if (!put) return put.error();
    return Response::redirect("/moderation/rules?done=1#rule-" + std::to_string(put->id.value));
}

}  // namespace fcgi::handlers
