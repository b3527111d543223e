#include "ws/elsewhere.h"

#include <algorithm>

namespace ws {
namespace {

std::vector<ElsewhereNews::Room> rooms_of(db::Connection& database, base::SidecarId sidecar,
                                          const std::vector<base::LoungeId>& ids) {
    std::unordered_map<base::LoungeId, std::vector<Person>> people;
    for (auto& [lounge, person] : store::present_at(database, sidecar, ids))
        people[lounge].push_back({person.id, std::move(person.name), person.guest, person.away});
    std::vector<ElsewhereNews::Room> rooms;
    for (auto& lounge : store::find_lounges(database, ids)) {
        auto& here = people[lounge.id];
        std::ranges::sort(here, {}, &Person::id);
        rooms.push_back({std::move(lounge), std::move(here)});
    }
    return rooms;
}

}  // namespace

std::vector<ElsewhereNews> ElsewhereReader::read(db::Connection& database, base::SidecarId own,
                                                 base::Time since) {
    std::vector<ElsewhereNews> news;
    std::unordered_map<base::SidecarId, Cursor> reached;
    for (const auto& sidecar : store::other_sidecars(database, own, since)) {
        const auto known = cursors_.find(sidecar.id);
        const bool anew = known == cursors_.end() || known->second.life != sidecar.life;
        Cursor cursor = anew ? Cursor{.life = sidecar.life, .version = 0} : known->second;
        std::vector<base::LoungeId> changed;
        for (const auto& lounge : store::lounges_changed_at(database, sidecar.id, cursor.version)) {
            changed.push_back(lounge.lounge);
            cursor.version = std::max(cursor.version, lounge.version);
        }
        if (anew || !changed.empty())
            news.push_back({sidecar.id, anew, rooms_of(database, sidecar.id, changed)});
        reached.emplace(sidecar.id, cursor);
    }
    for (const auto& [id, cursor] : cursors_) {
        if (!reached.contains(id)) news.push_back({id, true, {}});
    }
    cursors_ = std::move(reached);
    return news;
}

void Elsewhere::take(const std::vector<ElsewhereNews>& news, Presence& everywhere) {
    for (const auto& one : news) {
        auto& rooms = sidecars_[one.sidecar];
        if (one.forget) forget(rooms, everywhere);
        for (const auto& room : one.rooms) fill(rooms[room.lounge.id], room, everywhere);
        std::erase_if(rooms, [](const auto& room) { return room.second.empty(); });
        if (rooms.empty()) sidecars_.erase(one.sidecar);
    }
}

void Elsewhere::forget(Rooms& rooms, Presence& everywhere) {
    for (const auto& [lounge, people] : rooms) {
        for (const auto& person : people) leave(lounge, person, everywhere);
    }
    rooms.clear();
}

const Elsewhere::Known* Elsewhere::find(const std::vector<Known>& among, base::ParticipantId id) {
    const auto found = std::ranges::lower_bound(among, id, {}, &Known::id);
    return found != among.end() && found->id == id ? &*found : nullptr;
}

void Elsewhere::leave(base::LoungeId lounge, const Known& person, Presence& everywhere) {
    everywhere.leave(lounge, person.id);
    if (!person.away) everywhere.doze(person.id);
}

void Elsewhere::fill(std::vector<Known>& before, const ElsewhereNews::Room& room, Presence& everywhere) {
    std::vector<Known> now;
    for (const auto& person : room.people) {
        now.push_back({person.id, person.away});
        const Known* known = find(before, person.id);
        if (known == nullptr) everywhere.enter(room.lounge, person);
        const bool was_awake = known != nullptr && !known->away;
        if (was_awake && person.away) everywhere.doze(person.id);
        if (!was_awake && !person.away) everywhere.wake(person.id);
    }
    for (const auto& person : before) {
        if (find(now, person.id) == nullptr) leave(room.lounge.id, person, everywhere);
    }
    before = std::move(now);
}

}  // namespace ws
