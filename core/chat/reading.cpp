#include "core/chat/reading.h"

#include <algorithm>

namespace chat {
namespace {

Counted counted(std::size_t messages, std::size_t most) {
    return {.messages = std::min(messages, most), .or_more = messages > most};
}

// Left out after the statement has read them: to look for the next by others would have no bound.
std::vector<store::UnreadMessage> by_others(std::vector<store::UnreadMessage> messages,
                                            base::ParticipantId participant, const Blocked& blocked) {
    std::erase_if(messages, [&](const auto& message) {
        return message.author == participant || blocked.contains(message.author);
    });
    return messages;
}

}  // namespace

std::optional<Missed> catch_up(db::Connection& connection, base::ParticipantId participant,
                               base::LoungeId lounge, std::optional<base::Seq> read, base::Seq reached,
                               const Blocked& blocked, std::size_t most) {
    if (read && *read >= reached) return std::nullopt;
    store::set_read(connection, {{participant, lounge, reached}});
    if (!read) return std::nullopt;
    const auto messages = by_others(store::unread_after(connection, {{participant, lounge, *read}}, most + 1),
                                    participant, blocked);
    if (messages.empty()) return std::nullopt;
    const auto& first = messages.front();
    return Missed{.count = counted(messages.size(), most),
                  .mentions = store::mentions_since(connection, participant, lounge, first.id, most),
                  .first = first.seq};
}

std::map<base::LoungeId, Counted> unread(db::Connection& connection, base::ParticipantId participant,
                                         const Blocked& blocked, std::size_t most) {
    std::map<base::LoungeId, std::size_t> messages;
    const auto behind = store::lounges_gone_on(connection, participant);
    for (const auto& message :
         by_others(store::unread_after(connection, behind, most + 1), participant, blocked))
        ++messages[message.lounge];
    std::map<base::LoungeId, Counted> counts;
    for (const auto& [lounge, count] : messages) counts.emplace(lounge, counted(count, most));
    return counts;
}

Counted operator+(Counted one, Counted other) {
    return {.messages = one.messages + other.messages, .or_more = one.or_more || other.or_more};
}

}  // namespace chat
