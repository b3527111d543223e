#include "core/chat/mention.h"

#include <nlohmann/json.hpp>

#include "core/chat/access.h"
#include "core/store/blocks.h"
#include "core/store/message_changes.h"
#include "core/store/push_deliveries.h"

namespace chat {

void leave_out_blockers(db::Connection& connection, Draft& draft, base::ParticipantId author) {
    std::vector<std::pair<base::ParticipantId, base::ParticipantId>> pairs;
    for (const auto& one : draft.named) pairs.emplace_back(one.id, author);
    for (const auto& block : store::blocks_between(connection, pairs)) {
        if (block.blocked == author)
            std::erase_if(draft.named, [&](const store::Named& one) { return one.id == block.blocker; });
    }
}

void shut_out(Draft& draft, const store::Lounge& lounge, const Seats& seats, base::RedLounges red_lounges,
              base::Time now) {
    for (const auto& one : draft.named) {
        if (refusal(one.age, lounge, red_lounges, now) || seats.shut_out(lounge, one.id))
            draft.shut_out.insert(one.id);
    }
}

std::vector<store::Named> told_in(const Draft& draft, base::ParticipantId author) {
    auto people = draft.named;
    std::erase_if(
        people, [&](const store::Named& one) { return one.id == author || draft.shut_out.contains(one.id); });
    return people;
}

std::vector<Hint> add_mentions(db::Connection& connection, const Draft& draft, base::ParticipantId author,
                               const Mentioning& message, store::LastSeqs& seqs) {
    std::vector<base::ParticipantId> ids;
    for (const auto& one : draft.named) {
        if (one.id != author) ids.push_back(one.id);
    }
    store::add_mentions(connection, message.id, ids);
    const auto people = told_in(draft, author);
    if (people.empty()) return {};
    const std::string payload = nlohmann::json{{"in", message.lounge_slug}}.dump();
    std::vector<store::NewEvent> events;
    std::vector<Hint> hints;
    std::vector<store::PushOccasion> occasions;
    for (const auto& one : people) {
        const base::Seq seq = ++seqs.at(one.stream);
        events.push_back({.stream = one.stream,
                          .seq = seq,
                          .kind = mention_kind,
                          .message = message.id,
                          .payload = payload,
                          .at = message.at});
        hints.push_back({.stream = one.stream, .seq = seq});
        occasions.push_back({.who = one.id,
                             .reason = store::PushReason::mention,
                             .place = message.lounge.value,
                             .message = message.id});
    }
    store::add_events(connection, events);
    store::add_push_occasions(connection, occasions, message.at, message.push_at);
    return hints;
}

}  // namespace chat
