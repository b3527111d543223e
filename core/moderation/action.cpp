#include "core/moderation/action.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/accounts/text.h"
#include "core/chat/act.h"
#include "core/chat/notice.h"
#include "core/chat/own_events.h"
#include "core/market/item_index.h"
#include "core/market/item_removed.h"
#include "core/moderation/on_record.h"
#include "core/moderation/same_browser.h"
#include "core/moderation/settle_case.h"
#include "core/store/ban_marks.h"
#include "core/store/market_items.h"
#include "core/store/message_changes.h"
#include "core/store/moderation_cases.h"
#include "core/store/people.h"
#include "core/store/removed_pictures.h"

namespace moderation {
namespace {

using base::ErrorCode;
using enum store::ActionType;

bool has_length(store::ActionType type) { return type == mute || type == kick || type == ban_temp; }
bool is_ban(store::ActionType type) { return type == ban_temp || type == ban_permanent; }

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string subject_of(base::ParticipantId person) { return "participant:" + std::to_string(person.value); }

std::optional<base::Error> senseless(const base::Limits& limits, const Order& order) {
    if (!order.ground) return base::Error{ErrorCode::ground_missing};
    if (has_length(order.type) &&
        (!order.lasts || *order.lasts <= base::Millis{0} || *order.lasts > limits.longest_mute))
        return base::Error{ErrorCode::length_missing};
    for (const auto* text : {&order.text, &order.note}) {
        if (!accounts::fits(*text, limits.moderation_text))
            return base::Error{ErrorCode::moderation_text_long};
    }
    const bool about_message = order.lounge && order.message != 0;
    if (order.type == message_delete && !about_message) return base::Error{ErrorCode::bad_request};
    if (order.type == kick && !order.lounge) return base::Error{ErrorCode::bad_request};
    if (order.type == item_remove && !order.item) return base::Error{ErrorCode::bad_request};
    return std::nullopt;
}

// Whose moderators it concerns; nothing: those of the whole house.
std::optional<base::LanguageRoomId> room_of(db::Connection& connection, const Order& order) {
    if (order.lounge) return order.lounge->room.id;
    const auto item = order.item ? store::find_item(connection, *order.item) : std::nullopt;
    return item ? std::optional(item->room) : std::nullopt;
}

// It is there again, but its seller has to offer it anew.
void give_back_item(db::Connection& connection, base::ItemId id, base::Time now) {
    const auto item = store::lock_item(connection, id);
    if (!item || item->state != store::ItemState::removed) return;
    // What nobody had seen yet is a draft again: a moderator may have to look at it first.
    const auto state = item->version > 0 ? store::ItemState::paused : store::ItemState::draft;
    store::set_item_state(connection, id, state, now);
}

std::string payload_of(const store::Action& action) {
    nlohmann::json payload{{"type", store::name_of(action.type)}, {"action", action.id.value}};
    if (action.until) payload["until"] = base::to_epoch_ms(*action.until);
    if (!action.lounge_slug.empty()) payload["in"] = action.lounge_slug;
    return payload.dump();
}

std::string lifted_payload(const store::Action& action) {
    nlohmann::json payload{
        {"type", store::name_of(action.type)}, {"action", action.id.value}, {"lifted", true}};
    if (!action.lounge_slug.empty()) payload["in"] = action.lounge_slug;
    return payload.dump();
}

// One try at an order, inside a transaction.
class Deciding {
public:
    Deciding(db::Connection& connection, const chat::House& house, const audit::Log& log, const Actor& actor,
             const Order& order, chat::OwnEvents events)
        : connection_(connection),
          house_(house),
          log_(log),
          actor_(actor),
          order_(order),
          events_(std::move(events)) {}

    base::Result<Done> run() {
        if (const auto missing = find_subject()) return *missing;
        if (const auto refused = refusal(connection_, actor_, room(), person_)) return *refused;
        decide_open_case();
        const auto id = store::add_action(connection_, row());
        take_effect(id);
        const auto action = store::find_action(connection_, id);
        if (order_.type == message_delete && !was_removed_)
            events_.add(order_.lounge->stream, chat::remove_kind, message_->id);
        events_.add(action->person_stream, chat::sanction_kind, payload_of(*action));
        Done done{.action = id, .hints = events_.store(connection_, now_)};
        note(*action);
        return done;
    }

private:
    std::optional<base::LanguageRoomId> room() const {
        if (order_.lounge) return order_.lounge->room.id;
        return item_ ? std::optional(item_->room) : std::nullopt;
    }

    std::optional<base::Error> find_subject() {
        person_ = order_.person;
        if (order_.lounge && order_.message != 0) {
            message_ = store::lock_message(connection_, order_.lounge->id, order_.message);
            if (!message_ || message_->system) return base::Error{ErrorCode::unknown_message};
            was_removed_ = message_->removed;
            person_ = message_->author;
            // What is hidden until somebody decides can be deleted for good; what its author took back is gone already.
            if (order_.type == message_delete && was_removed_ && !is_hidden())
                return base::Error{ErrorCode::unknown_message};
        }
        if (order_.item) {
            item_ = store::lock_item(connection_, *order_.item);
            const bool gone = !item_ || item_->state == store::ItemState::removed;
            if (!item_ || (gone && order_.type == item_remove)) return base::Error{ErrorCode::item_unknown};
            person_ = item_->seller_person;
        }
        const auto person = store::find_person(connection_, person_);
        // What a deleted account has said may still have to go.
        const bool gone = person && person->status == store::AccountStatus::deleted;
        const bool removes = order_.type == message_delete || order_.type == item_remove;
        if (!person || (gone && !removes)) return base::Error{ErrorCode::unknown_person};
        return std::nullopt;
    }

    bool is_hidden() {
        const auto found = order_.report_case ? store::find_case(connection_, *order_.report_case)
                                              : store::lock_case_about(connection_, message_->id);
        return found && found->hidden;
    }

    // Who acts on a message in the lounge decides what was reported about it, unless somebody else works on that.
    void decide_open_case() {
        case_ = order_.report_case;
        if (case_ || (!message_ && !item_)) return;
        const auto found = message_ ? store::lock_case_about(connection_, message_->id)
                                    : store::lock_case_about(connection_, item_->id);
        if (!found || busy(*found, actor_, now_)) return;
        case_ = found->id;
        settle_case(connection_, found->id, user_of(actor_), true, now_, events_);
    }

    store::NewAction row() const {
        return {.type = order_.type,
                .moderator = user_of(actor_),
                .person = person_,
                .message = message_ ? std::optional(message_->id) : std::nullopt,
                .item = order_.item,
                .lounge = order_.lounge ? std::optional(order_.lounge->id) : std::nullopt,
                .room = room(),
                .report_case = case_,
                .ground = *order_.ground,
                .text = order_.text,
                .note = order_.note,
                .at = now_,
                .until = has_length(order_.type) ? std::optional(now_ + *order_.lasts) : std::nullopt};
    }

    void take_effect(base::ActionId id) {
        if (order_.type == message_delete)
            store::remember_removed_picture(connection_, message_->id, *order_.ground, now_);
        if (order_.type == message_delete && !was_removed_)
            store::remove_message(connection_, message_->id, now_);
        if (order_.type == item_remove) remove_item();
        store::settle_person(connection_, person_);
        store::set_unseen(connection_, person_, id);
        if (is_ban(order_.type)) {
            const auto until = row().until;
            const base::Time most = now_ + house_.config.limits.address_ban;
            store::add_ban_marks(connection_, id, person_, now_ - house_.config.limits.ban_looks_back, until,
                                 until ? std::min(*until, most) : most);
            gone_too_ = end_guests_of_same_browsers(connection_, id, person_, now_, events_);
        }
    }

    // Its pictures and files stay while this may be taken back; who has bought it keeps it unless their order is undone.
    void remove_item() {
        store::set_item_state(connection_, item_->id, store::ItemState::removed, now_);
        market::settle_index(connection_, house_.config.limits, item_->id);
        market::item_removed(connection_, house_, item_->id, events_);
    }

    void note(const store::Action& action) {
        nlohmann::json detail{
            {"action", action.id.value}, {"ground", store::name_of(action.ground)}, {"door", actor_.door}};
        if (action.until) detail["until"] = base::to_iso8601(*action.until);
        if (action.message) detail["message"] = action.message->value;
        if (action.item) detail["item"] = action.item->value;
        if (action.lounge) detail["lounge"] = action.lounge->value;
        for (const auto guest : gone_too_) detail["endedGuests"].push_back(guest.value);
        if (action.report_case) detail["case"] = action.report_case->value;
        log_.append(connection_,
                    {.actor = name_of(actor_),
                     .action = audit_name(order_.type),
                     .subject = subject_of(person_),
                     .detail = detail.dump()},
                    now_);
    }

    db::Connection& connection_;
    const chat::House& house_;
    const audit::Log& log_;
    const Actor& actor_;
    const Order& order_;
    chat::OwnEvents events_;
    const base::Time now_ = house_.clock.now();
    base::ParticipantId person_;
    std::optional<store::Message> message_;
    std::optional<store::Item> item_;
    std::optional<base::CaseId> case_;
    bool was_removed_ = false;
    std::vector<base::ParticipantId> gone_too_;  // whose sessions a ban has ended besides
};

std::string subject_of(const Order& order) {
    if (order.item) return "item:" + std::to_string(order.item->value);
    if (order.message == 0 || !order.lounge) return subject_of(order.person);
    return "lounge:" + std::to_string(order.lounge->id.value) + "/" + std::to_string(order.message);
}

}  // namespace

std::string audit_name(store::ActionType type) { return "moderation." + lower(store::name_of(type)); }

base::Result<Done> act_inside(db::Connection& connection, const chat::House& house, const audit::Log& log,
                              const Actor& actor, const Order& order, chat::OwnEvents events) {
    if (const auto refused = refusal(connection, actor, room_of(connection, order))) return *refused;
    if (const auto wrong = senseless(house.config.limits, order)) return *wrong;
    return Deciding(connection, house, log, actor, order, std::move(events)).run();
}

base::Result<Done> act(db::Connection& connection, const chat::House& house, const audit::Log& log,
                       const Actor& actor, const Order& order) {
    return on_record(
        connection, house.clock, log, actor, audit_name(order.type), subject_of(order),
        [&](db::Connection& inside) { return act_inside(inside, house, log, actor, order, {}); });
}

std::vector<chat::Hint> lift_inside(db::Connection& connection, base::Time now, const store::Action& action,
                                    std::optional<base::UserId> by) {
    store::end_action(connection, action.id, by, now);
    store::settle_person(connection, action.person);
    if (is_ban(action.type)) store::remove_ban_marks(connection, action.id);
    chat::OwnEvents events;
    if (action.type == message_delete && action.message) {
        store::forget_removed_picture(connection, *action.message);
        const auto stream = store::restore_message(connection, *action.message);
        if (stream) events.add(*stream, chat::restore_kind, *action.message);
    }
    if (action.type == item_remove && action.item) give_back_item(connection, *action.item, now);
    events.add(action.person_stream, chat::sanction_kind, lifted_payload(action));
    return events.store(connection, now);
}

base::Result<Done> lift(db::Connection& connection, const chat::House& house, const audit::Log& log,
                        const Actor& actor, base::ActionId id, std::string_view why) {
    return on_record(connection, house.clock, log, actor, "moderation.lift",
                     "action:" + std::to_string(id.value), [&](db::Connection& inside) -> base::Result<Done> {
                         const auto action = store::lock_action(inside, id);
                         // Who has no business here does not learn whether there is such an action.
                         const auto room = action ? action->room : std::nullopt;
                         if (const auto refused = refusal(inside, actor, room)) return *refused;
                         if (!action) return ErrorCode::not_found;
                         if (!action->in_force) return ErrorCode::not_in_force;
                         if (!accounts::fits(why, house.config.limits.moderation_text))
                             return ErrorCode::moderation_text_long;
                         const base::Time now = house.clock.now();
                         Done lifted{.action = id,
                                     .hints = lift_inside(inside, now, *action, user_of(actor))};
                         const nlohmann::json detail{{"action", id.value},
                                                     {"was", store::name_of(action->type)},
                                                     {"why", why},
                                                     {"door", actor.door}};
                         log.append(inside,
                                    {.actor = name_of(actor),
                                     .action = "moderation.lift",
                                     .subject = subject_of(action->person),
                                     .detail = detail.dump()},
                                    now);
                         return lifted;
                     });
}

std::vector<chat::Hint> end_run_out(db::Connection& connection, base::Time now, base::ActionId id) {
    const auto action = store::lock_action(connection, id);
    if (!action || !action->in_force) return {};
    store::end_action(connection, id, std::nullopt, std::nullopt);
    store::settle_person(connection, action->person);
    chat::OwnEvents events;
    events.add(action->person_stream, chat::sanction_kind, lifted_payload(*action));
    return events.store(connection, now);
}

}  // namespace moderation
