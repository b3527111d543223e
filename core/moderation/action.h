// What moderators do about people and messages: one rule for pages, sockets and scripts. Each act is an action (a row), its effect, an event that every sidecar
// hears, and one row of the audit log, in one transaction; a refused one leaves a row that says so.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/accounts/session.h"
#include "core/audit/log.h"
#include "core/chat/notice.h"
#include "core/chat/own_events.h"
#include "core/chat/post.h"
#include "core/store/lounges.h"
#include "core/store/moderation_actions.h"

namespace moderation {

// Who does it: a moderator at a page or socket, or the operator by a script.
struct Actor {
    const accounts::Session* session = nullptr;  // nothing: the operator
    std::string_view door{};                     // "page", "socket", "script"
};

struct Order {
    store::ActionType type = store::ActionType::warning;
    // About a message in a lounge, a listing, or a person (perhaps where they were in a lounge).
    std::optional<store::Lounge> lounge{};
    base::Seq message = 0;  // 0: about the person
    base::ParticipantId person{};
    std::optional<store::ReportReason> ground{};
    std::string text{};                         // for the person; may be empty
    std::string note{};                         // for the staff alone; may be empty
    std::string answer{};                       // for whoever asked from outside, of a case; may be empty
    std::optional<base::Millis> lasts{};        // of MUTE, KICK, BAN_TEMP
    std::optional<base::CaseId> report_case{};  // it decides this case
    std::optional<base::ItemId> item{};         // about a listing, and whoever sells it
};

// "moderation.ban_temp": what the audit log calls it.
std::string audit_name(store::ActionType type);

struct Done {
    base::ActionId action{};
    std::vector<chat::Hint> hints{};
};

// A ban also ends the guests of the same browser (same_browser.h). MESSAGE_DELETE needs a message, ITEM_REMOVE a listing, KICK a lounge. Errors: those of accounts::refusal, staff_protected, not_yourself, unknown_person, unknown_message,
// item_unknown (there is none, or it is removed already), ground_missing, length_missing, moderation_text_long, bad_request for an order that makes no sense.
base::Result<Done> act(db::Connection& connection, const chat::House& house, const audit::Log& log,
                       const Actor& actor, const Order& order);

// The same inside the caller's transaction, with the events that are due besides; a refusal leaves no row here, and the caller must roll back.
base::Result<Done> act_inside(db::Connection& connection, const chat::House& house, const audit::Log& log,
                              const Actor& actor, const Order& order, chat::OwnEvents events);

// Takes an action back, and gives back what it took: a removed message is to be read again while it is kept, a removed listing is there again, paused. `why` goes to the audit log alone.
// Errors: those of accounts::refusal, not_found, not_in_force, moderation_text_long.
base::Result<Done> lift(db::Connection& connection, const chat::House& house, const audit::Log& log,
                        const Actor& actor, base::ActionId action, std::string_view why);

// The same inside the caller's transaction, without asking who may and without an audit row: for decisions about appeals.
std::vector<chat::Hint> lift_inside(db::Connection& connection, base::Time now, const store::Action& action,
                                    std::optional<base::UserId> by);

// Ends one that has run out (store::actions_run_out), for the jobs process: inside the caller's transaction. None when it had ended before.
std::vector<chat::Hint> end_run_out(db::Connection& connection, base::Time now, base::ActionId action);

}  // namespace moderation
