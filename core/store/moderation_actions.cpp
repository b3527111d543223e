#include "core/store/moderation_actions.h"

#include <algorithm>
#include <array>

#include "core/db/dialect.h"
#include "core/store/nullable.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

constexpr std::array<std::string_view, 7> type_names{
    "WARNING", "MUTE", "KICK", "BAN_TEMP", "BAN_PERMANENT", "MESSAGE_DELETE", "ITEM_REMOVE"};
constexpr std::array<std::string_view, 6> reason_names{"SPAM",     "HARASSMENT", "INAPPROPRIATE_CONTENT",
                                                       "UNDERAGE", "SCAM",       "OTHER"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view text) {
    const auto found = std::ranges::find(names, text);
    if (found == names.end()) return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

constexpr const char* select_action =
    "SELECT a.id, a.action_type, a.moderator_user_id, COALESCE(mp.display_name, ''), a.participant_id, p.display_name, "
    "p.stream_id, a.message_id, a.lounge_id, COALESCE(l.name, ''), COALESCE(l.slug, ''), a.language_room_id, a.case_id, "
    "a.ground, a.reason, COALESCE(a.note, '')," DB_MS("a.created_at") "," DB_MS("a.expires_at") "," DB_MS(
        "a.lifted_at") ", a.in_force, a.item_id, COALESCE(i.title, '') "
                       "FROM moderation_action a JOIN participant p ON p.id = a.participant_id "
                       "LEFT JOIN participant mp ON mp.user_id = a.moderator_user_id LEFT JOIN lounge l ON l.id = a.lounge_id "
                       "LEFT JOIN marketplace_item i ON i.id = a.item_id ";

Action read_action(const db::Rows& rows) {
    return {.id = rows.id<base::ActionId>(0),
            .type = parse_action_type(rows.text(1)).value(),
            .moderator = id_or_none<base::UserId>(rows, 2),
            .moderator_name = rows.text(3),
            .person = rows.id<base::ParticipantId>(4),
            .person_name = rows.text(5),
            .person_stream = rows.id<base::StreamId>(6),
            .message = id_or_none<base::MessageId>(rows, 7),
            .item = id_or_none<base::ItemId>(rows, 20),
            .item_title = rows.text(21),
            .lounge = id_or_none<base::LoungeId>(rows, 8),
            .lounge_name = rows.text(9),
            .lounge_slug = rows.text(10),
            .room = id_or_none<base::LanguageRoomId>(rows, 11),
            .report_case = id_or_none<base::CaseId>(rows, 12),
            .ground = parse_report_reason(rows.text(13)).value(),
            .text = rows.text(14),
            .note = rows.text(15),
            .at = rows.time(16),
            .until = time_or_none(rows, 17),
            .lifted_at = time_or_none(rows, 18),
            .in_force = rows.flag(19)};
}

std::optional<Action> one(db::Rows rows) {
    if (!rows.next()) return std::nullopt;
    return read_action(rows);
}

std::optional<std::string_view> text_or_null(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::string_view name_of(ActionType type) { return type_names.at(static_cast<std::size_t>(type)); }
std::optional<ActionType> parse_action_type(std::string_view text) {
    return parse<ActionType>(type_names, text);
}
std::string_view name_of(ReportReason reason) { return reason_names.at(static_cast<std::size_t>(reason)); }
std::optional<ReportReason> parse_report_reason(std::string_view text) {
    return parse<ReportReason>(reason_names, text);
}

base::ActionId add_action(db::Connection& connection, const NewAction& action) {
    return base::ActionId{connection.insert(
        "INSERT INTO moderation_action (action_type, moderator_user_id, participant_id, message_id, item_id, lounge_id, "
        "language_room_id, case_id, ground, reason, note, created_at, expires_at, in_force) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?," DB_TIME "," DB_TIME ", ?)",
        name_of(action.type), action.moderator, action.person, action.message, action.item, action.lounge,
        action.room, action.report_case, name_of(action.ground), action.text, text_or_null(action.note),
        action.at, action.until, action.type != ActionType::warning)};
}

std::optional<Action> find_action(db::Connection& connection, base::ActionId id) {
    static const std::string sql = std::string(select_action) + "WHERE a.id = ?";
    return one(connection.query(sql, id));
}

std::optional<Action> lock_action(db::Connection& connection, base::ActionId id) {
    {
        auto rows = connection.query("SELECT id FROM moderation_action WHERE id = ? FOR UPDATE", id);
        if (!rows.next()) return std::nullopt;
    }
    return find_action(connection, id);
}

std::vector<Action> actions_about(db::Connection& connection, base::ParticipantId person, std::size_t most) {
    static const std::string sql = std::string(select_action) +
                                   "WHERE a.participant_id = ? ORDER BY a.created_at DESC, a.id DESC LIMIT ?";
    auto rows = connection.query(sql, person, most);
    std::vector<Action> actions;
    while (rows.next()) actions.push_back(read_action(rows));
    return actions;
}

std::optional<Action> ban_of(db::Connection& connection, base::ParticipantId person) {
    static const std::string sql =
        std::string(select_action) +
        "WHERE a.participant_id = ? AND a.in_force AND a.action_type IN ('BAN_TEMP', 'BAN_PERMANENT') "
        "ORDER BY a.expires_at IS NULL DESC, a.expires_at DESC, a.id DESC LIMIT 1";
    return one(connection.query(sql, person));
}

void end_action(db::Connection& connection, base::ActionId id, std::optional<base::UserId> lifted_by,
                std::optional<base::Time> lifted_at) {
    connection.execute(
        "UPDATE moderation_action SET in_force = FALSE, lifted_by_user_id = ?, lifted_at =" DB_TIME
        "WHERE id = ?",
        lifted_by, lifted_at, id);
}

std::vector<base::ActionId> actions_run_out(db::Connection& connection, base::Time now, unsigned most) {
    auto rows =
        connection.query("SELECT id FROM moderation_action WHERE in_force = TRUE AND expires_at <=" DB_TIME
                         "ORDER BY expires_at LIMIT ?",
                         now, most);
    std::vector<base::ActionId> ids;
    while (rows.next()) ids.push_back(rows.id<base::ActionId>(0));
    return ids;
}

// The row is locked first: two acts on one person settle it one after the other.
void settle_person(db::Connection& connection, base::ParticipantId person) {
    {
        auto rows = connection.query("SELECT id FROM participant WHERE id = ? FOR UPDATE", person);
        (void)rows.next();
    }
    connection.execute(
        "UPDATE participant p LEFT JOIN (SELECT participant_id, "
        "MAX(IF(action_type = 'MUTE', expires_at, NULL)) muted, MAX(IF(action_type = 'KICK', expires_at, NULL)) kicked, "
        "MAX(IF(action_type = 'BAN_TEMP', expires_at, NULL)) suspended, MAX(action_type = 'BAN_PERMANENT') banned "
        "FROM moderation_action WHERE participant_id = ? AND in_force GROUP BY participant_id) a ON a.participant_id = p.id "
        "SET p.muted_until = a.muted, p.kicked_until = a.kicked, p.suspended_until = a.suspended, "
        "p.status = IF(p.status = 'DELETED', 'DELETED', IF(COALESCE(a.banned, 0), 'BANNED', "
        "IF(a.suspended IS NULL, 'ACTIVE', 'SUSPENDED'))) WHERE p.id = ?",
        person, person);
}

void set_unseen(db::Connection& connection, base::ParticipantId person, base::ActionId action) {
    connection.execute("UPDATE participant SET unseen_action_id = ? WHERE id = ?", action, person);
}

void set_seen(db::Connection& connection, base::ActionId action) {
    connection.execute(
        "UPDATE participant p JOIN moderation_action a ON a.participant_id = p.id SET p.unseen_action_id = NULL "
        "WHERE a.id = ? AND p.unseen_action_id = a.id",
        action);
}

Kicks kicks_of(db::Connection& connection, const std::vector<base::ParticipantId>& people, base::Time now) {
    Kicks kicks;
    in_lists(people, [&](std::span<const base::ParticipantId> block) {
        auto params = params_of(block);
        params.push_back(db::param(now));
        auto rows = connection.query_params(
            "SELECT lounge_id, participant_id," DB_MS(
                "MAX(expires_at)") "FROM moderation_action WHERE participant_id IN (" +
                repeat("?", block.size()) +
                ") AND in_force AND action_type = 'KICK' AND expires_at >" DB_TIME
                "GROUP BY lounge_id, participant_id",
            params);
        while (rows.next())
            kicks.emplace(std::pair(rows.id<base::LoungeId>(0), rows.id<base::ParticipantId>(1)),
                          rows.time(2));
    });
    return kicks;
}

}  // namespace store
