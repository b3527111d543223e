#include "core/chat/correspondence.h"

#include <algorithm>

#include "core/chat/access.h"

namespace chat {
namespace {

using base::ErrorCode;

std::optional<base::Error> refusal_of_author(const Correspondents& people, base::ParticipantId id,
                                             base::Time now) {
    const auto found = people.find(id);
    if (found == people.end() || found->second.person.status != store::AccountStatus::active)
        return base::Error{ErrorCode::session_ended};
    const auto& author = found->second.person;
    if (author.guest) return base::Error{ErrorCode::direct_members_only};
    return mute_of(author, now);
}

std::optional<base::Error> refusal_of_recipient(const Correspondents& people, base::ParticipantId id) {
    const auto found = people.find(id);
    if (found == people.end() || found->second.person.status == store::AccountStatus::deleted)
        return base::Error{ErrorCode::unknown_person};
    if (found->second.person.guest) return base::Error{ErrorCode::direct_to_guest};
    // Whoever is suspended or banned cannot be told from whoever wants no messages.
    const bool takes =
        found->second.takes_direct && found->second.person.status == store::AccountStatus::active;
    if (!takes) return base::Error{ErrorCode::takes_no_direct};
    return std::nullopt;
}

// Whoever is blocked hears what they would hear of somebody who takes no messages.
std::optional<base::Error> refusal_of_blocks(const std::vector<store::Block>& blocks,
                                             base::ParticipantId author, base::ParticipantId to) {
    const auto stands = [&](base::ParticipantId blocker, base::ParticipantId blocked) {
        return std::ranges::any_of(
            blocks, [&](const auto& block) { return block.blocker == blocker && block.blocked == blocked; });
    };
    if (stands(author, to)) return base::Error{ErrorCode::you_blocked};
    if (stands(to, author)) return base::Error{ErrorCode::takes_no_direct};
    return std::nullopt;
}

}  // namespace

std::optional<base::Error> refusal(const Correspondents& people, const std::vector<store::Block>& blocks,
                                   base::ParticipantId author, base::ParticipantId to, base::Time now) {
    if (const auto refused = refusal_of_author(people, author, now)) return refused;
    if (author == to) return base::Error{ErrorCode::not_yourself};
    if (const auto refused = refusal_of_blocks(blocks, author, to)) return refused;
    return refusal_of_recipient(people, to);
}

std::optional<base::Error> direct_refusal(db::Connection& connection, const House& house,
                                          base::ParticipantId author, base::ParticipantId to) {
    Correspondents people;
    for (auto& one : store::lock_correspondents(connection, {author, to}))
        people.emplace(one.person.id, std::move(one));
    return refusal(people, store::blocks_between(connection, {{author, to}}), author, to, house.clock.now());
}

void veil_availability(db::Connection& connection, base::ParticipantId who, std::vector<store::Talk>& talks) {
    std::vector<std::pair<base::ParticipantId, base::ParticipantId>> pairs;
    for (const auto& talk : talks) pairs.emplace_back(talk.peer, who);
    if (pairs.empty()) return;
    for (const auto& block : store::blocks_between(connection, pairs)) {
        for (auto& talk : talks)
            if (talk.peer == block.blocker) talk.availability = "OFFLINE";
    }
}

}  // namespace chat
