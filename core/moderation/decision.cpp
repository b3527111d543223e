#include "core/moderation/decision.h"

#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/moderation/on_record.h"

namespace moderation {
namespace {

using base::ErrorCode;

}  // namespace

std::optional<base::ActionId> DecisionCodes::action_of(std::string_view code) const {
    const auto number = codes_.number_of(code);
    return number ? std::optional(base::ActionId{*number}) : std::nullopt;
}

bool may_appeal(const store::Action& action, const std::optional<store::Appeal>& appeal) {
    return !appeal && (action.in_force || action.type == store::ActionType::warning);
}

std::optional<base::Error> appeal(db::Connection& connection, const chat::House& house, base::ActionId action,
                                  std::string_view text) {
    const std::string body = accounts::trimmed(text);
    if (body.empty()) return base::Error{ErrorCode::appeal_empty};
    if (!accounts::fits(body, house.config.limits.appeal_text)) return base::Error{ErrorCode::appeal_long};
    return db::transact(connection, [&](db::Connection& inside) -> std::optional<base::Error> {
        const auto found = store::lock_action(inside, action);
        if (!found) return base::Error{ErrorCode::not_found};
        if (store::appeal_against(inside, action)) return base::Error{ErrorCode::appeal_made};
        if (!may_appeal(*found, std::nullopt)) return base::Error{ErrorCode::not_in_force};
        if (!store::add_appeal(inside, action, body, house.clock.now()))
            return base::Error{ErrorCode::appeal_made};
        return std::nullopt;
    });
}

base::Result<Done> decide_appeal(db::Connection& connection, const chat::House& house, const audit::Log& log,
                                 const Actor& actor, const Verdict& verdict) {
    const std::string subject = "appeal:" + std::to_string(verdict.appeal.value);
    return on_record(
        connection, house.clock, log, actor, "appeal.decide", subject,
        [&](db::Connection& inside) -> base::Result<Done> {
            const base::Time now = house.clock.now();
            const auto found = store::lock_appeal(inside, verdict.appeal);
            const auto action = found ? store::lock_action(inside, found->action) : std::nullopt;
            if (const auto refused = refusal(inside, actor, action ? action->room : std::nullopt))
                return *refused;
            if (!found || !action) return ErrorCode::not_found;
            if (found->decided_at) return ErrorCode::case_decided;
            const auto user = user_of(actor);
            if (!user || action->moderator == user) return ErrorCode::own_decision;
            if (!accounts::fits(verdict.answer, house.config.limits.moderation_text))
                return ErrorCode::moderation_text_long;
            store::decide_appeal(inside, found->id, *user, verdict.grant, verdict.answer, now);
            Done done{.action = action->id, .hints = {}};
            if (verdict.grant && action->in_force) done.hints = lift_inside(inside, now, *action, user);
            chat::OwnEvents events;
            events.add(action->person_stream, chat::appeal_decided_kind,
                       nlohmann::json{{"action", action->id.value}, {"lifted", verdict.grant}}.dump());
            for (const auto& hint : events.store(inside, now)) done.hints.push_back(hint);
            store::set_unseen(inside, action->person, action->id);
            const nlohmann::json detail{
                {"action", action->id.value}, {"lifted", verdict.grant}, {"door", actor.door}};
            log.append(inside,
                       {.actor = name_of(actor),
                        .action = "appeal.decide",
                        .subject = subject,
                        .detail = detail.dump()},
                       now);
            return done;
        });
}

}  // namespace moderation
