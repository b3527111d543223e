// Rules about what is said, as moderators have set them, and the policy around them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"
#include "core/store/moderation_actions.h"

namespace store {

// What a rule looks for. core/content/rule_set.h tells how each is found.
enum class RuleKind {
    words,
    host,
    link,
    address,
    contact,
    repeated,
    said_before,
    pace,
    wall,
    mentions,
    picture
};
inline constexpr std::size_t rule_kinds = 11;
enum class RuleAction { off, alert, hold, refuse };
// Whose posts: guests of the first minutes, everybody new, all.
enum class RuleScope { new_guests, newcomers, everybody };

std::string_view name_of(RuleKind kind);  // "SAID_BEFORE"
std::string_view name_of(RuleAction action);
std::string_view name_of(RuleScope scope);
std::optional<RuleKind> parse_rule_kind(std::string_view text);
std::optional<RuleAction> parse_rule_action(std::string_view text);
std::optional<RuleScope> parse_rule_scope(std::string_view text);

struct ContentRule {
    base::RuleId id{};
    RuleKind kind = RuleKind::words;
    std::optional<base::LanguageRoomId> room{};  // nothing: everywhere
    std::string pattern{};
    RuleAction action = RuleAction::hold;
    RuleScope scope = RuleScope::newcomers;
    std::uint64_t most = 0;
    ReportReason ground = ReportReason::spam;
};

struct ContentPolicy {
    std::uint64_t version = 0;  // 0: none was ever set, and no rule holds
    base::Millis new_guest{0};
    base::Millis newcomer_guest{0};
    base::Millis newcomer_member{0};
    std::uint64_t strikes = 0;
    base::Millis held_for{0};
};

std::uint64_t content_version(db::Connection& connection);
ContentPolicy content_policy(db::Connection& connection);
// By kind, room and pattern.
std::vector<ContentRule> content_rules(db::Connection& connection);
std::optional<ContentRule> find_content_rule(db::Connection& connection, base::RuleId id);

// Each raises the version. Inside the caller's transaction. A rule of the same kind, room and pattern is replaced.
base::RuleId put_content_rule(db::Connection& connection, const ContentRule& rule, base::Time now);
void remove_content_rule(db::Connection& connection, base::RuleId id);
void set_content_policy(db::Connection& connection, const ContentPolicy& policy);

// What was said, for trying rules on it.
struct SaidBefore {
    base::MessageId id{};
    std::string lounge_slug{};
    base::LanguageRoomId room{};
    base::Seq seq = 0;  // 0: it is held, or was never shown
    base::ParticipantId author{};
    std::string author_name{};
    bool guest = true;
    base::Time author_since{};
    base::Time at{};
    std::string body{};
    std::string format{};
    std::optional<base::MediaId> picture{};
    bool removed = false;
};
// At most `most` with ids above `after` and since then, in the order of their ids; those of a room, or of all. Not what the house says.
std::vector<SaidBefore> said_before(db::Connection& connection, base::MessageId after, base::Time since,
                                    std::optional<base::LanguageRoomId> room, unsigned most);
// The id of the first message since then; 0: there is none.
base::MessageId first_message_since(db::Connection& connection, base::Time since);

}  // namespace store
