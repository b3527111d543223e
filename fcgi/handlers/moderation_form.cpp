#include "fcgi/handlers/moderation_form.h"

#include <array>

#include "core/accounts/text.h"
#include "core/base/tr.h"
#include "core/moderation/case_queue.h"
#include "core/moderation/permission.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/moderation_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;
using enum store::ActionType;

constexpr std::size_t most_recorded = 20;

constexpr std::array grounds{store::ReportReason::spam,
                             store::ReportReason::harassment,
                             store::ReportReason::inappropriate_content,
                             store::ReportReason::underage,
                             store::ReportReason::scam,
                             store::ReportReason::other};
constexpr std::array offered{message_delete, item_remove, warning, mute, kick, ban_temp, ban_permanent};

struct Length {
    std::string_view name;
    base::Millis time;
    std::string_view text;
};
constexpr std::array lengths{
    Length{"15m", std::chrono::minutes{15}, base::tr("15 minutes")},
    Length{"1h", std::chrono::hours{1}, base::tr("1 hour")},
    Length{"1d", std::chrono::days{1}, base::tr("1 day")},
    Length{"7d", std::chrono::days{7}, base::tr("7 days")},
    Length{"30d", std::chrono::days{30}, base::tr("30 days")},
};

std::string_view field(Context& context, std::string_view name) { return context.request().fields.get(name); }

std::vector<view::Option> ground_options(Context& context, std::string_view chosen) {
    std::vector<view::Option> options;
    options.reserve(grounds.size());
    for (const auto ground : grounds) {
        options.push_back({.value = std::string(store::name_of(ground)),
                           .text = ground_text(context.language(), ground),
                           .chosen = store::name_of(ground) == chosen});
    }
    return options;
}

bool possible(store::ActionType type, const Offer& offer) {
    return (type != message_delete || offer.message) && (type != item_remove || offer.item) &&
           (type != kick || offer.lounge);
}

std::optional<std::string> text_or_none(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

moderation::Actor actor_of(Context& context) {
    return {.session = &context.session().value(), .door = "page"};
}

std::optional<store::CaseScope> scope_of_visitor(Context& context) {
    const auto& session = context.session().value();
    if (!session.user || !session.second_step_taken) return std::nullopt;
    auto scope = moderation::scope_of(context.connection(), session);
    return scope ? std::optional(std::move(*scope)) : std::nullopt;
}

std::uint64_t id_in_path(Context& context) { return parse_seq(context.path("id")).value_or(0); }

view::ReportForm report_form(Context& context, std::string to) {
    return {.to = std::move(to),
            .reasons = ground_options(context, field(context, "reason")),
            .note = std::string(field(context, "note")),
            .reason_error = std::nullopt,
            .note_error = std::nullopt};
}

std::optional<store::ReportReason> typed_reason(Context& context) {
    return store::parse_report_reason(field(context, "reason"));
}

std::string without_returns(std::string_view text) {
    std::string out(text);
    std::erase(out, '\r');
    return out;
}

std::string typed_text(Context& context, std::string_view name) {
    return accounts::trimmed(without_returns(field(context, name)));
}

view::OrderFields order_fields(Context& context, const Offer& offer) {
    view::OrderFields fields;
    for (const auto type : offered) {
        if (!possible(type, offer)) continue;
        fields.actions.push_back({.value = std::string(store::name_of(type)),
                                  .text = order_text(context.language(), type),
                                  .chosen = store::name_of(type) == field(context, "action")});
    }
    fields.grounds = ground_options(context, field(context, "ground"));
    for (const auto& length : lengths) {
        fields.lengths.push_back({.value = std::string(length.name),
                                  .text = context.language().text(length.text),
                                  .chosen = length.name == field(context, "lasts")});
    }
    fields.text = field(context, "text");
    fields.note = field(context, "staffNote");
    return fields;
}

std::optional<moderation::Order> typed_order(Context& context) {
    const auto type = store::parse_action_type(field(context, "action"));
    if (!type) return std::nullopt;
    moderation::Order order;
    order.type = *type;
    order.ground = store::parse_report_reason(field(context, "ground"));
    order.text = typed_text(context, "text");
    order.note = typed_text(context, "staffNote");
    order.answer = typed_text(context, "answer");
    for (const auto& length : lengths) {
        if (length.name == field(context, "lasts")) order.lasts = length.time;
    }
    return order;
}

void place_error(Context& context, const base::Error& error, view::OrderFields& order,
                 std::optional<std::string>& form_error) {
    const std::string text = context.language().text(error);
    switch (error.code) {
        case ErrorCode::ground_missing:
            order.ground_error = text;
            return;
        case ErrorCode::length_missing:
            order.length_error = text;
            return;
        case ErrorCode::bad_request:
            order.action_error = context.language().text("Please choose what shall happen.");
            return;
        case ErrorCode::moderation_text_long: {
            const auto most = context.services().config.limits.moderation_text;
            const bool of_text = !accounts::fits(typed_text(context, "text"), most);
            (of_text ? order.text_error : form_error) = text;
            return;
        }
        default:
            form_error = text;
    }
}

base::Result<moderation::Done> carry_out(Context& context, const std::optional<moderation::Order>& order,
                                         std::optional<base::LanguageRoomId> room) {
    const auto actor = actor_of(context);
    if (!order) {
        if (const auto refused = moderation::refusal(context.connection(), actor, room)) return *refused;
        return ErrorCode::bad_request;
    }
    const Services& services = context.services();
    return moderation::act(context.connection(), services.house(), audit::Log(services.config), actor,
                           *order);
}

view::RecordRow record_row(Context& context, const store::Action& action) {
    const auto& language = context.language();
    return {.id = action.id.value,
            .what = action_text(language, action.type),
            .ground = ground_text(language, action.ground),
            .by = action.moderator_name,
            .at = view::moment_text(action.at, language),
            .until = until_text(language, action),
            .place = text_or_none(action.lounge_name.empty() ? action.item_title : action.lounge_name),
            .state = state_text(language, action, context.services().clock.now()),
            .text = text_or_none(action.text),
            .note = text_or_none(action.note),
            .in_force = action.in_force,
            .liftable = false,
            .why = {}};
}

view::Record record_of(Context& context, base::ParticipantId person, const store::CaseScope& scope) {
    view::Record record;
    for (const auto& action : store::actions_about(context.connection(), person, most_recorded)) {
        record.push_back(record_row(context, action));
        record.back().liftable = action.in_force && moderation::within(scope, action.room);
    }
    return record;
}

}  // namespace fcgi::handlers
