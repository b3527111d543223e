// What moderators have done: rows of moderation_action, and what of them is in force.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/db/connection.h"
#include "core/store/participants.h"

namespace store {

enum class ActionType { warning, mute, kick, ban_temp, ban_permanent, message_delete, item_remove };
// "BAN_TEMP". Static storage.
std::string_view name_of(ActionType type);
std::optional<ActionType> parse_action_type(std::string_view text);

// Why somebody reports, and on what ground a moderator acts.
enum class ReportReason { spam, harassment, inappropriate_content, underage, scam, other };
std::string_view name_of(ReportReason reason);
std::optional<ReportReason> parse_report_reason(std::string_view text);

struct NewAction {
    ActionType type = ActionType::warning;
    std::optional<base::UserId> moderator{};  // nothing: the operator
    base::ParticipantId person{};
    std::optional<base::MessageId> message{};
    std::optional<base::ItemId> item{};
    std::optional<base::LoungeId> lounge{};
    std::optional<base::LanguageRoomId> room{};
    std::optional<base::CaseId> report_case{};
    ReportReason ground = ReportReason::other;
    std::string_view text{};  // for the person; may be empty
    std::string_view note{};  // for the staff; may be empty
    base::Time at{};
    std::optional<base::Time> until{};
};
base::ActionId add_action(db::Connection& connection, const NewAction& action);

struct Action {
    base::ActionId id{};
    ActionType type = ActionType::warning;
    std::optional<base::UserId> moderator{};
    std::string moderator_name{};  // empty: the operator
    base::ParticipantId person{};
    std::string person_name{};
    base::StreamId person_stream{};
    std::optional<base::MessageId> message{};
    std::optional<base::ItemId> item{};
    std::string item_title{};  // as it is now; may be empty
    std::optional<base::LoungeId> lounge{};
    std::string lounge_name{};  // may be empty
    std::string lounge_slug{};
    std::optional<base::LanguageRoomId> room{};
    std::optional<base::CaseId> report_case{};
    ReportReason ground = ReportReason::other;
    std::string text{};
    std::string note{};
    base::Time at{};
    std::optional<base::Time> until{};
    std::optional<base::Time> lifted_at{};
    bool in_force = true;
};
std::optional<Action> find_action(db::Connection& connection, base::ActionId id);
// The same, locked until the transaction ends.
std::optional<Action> lock_action(db::Connection& connection, base::ActionId id);
// About one person, the newest first.
std::vector<Action> actions_about(db::Connection& connection, base::ParticipantId person, std::size_t most);
// The ban in force that lasts longest; nothing when there is none.
std::optional<Action> ban_of(db::Connection& connection, base::ParticipantId person);

// Not in force from now on; by nobody: it has run out.
void end_action(db::Connection& connection, base::ActionId id, std::optional<base::UserId> lifted_by,
                std::optional<base::Time> lifted_at);
// Those that have run out and still count as in force.
std::vector<base::ActionId> actions_run_out(db::Connection& connection, base::Time now, unsigned most);

// Makes the person's row say what the actions in force say: muted and kicked until when, suspended or banned. Locks it.
void settle_person(db::Connection& connection, base::ParticipantId person);
// The newest decision that the person has not looked at.
void set_unseen(db::Connection& connection, base::ParticipantId person, base::ActionId action);
void set_seen(db::Connection& connection, base::ActionId action);

// Who of these is put out of which lounge at `now`, and until when.
using Kicks = std::map<std::pair<base::LoungeId, base::ParticipantId>, base::Time>;
Kicks kicks_of(db::Connection& connection, const std::vector<base::ParticipantId>& people, base::Time now);

}  // namespace store
