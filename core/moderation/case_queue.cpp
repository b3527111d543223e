#include "core/moderation/case_queue.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/chat/act.h"
#include "core/chat/own_events.h"
#include "core/moderation/case_access.h"
#include "core/moderation/held.h"
#include "core/moderation/item_evidence.h"
#include "core/moderation/on_record.h"
#include "core/moderation/settle_case.h"
#include "core/store/message_changes.h"
#include "core/store/removal_requests.h"

namespace moderation {
namespace {

using base::ErrorCode;

// What was hidden until now is shown again, unless it was removed for good.
void unhide(db::Connection& connection, const chat::House& house, const store::Case& found,
            chat::OwnEvents& events) {
    if (found.hidden && found.subject.item) unhide_item(connection, house, found.id, *found.subject.item);
    if (!found.hidden || !found.subject.message) return;
    if (const auto stream = store::restore_message(connection, *found.subject.message))
        events.add(*stream, chat::restore_kind, *found.subject.message);
}

// What whoever asked from outside is told, if anything.
std::optional<base::Error> answer(db::Connection& connection, const chat::House& house, base::CaseId id,
                                  std::string_view text) {
    if (text.empty()) return std::nullopt;
    if (!accounts::fits(text, house.config.limits.moderation_text))
        return base::Error{ErrorCode::moderation_text_long};
    store::answer_removals(connection, id, text);
    return std::nullopt;
}

}  // namespace

base::Result<store::CaseScope> scope_of(db::Connection& connection, const accounts::Session& session) {
    store::CaseScope scope;
    if (!session.user) return ErrorCode::members_only;
    const auto grants = store::roles_of(connection, *session.user);
    scope.everywhere = accounts::allows(grants, accounts::Act::moderate);
    for (const auto& grant : grants) {
        if (grant.room) scope.rooms.push_back(*grant.room);
    }
    if (!scope.everywhere && scope.rooms.empty()) return ErrorCode::not_allowed;
    if (!session.second_step_taken) return ErrorCode::second_step_missing;
    return scope;
}

bool within(const store::CaseScope& scope, std::optional<base::LanguageRoomId> room) {
    return scope.everywhere || (room && std::ranges::find(scope.rooms, *room) != scope.rooms.end());
}

base::Result<store::Case> open_for(db::Connection& connection, const accounts::Session& session,
                                   base::CaseId id) {
    auto found = store::find_case(connection, id);
    const Actor actor{.session = &session, .door = "page"};
    if (const auto refused = hidden_from(connection, actor, found)) return *refused;
    return std::move(*found);
}

base::Result<store::Case> take(db::Connection& connection, const chat::House& house, const audit::Log& log,
                               const Actor& actor, base::CaseId id) {
    return on_record(connection, house.clock, log, actor, "case.take", subject_of(id),
                     [&](db::Connection& inside) -> base::Result<store::Case> {
                         const base::Time now = house.clock.now();
                         const auto found = store::lock_case(inside, id);
                         if (const auto refused = hidden_from(inside, actor, found)) return *refused;
                         if (const auto refused = busy(*found, actor, now)) return *refused;
                         store::set_case_taker(inside, id, user_of(actor),
                                               now + house.config.limits.case_held);
                         note_act(inside, log, actor, "case.take", id, nlohmann::json::object(), now);
                         return store::find_case(inside, id).value();
                     });
}

base::Result<store::Case> give_back(db::Connection& connection, const chat::House& house,
                                    const audit::Log& log, const Actor& actor, base::CaseId id) {
    return on_record(connection, house.clock, log, actor, "case.give_back", subject_of(id),
                     [&](db::Connection& inside) -> base::Result<store::Case> {
                         const base::Time now = house.clock.now();
                         const auto found = store::lock_case(inside, id);
                         if (const auto refused = hidden_from(inside, actor, found)) return *refused;
                         if (const auto refused = busy(*found, actor, now)) return *refused;
                         store::set_case_taker(inside, id, std::nullopt, std::nullopt);
                         note_act(inside, log, actor, "case.give_back", id, nlohmann::json::object(), now);
                         return store::find_case(inside, id).value();
                     });
}

base::Result<Done> dismiss(db::Connection& connection, const chat::House& house, const audit::Log& log,
                           const Actor& actor, base::CaseId id, std::string_view why, std::string_view told) {
    return on_record(connection, house.clock, log, actor, "case.dismiss", subject_of(id),
                     [&](db::Connection& inside) -> base::Result<Done> {
                         const base::Time now = house.clock.now();
                         const auto found = store::lock_case(inside, id);
                         if (const auto refused = hidden_from(inside, actor, found)) return *refused;
                         if (const auto refused = busy(*found, actor, now)) return *refused;
                         if (!accounts::fits(why, house.config.limits.moderation_text))
                             return ErrorCode::moderation_text_long;
                         if (const auto fault = answer(inside, house, id, told)) return *fault;
                         chat::OwnEvents events;
                         unhide(inside, house, *found, events);
                         show_held(inside, house, id, events);
                         settle_case(inside, id, user_of(actor), false, now, events);
                         Done done{.action = {}, .hints = events.store(inside, now)};
                         note_act(inside, log, actor, "case.dismiss", id, {{"note", why}}, now);
                         return done;
                     });
}

base::Result<Done> decide(db::Connection& connection, const chat::House& house, const audit::Log& log,
                          const Actor& actor, base::CaseId id, Order order) {
    return on_record(connection, house.clock, log, actor, audit_name(order.type), subject_of(id),
                     [&](db::Connection& inside) -> base::Result<Done> {
                         const base::Time now = house.clock.now();
                         const auto found = store::lock_case(inside, id);
                         if (const auto refused = hidden_from(inside, actor, found)) return *refused;
                         if (const auto refused = busy(*found, actor, now)) return *refused;
                         if (!found->subject.person) return ErrorCode::bad_request;
                         if (const auto fault = answer(inside, house, id, order.answer)) return *fault;
                         order.report_case = id;
                         order.person = *found->subject.person;
                         order.message = found->message_seq;
                         order.item = found->subject.item;
                         if (!found->lounge_slug.empty())
                             order.lounge = store::find_lounge(inside, found->lounge_slug);
                         chat::OwnEvents events;
                         // A decision about the person alone leaves what they said or sell as it was before it was hidden.
                         const bool removes = order.type == store::ActionType::message_delete ||
                                              order.type == store::ActionType::item_remove;
                         if (!removes) unhide(inside, house, *found, events);
                         drop_held(inside, now, id, order.ground, events);
                         settle_case(inside, id, user_of(actor), true, now, events);
                         return act_inside(inside, house, log, actor, order, events);
                     });
}

}  // namespace moderation
