#include "ws/presence.h"

namespace ws {

void Presence::enter(const store::Lounge& lounge, const Person& person) {
    Room& room = rooms_[lounge.id];
    room.stream = lounge.stream;
    room.slug = lounge.slug;
    Here& here = room.people[person.id];
    here.person = person;
    if (++here.doors > 1) return;
    people_[person.id].lounges.push_back(lounge.id);
    room.before.try_emplace(person.id, Standing::absent);
    changed_.insert(lounge.id);
}

void Presence::leave(base::LoungeId lounge, base::ParticipantId person) {
    const auto room = rooms_.find(lounge);
    if (room == rooms_.end()) return;
    const auto here = room->second.people.find(person);
    if (here == room->second.people.end() || --here->second.doors > 0) return;
    room->second.people.erase(here);
    room->second.before.try_emplace(person, is_away(person) ? Standing::away : Standing::awake);
    changed_.insert(lounge);
    const auto someone = people_.find(person);
    std::erase(someone->second.lounges, lounge);
    if (someone->second.lounges.empty() && someone->second.reasons == 0) people_.erase(someone);
}

void Presence::wake(base::ParticipantId person) {
    Someone& someone = people_[person];
    if (++someone.reasons == 1) turn(someone, person, Standing::away);
}

void Presence::doze(base::ParticipantId person) {
    const auto someone = people_.find(person);
    if (someone == people_.end() || someone->second.reasons == 0) return;
    if (--someone->second.reasons > 0) return;
    turn(someone->second, person, Standing::awake);
    if (someone->second.lounges.empty()) people_.erase(someone);
}

void Presence::turn(const Someone& someone, base::ParticipantId person, Standing was) {
    for (const auto lounge : someone.lounges) {
        rooms_.at(lounge).before.try_emplace(person, was);
        changed_.insert(lounge);
    }
}

bool Presence::is_away(base::ParticipantId person) const {
    const auto someone = people_.find(person);
    return someone == people_.end() || someone->second.reasons == 0;
}

Person Presence::shown(const Here& here) const {
    Person person = here.person;
    person.away = is_away(person.id);
    return person;
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
        people.push_back(shown(here));
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
                      .left = {},
                      .away = {},
                      .back = {}};
        for (const auto& [person, was] : room.before) tell(room, person, was, change);
        room.before.clear();
        if (change.moved() || !change.away.empty() || !change.back.empty())
            changes.push_back(std::move(change));
        if (room.people.empty()) rooms_.erase(id);
    }
    changed_.clear();
    return changes;
}

void Presence::tell(const Room& room, base::ParticipantId person, Standing was, Change& change) const {
    const auto here = room.people.find(person);
    if (here == room.people.end()) {
        if (was != Standing::absent) change.left.push_back(person);
        return;
    }
    const bool away = is_away(person);
    if (was == Standing::absent) {
        change.joined.push_back(shown(here->second));
    } else if (away != (was == Standing::away)) {
        (away ? change.away : change.back).push_back(person);
    }
}

std::vector<store::Place> Presence::everybody() const {
    std::vector<store::Place> places;
    for (const auto& [lounge, room] : rooms_) {
        for (const auto& [person, here] : room.people) places.push_back({lounge, person, is_away(person)});
    }
    return places;
}

std::vector<store::Count> Presence::counts() const {
    std::vector<store::Count> counts;
    for (const auto& [lounge, room] : rooms_) counts.emplace_back(lounge, room.people.size());
    return counts;
}

}  // namespace ws
