#include "core/chat/emergency.h"

#include <algorithm>
#include <unordered_map>

#include "core/store/messages.h"
#include "core/store/people.h"

namespace chat {
namespace {

using base::ErrorCode;
using store::EmergencyAccess;

std::vector<base::ParticipantId> members_among(const std::vector<Writing>& writings) {
    std::vector<base::ParticipantId> members;
    for (const auto& one : writings) {
        if (!one.guest) members.push_back(one.author);
    }
    std::ranges::sort(members);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

std::optional<base::Error> refusal_of(const Writing& writing, const store::Trust& trust) {
    const auto& emergency = *writing.lounge->emergency;
    if (trust.staff) return std::nullopt;
    if (emergency.access == EmergencyAccess::verified && !trust.verified)
        return base::Error{ErrorCode::verified_write};
    if (emergency.access == EmergencyAccess::members && writing.guest)
        return base::Error{ErrorCode::members_write};
    if (emergency.links_off && writing.links) return base::Error{ErrorCode::links_off};
    return std::nullopt;
}

// Of those who post, each in a lounge that is slow: their last post must be long enough ago. Of two posts in one batch the second is too soon.
void slow_down(db::Connection& connection, base::Time now, const std::vector<Writing>& writings,
               const std::unordered_map<base::ParticipantId, store::Trust>& trust,
               std::vector<std::optional<base::Error>>& refused) {
    std::vector<base::ParticipantId> people;
    base::Millis longest{0};
    const auto counts = [&](std::size_t i) {
        const auto known = trust.find(writings[i].author);
        const bool staff = known != trust.end() && known->second.staff;
        return !refused[i] && !staff && writings[i].posting &&
               writings[i].lounge->emergency->slow > base::Millis{0};
    };
    for (std::size_t i = 0; i < writings.size(); ++i) {
        if (!counts(i)) continue;
        people.push_back(writings[i].author);
        longest = std::max(longest, writings[i].lounge->emergency->slow);
    }
    if (people.empty()) return;
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
    std::unordered_map<base::ParticipantId, base::Time> last;
    for (const auto& one : store::last_posts(connection, people, now - longest))
        last.emplace(one.participant, one.at);
    for (std::size_t i = 0; i < writings.size(); ++i) {
        if (!counts(i)) continue;
        const auto slow = writings[i].lounge->emergency->slow;
        const auto before = last.find(writings[i].author);
        if (before != last.end() && before->second + slow > now)
            refused[i] = base::Error{ErrorCode::slow_down, before->second + slow - now};
        else
            last[writings[i].author] = now;
    }
}

}  // namespace

bool in_emergency(const store::Lounge& lounge, base::Time now) {
    return lounge.emergency && lounge.emergency->until > now;
}

std::vector<std::optional<base::Error>> emergency_refusals(db::Connection& connection, base::Time now,
                                                           const std::vector<Writing>& writings) {
    std::unordered_map<base::ParticipantId, store::Trust> trust;
    for (const auto& one : store::trust_in(connection, members_among(writings), now))
        trust.emplace(one.id, one);
    std::vector<std::optional<base::Error>> refused;
    for (const auto& writing : writings) {
        const auto known = trust.find(writing.author);
        refused.push_back(refusal_of(writing, known == trust.end() ? store::Trust{} : known->second));
    }
    slow_down(connection, now, writings, trust, refused);
    return refused;
}

}  // namespace chat
