#include "ws/presence.h"

namespace ws {

void Presence::enter(const store::Lounge& lounge, const Person& person) {
    Room& room = rooms_[lounge.id];
    room.stream = lounge.stream;
    room.slug = lounge.slug;
    Here& here = room.people[person.id];
    here.person = person;
    if (++here.doors > 1) return;
    room.before.try_emplace(person.id, false);
    changed_.insert(lounge.id);
}

void Presence::leave(base::LoungeId lounge, base::ParticipantId person) {
    const auto room = rooms_.find(lounge);
    if (room == rooms_.end()) return;
    const auto here = room->second.people.find(person);
    if (here == room->second.people.end() || --here->second.doors > 0) return;
    room->second.people.erase(here);
    room->second.before.try_emplace(person, true);
    changed_.insert(lounge);
}

std::size_t Presence::count(base::LoungeId lounge) const {
    const auto room = rooms_.find(lounge);
    return room == rooms_.end() ? 0 : room->second.people.size();
}

std::vector<Person> Presence::members(base::LoungeId lounge, std::size_t most) const {
    std::vector<Person> people;
    const auto room = rooms_.find(lounge);
    if (room == rooms_.end()) return people;
    for (const auto& [id, here] : room->second.people) {
        if (people.size() == most) break;
        people.push_back(here.person);
    }
    return people;
}

std::vector<base::ParticipantId> Presence::people(base::LoungeId lounge) const {
    std::vector<base::ParticipantId> ids;
    const auto room = rooms_.find(lounge);
    if (room == rooms_.end()) return ids;
    ids.reserve(room->second.people.size());
    for (const auto& [id, here] : room->second.people) ids.push_back(id);
    return ids;
}

std::vector<Presence::Change> Presence::take_changes() {
    std::vector<Change> changes;
    for (const auto id : changed_) {
        Room& room = rooms_.at(id);
        Change change{.lounge = id,
                      .stream = room.stream,
                      .slug = room.slug,
                      .count = room.people.size(),
                      .joined = {},
                      .left = {}};
        for (const auto& [person, was_here] : room.before) {
            const auto here = room.people.find(person);
            if (here != room.people.end() && !was_here) change.joined.push_back(here->second.person);
            if (here == room.people.end() && was_here) change.left.push_back(person);
        }
        room.before.clear();
        if (!change.joined.empty() || !change.left.empty()) changes.push_back(std::move(change));
        if (room.people.empty()) rooms_.erase(id);
    }
    changed_.clear();
    return changes;
}

std::vector<store::Place> Presence::everybody() const {
    std::vector<store::Place> places;
    for (const auto& [lounge, room] : rooms_) {
        for (const auto& [person, here] : room.people) places.emplace_back(lounge, person);
    }
    return places;
}

std::vector<store::Count> Presence::counts() const {
    std::vector<store::Count> counts;
    for (const auto& [lounge, room] : rooms_) counts.emplace_back(lounge, room.people.size());
    return counts;
}

}  // namespace ws
