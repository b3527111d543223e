#include "core/chat/mention.h"

#include <nlohmann/json.hpp>

#include "core/store/blocks.h"
#include "core/store/message_changes.h"

namespace chat {

void leave_out_blockers(db::Connection& connection, Draft& draft, base::ParticipantId author) {
    std::vector<std::pair<base::ParticipantId, base::ParticipantId>> pairs;
    for (const auto& one : draft.named) pairs.emplace_back(one.id, author);
    for (const auto& block : store::blocks_between(connection, pairs)) {
        if (block.blocked == author)
            std::erase_if(draft.named, [&](const store::Named& one) { return one.id == block.blocker; });
    }
}

std::vector<store::Named> told_in(const Draft& draft, base::ParticipantId author) {
    auto people = draft.named;
    std::erase_if(people, [&](const store::Named& one) { return one.id == author; });
    return people;
}

std::vector<Hint> add_mentions(db::Connection& connection, const Draft& draft, base::ParticipantId author,
                               const Mentioning& message, store::LastSeqs& seqs) {
    const auto people = told_in(draft, author);
    if (people.empty()) return {};
    const std::string payload = nlohmann::json{{"in", message.lounge_slug}}.dump();
    std::vector<base::ParticipantId> ids;
    std::vector<store::NewEvent> events;
    std::vector<Hint> hints;
    for (const auto& one : people) {
        const base::Seq seq = ++seqs.at(one.stream);
        ids.push_back(one.id);
        events.push_back({.stream = one.stream,
                          .seq = seq,
                          .kind = mention_kind,
                          .message = message.id,
                          .payload = payload,
                          .at = message.at});
        hints.push_back({.stream = one.stream, .seq = seq});
    }
    store::add_mentions(connection, message.id, ids);
    store::add_events(connection, events);
    return hints;
}

}  // namespace chat
