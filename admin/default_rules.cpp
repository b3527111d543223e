#include "admin/default_rules.h"

#include <charconv>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include "admin/table_file.h"
#include "core/moderation/content_rules.h"
#include "core/store/lounges.h"

namespace admin {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr store::ContentPolicy first_policy{.version = 0,
                                            .new_guest = minutes{10},
                                            .newcomer_guest = minutes{60},
                                            .newcomer_member = hours{24},
                                            .strikes = 3,
                                            .held_for = minutes{15}};

std::uint64_t number_of(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size())
        throw std::runtime_error("content_rules.tsv: no number: " + text);
    return number;
}

template <class T>
T known(const std::optional<T>& value, const std::string& text) {
    if (!value) throw std::runtime_error("content_rules.tsv: unknown: " + text);
    return *value;
}

store::ContentRule rule_of(const std::vector<std::string>& row,
                           const std::map<std::string, base::LanguageRoomId>& rooms) {
    store::ContentRule rule{.kind = known(store::parse_rule_kind(row[0]), row[0])};
    if (row[1] != "-") {
        const auto room = rooms.find(row[1]);
        if (room == rooms.end()) throw std::runtime_error("content_rules.tsv: unknown: " + row[1]);
        rule.room = room->second;
    }
    rule.action = known(store::parse_rule_action(row[2]), row[2]);
    rule.scope = known(store::parse_rule_scope(row[3]), row[3]);
    rule.most = number_of(row[4]);
    rule.ground = known(store::parse_report_reason(row[5]), row[5]);
    rule.pattern =
        known(moderation::tidy_pattern(rule.kind, row[6] == "-" ? std::string_view() : row[6]), row[6]);
    return rule;
}

using Key = std::tuple<store::RuleKind, std::optional<base::LanguageRoomId>, std::string>;
Key key_of(const store::ContentRule& rule) { return {rule.kind, rule.room, rule.pattern}; }

}  // namespace

std::size_t add_default_rules(db::Connection& connection, const base::Config& config, base::Time now) {
    std::map<std::string, base::LanguageRoomId> rooms;
    for (const auto& room : store::language_rooms(connection)) rooms.emplace(room.code, room.id);
    if (store::content_version(connection) == 0) store::set_content_policy(connection, first_policy);
    std::set<Key> there;
    for (const auto& rule : store::content_rules(connection)) there.insert(key_of(rule));
    std::size_t added = 0;
    for (const auto& row : read_table(config.root_dir + "/sql/content_rules.tsv", 7)) {
        const auto rule = rule_of(row, rooms);
        if (there.contains(key_of(rule))) continue;
        store::put_content_rule(connection, rule, now);
        ++added;
    }
    return added;
}

}  // namespace admin
