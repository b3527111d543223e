#include "core/chat/repetition.h"

#include <algorithm>

#include "core/store/text_marks.h"

namespace chat {

using store::RuleKind;

void Repetition::ask(db::Connection& connection, const std::set<std::uint64_t>& marks, base::Time since) {
    for (const auto& one : store::count_text_marks(connection, {marks.begin(), marks.end()}, since)) {
        auto& times = times_[one.mark];
        times.all += one.times;
        times.by[one.who] += one.times;
    }
}

void Repetition::add(const std::vector<std::uint64_t>& marks, base::ParticipantId author) {
    for (const auto mark : marks) {
        auto& times = times_[mark];
        ++times.all;
        ++times.by[author];
    }
}

void Repetition::remove(const std::vector<std::uint64_t>& marks, base::ParticipantId author) {
    for (const auto mark : marks) {
        const auto found = times_.find(mark);
        if (found == times_.end()) continue;
        --found->second.all;
        if (--found->second.by.at(author) == 0) found->second.by.erase(author);
        if (found->second.all == 0) times_.erase(found);
    }
}

// Of oneself only what is said nearly word for word is a repetition: both marks the same.
std::uint64_t Repetition::own(const std::vector<std::uint64_t>& marks, base::ParticipantId author) const {
    std::uint64_t least = UINT64_MAX;
    for (const auto mark : marks) {
        const auto found = times_.find(mark);
        if (found == times_.end()) return 0;
        const auto by = found->second.by.find(author);
        least = std::min(least, by == found->second.by.end() ? 0 : by->second);
    }
    return least;
}

std::uint64_t Repetition::of_others(const std::vector<std::uint64_t>& marks,
                                    base::ParticipantId author) const {
    std::uint64_t most = 0;
    for (const auto mark : marks) {
        const auto found = times_.find(mark);
        if (found == times_.end()) continue;
        const auto by = found->second.by.find(author);
        most = std::max(most, found->second.all - (by == found->second.by.end() ? 0 : by->second));
    }
    return most;
}

const store::ContentRule* Repetition::find(const std::vector<std::uint64_t>& marks,
                                           base::ParticipantId author, content::Standing standing,
                                           base::LanguageRoomId room) const {
    std::vector<const store::ContentRule*> found;
    if (const auto* rule = rules_.rule_of(RuleKind::said_before, standing, room);
        rule != nullptr && own(marks, author) > rule->most)
        found.push_back(rule);
    if (const auto* rule = rules_.rule_of(RuleKind::repeated, standing, room);
        rule != nullptr && of_others(marks, author) > rule->most)
        found.push_back(rule);
    return content::hardest(found);
}

}  // namespace chat
