#include "core/store/own_in_lounge.h"

#include "core/store/sql_list.h"

namespace store {
namespace {

// Each row says what it is. The parts are in parentheses: a LIMIT belongs to its own.
constexpr std::string_view read_and_blocked =
    "(SELECT 'read', seq, '' FROM read_marker WHERE participant_id = ? AND lounge_id = ?) UNION ALL "
    "(SELECT 'blocked', blocked_id, '' FROM personal_block WHERE blocker_id = ? LIMIT ?)";

std::string and_reactions(std::size_t messages) {
    if (messages == 0) return {};
    return " UNION ALL (SELECT 'reaction', message_id, emoji FROM reaction WHERE participant_id = ? AND message_id IN (" +
           repeat("?", messages) + "))";
}

}  // namespace

OwnInLounge own_in_lounge(db::Connection& connection, base::LoungeId lounge, base::ParticipantId who,
                          const std::vector<base::MessageId>& messages, std::size_t most_blocked) {
    std::vector<db::Param> params{db::param(who), db::param(lounge), db::param(who), db::param(most_blocked)};
    const auto asked = padded(std::span(messages));
    if (!asked.empty()) params.push_back(db::param(who));
    for (const auto message : asked) params.push_back(db::param(message));
    auto rows = connection.query_params(std::string(read_and_blocked) + and_reactions(asked.size()), params);
    OwnInLounge own;
    while (rows.next()) {
        const std::string kind = rows.text(0);
        if (kind == "read")
            own.read = rows.number(1);
        else if (kind == "blocked")
            own.blocked.push_back(rows.id<base::ParticipantId>(1));
        else
            own.reactions.push_back({.message = rows.id<base::MessageId>(1), .emoji = rows.text(2)});
    }
    return own;
}

}  // namespace store
