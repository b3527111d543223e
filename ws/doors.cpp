#include "ws/doors.h"

#include <algorithm>

namespace ws {
namespace {

using store::PlaceState;

// A time is told anew when it is another one by half.
bool differs(const std::optional<base::Millis>& told, const std::optional<base::Millis>& now) {
    if (!told || !now) return told.has_value() != now.has_value();
    return std::max(*told, *now) > std::min(*told, *now) * 3 / 2;
}

}  // namespace

bool worth_telling(const chat::Place& told, const chat::Place& now) {
    return told.state != now.state || told.position != now.position || differs(told.estimate, now.estimate);
}

void Doors::wait(base::LoungeId lounge, const std::string& slug, const Waiter& waiter) {
    leave(lounge, waiter.connection);
    Door& door = doors_[lounge];
    door.slug = slug;
    door.waiters.push_back(waiter);
}

void Doors::leave(base::LoungeId lounge, std::uint64_t connection) {
    const auto door = doors_.find(lounge);
    if (door == doors_.end()) return;
    std::erase_if(door->second.waiters, [&](const Waiter& one) { return one.connection == connection; });
    if (door->second.waiters.empty()) doors_.erase(door);
}

std::vector<base::LoungeId> Doors::lounges() const {
    std::vector<base::LoungeId> ids;
    for (const auto& [id, door] : doors_) ids.push_back(id);
    return ids;
}

std::vector<base::ParticipantId> Doors::people(base::LoungeId lounge) const {
    std::vector<base::ParticipantId> ids;
    const auto door = doors_.find(lounge);
    if (door == doors_.end()) return ids;
    for (const auto& one : door->second.waiters) ids.push_back(one.person);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

std::vector<Doors::News> Doors::take_news(base::LoungeId lounge,
                                          const std::vector<chat::Standing>& standings) {
    std::vector<News> news;
    const auto door = doors_.find(lounge);
    if (door == doors_.end()) return news;
    std::unordered_map<base::ParticipantId, const std::optional<chat::Place>*> found;
    for (const auto& [person, place] : standings) found.emplace(person, &place);
    std::erase_if(door->second.waiters, [&](Waiter& one) {
        const auto standing = found.find(one.person);
        if (standing == found.end()) return false;  // came after the question was asked
        const auto& place = *standing->second;
        if (!place || worth_telling(one.told, *place))
            news.push_back({one.connection, door->second.slug, place});
        if (place) one.told = *place;
        return !place || place->in();
    });
    if (door->second.waiters.empty()) doors_.erase(door);
    return news;
}

}  // namespace ws
