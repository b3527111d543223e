#include "core/store/content_rules.h"

#include <array>
#include <chrono>
#include <stdexcept>

#include "core/db/dialect.h"

namespace store {
namespace {

constexpr std::array<std::string_view, rule_kinds> kind_names{"WORDS",   "HOST",     "LINK",        "ADDRESS",
                                                              "CONTACT", "REPEATED", "SAID_BEFORE", "PACE",
                                                              "WALL",    "MENTIONS", "PICTURE"};
constexpr std::array<std::string_view, 4> action_names{"OFF", "ALERT", "HOLD", "REFUSE"};
constexpr std::array<std::string_view, 3> scope_names{"NEW_GUESTS", "NEWCOMERS", "EVERYBODY"};

template <class Enum, std::size_t n>
std::optional<Enum> parse(const std::array<std::string_view, n>& names, std::string_view text) {
    for (std::size_t i = 0; i < n; ++i) {
        if (names[i] == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

#define RULE_COLUMNS "id, kind, language_room_id, pattern, action, applies_to, most, ground"

ContentRule read_rule(const db::Rows& rows) {
    ContentRule rule{.id = rows.id<base::RuleId>(0), .pattern = rows.text(3), .most = rows.number(6)};
    rule.kind = parse_rule_kind(rows.text(1)).value();
    if (const auto room = rows.number(2)) rule.room = base::LanguageRoomId{room};
    rule.action = parse_rule_action(rows.text(4)).value();
    rule.scope = parse_rule_scope(rows.text(5)).value();
    rule.ground = parse_report_reason(rows.text(7)).value();
    return rule;
}

void raise_version(db::Connection& connection) {
    connection.execute("UPDATE content_policy SET version = version + 1 WHERE id = 1");
}

std::uint64_t seconds_of(base::Millis time) {
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(time).count());
}

base::Millis seconds_in(const db::Rows& rows, unsigned column) {
    return std::chrono::seconds{rows.integer(column)};
}

}  // namespace

std::string_view name_of(RuleKind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }
std::string_view name_of(RuleAction action) { return action_names.at(static_cast<std::size_t>(action)); }
std::string_view name_of(RuleScope scope) { return scope_names.at(static_cast<std::size_t>(scope)); }
std::optional<RuleKind> parse_rule_kind(std::string_view text) { return parse<RuleKind>(kind_names, text); }
std::optional<RuleAction> parse_rule_action(std::string_view text) {
    return parse<RuleAction>(action_names, text);
}
std::optional<RuleScope> parse_rule_scope(std::string_view text) {
    return parse<RuleScope>(scope_names, text);
}

std::uint64_t content_version(db::Connection& connection) {
    auto rows = connection.query("SELECT version FROM content_policy WHERE id = 1");
    return rows.next() ? rows.number(0) : 0;
}

ContentPolicy content_policy(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT version, new_guest_s, newcomer_guest_s, newcomer_member_s, strikes, held_for_s "
        "FROM content_policy WHERE id = 1");
    if (!rows.next()) return {};
    return {.version = rows.number(0),
            .new_guest = seconds_in(rows, 1),
            .newcomer_guest = seconds_in(rows, 2),
            .newcomer_member = seconds_in(rows, 3),
            .strikes = rows.number(4),
            .held_for = seconds_in(rows, 5)};
}

std::vector<ContentRule> content_rules(db::Connection& connection) {
    auto rows = connection.query("SELECT " RULE_COLUMNS
                                 " FROM content_rule ORDER BY kind, language_room_id, pattern");
    std::vector<ContentRule> rules;
    while (rows.next()) rules.push_back(read_rule(rows));
    return rules;
}

std::optional<ContentRule> find_content_rule(db::Connection& connection, base::RuleId id) {
    auto rows = connection.query("SELECT " RULE_COLUMNS " FROM content_rule WHERE id = ?", id);
    return rows.next() ? std::optional(read_rule(rows)) : std::nullopt;
}

base::RuleId put_content_rule(db::Connection& connection, const ContentRule& rule, base::Time now) {
    const std::uint64_t room = rule.room ? rule.room->value : 0;
    connection.execute(
        "INSERT INTO content_rule (kind, language_room_id, pattern, action, applies_to, most, ground, changed_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?," DB_TIME
        ") ON DUPLICATE KEY UPDATE action = VALUES(action), applies_to = VALUES(applies_to), "
        "most = VALUES(most), ground = VALUES(ground), changed_at = VALUES(changed_at)",
        name_of(rule.kind), room, rule.pattern, name_of(rule.action), name_of(rule.scope), rule.most,
        name_of(rule.ground), now);
    raise_version(connection);
    auto rows = connection.query(
        "SELECT id FROM content_rule WHERE kind = ? AND pattern = ? AND language_room_id = ?",
        name_of(rule.kind), rule.pattern, room);
    if (!rows.next()) throw std::logic_error("a rule that was put is not there");
    return rows.id<base::RuleId>(0);
}

void remove_content_rule(db::Connection& connection, base::RuleId id) {
    connection.execute("DELETE FROM content_rule WHERE id = ?", id);
    raise_version(connection);
}

std::vector<SaidBefore> said_before(db::Connection& connection, base::MessageId after, base::Time since,
                                    std::optional<base::LanguageRoomId> room, unsigned most) {
    const std::uint64_t wanted = room ? room->value : 0;
    auto rows = connection.query(
        "SELECT m.id, l.slug, l.language_room_id, COALESCE(m.seq, 0), m.participant_id, p.display_name, "
        "p.user_id IS NULL," DB_MS("p.created_at") "," DB_MS(
            "m.created_at") ", m.body, COALESCE(m.format, ''), m.media_id, m.moderation_status = 'REMOVED' "
                            "FROM chat_message m JOIN lounge l ON l.id = m.lounge_id JOIN participant p ON p.id = m.participant_id "
                            "WHERE m.id > ? AND m.created_at >=" DB_TIME
        "AND m.message_type <> 'SYSTEM' AND (? = 0 OR l.language_room_id = ?) ORDER BY m.id LIMIT ?",
        after, since, wanted, wanted, most);
    std::vector<SaidBefore> said;
    while (rows.next()) {
        said.push_back(
            {.id = rows.id<base::MessageId>(0),
             .lounge_slug = rows.text(1),
             .room = rows.id<base::LanguageRoomId>(2),
             .seq = rows.number(3),
             .author = rows.id<base::ParticipantId>(4),
             .author_name = rows.text(5),
             .guest = rows.flag(6),
             .author_since = rows.time(7),
             .at = rows.time(8),
             .body = rows.text(9),
             .format = rows.text(10),
             .picture = rows.is_null(11) ? std::nullopt : std::optional(rows.id<base::MediaId>(11)),
             .removed = rows.flag(12)});
    }
    return said;
}

base::MessageId first_message_since(db::Connection& connection, base::Time since) {
    std::vector<base::LoungeId> lounges;
    {
        auto rows = connection.query("SELECT id FROM lounge");
        while (rows.next()) lounges.push_back(rows.id<base::LoungeId>(0));
    }
    base::MessageId first{};
    // By the index of days of each lounge.
    for (const auto lounge : lounges) {
        auto rows =
            connection.query("SELECT id FROM chat_message WHERE lounge_id = ? AND created_at >=" DB_TIME
                             "ORDER BY created_at, seq LIMIT 1",
                             lounge, since);
        if (!rows.next()) continue;
        const auto id = rows.id<base::MessageId>(0);
        if (first.value == 0 || id < first) first = id;
    }
    return first;
}

void set_content_policy(db::Connection& connection, const ContentPolicy& policy) {
    connection.execute(
        "INSERT INTO content_policy (id, version, new_guest_s, newcomer_guest_s, newcomer_member_s, strikes, held_for_s) "
        "VALUES (1, 1, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE version = version + 1, new_guest_s = VALUES(new_guest_s), "
        "newcomer_guest_s = VALUES(newcomer_guest_s), newcomer_member_s = VALUES(newcomer_member_s), "
        "strikes = VALUES(strikes), held_for_s = VALUES(held_for_s)",
        seconds_of(policy.new_guest), seconds_of(policy.newcomer_guest), seconds_of(policy.newcomer_member),
        policy.strikes, seconds_of(policy.held_for));
}

}  // namespace store
