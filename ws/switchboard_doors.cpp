// The waiting room, as far as sockets show that somebody is there.
#include <algorithm>

#include "core/store/admissions.h"
#include "core/store/presence.h"
#include "ws/switchboard.h"

namespace ws {

// Instead of a replay.
void Switchboard::wait(Connection& connection, const Visit& visit) {
    if (connection.kind == DoorKind::live) return dismiss(connection, base::ErrorCode::waiting);
    const auto& lounge = visit.lounge;
    if (connection.lounges.contains(lounge.slug)) leave(connection, lounge.slug);
    connection.waiting.insert_or_assign(lounge.slug, lounge.id);
    doors_.wait(
        lounge.id, lounge.slug,
        {.connection = connection.number, .person = connection.session->participant.id, .told = visit.place});
    send(connection, waiting_json(lounge.slug, visit.place));
}

void Switchboard::wait_no_more(Connection& connection, const std::string& slug) {
    const auto waiting = connection.waiting.find(slug);
    if (waiting == connection.waiting.end()) return;
    doors_.leave(waiting->second, connection.number);
    connection.waiting.erase(waiting);
}

// Said by the person, unlike a connection that breaks: the place is free at once, unless they are there through another window.
void Switchboard::leave_by_wish(Connection& connection, const std::string& slug) {
    const auto joined = connection.lounges.find(slug);
    const auto waiting = connection.waiting.find(slug);
    if (joined == connection.lounges.end() && waiting == connection.waiting.end())
        return refuse(connection, {base::ErrorCode::not_joined});
    const bool bounded = waiting != connection.waiting.end() || joined->second.bounded;
    const auto lounge = waiting != connection.waiting.end() ? waiting->second : joined->second.id;
    leave(connection, slug);
    wait_no_more(connection, slug);
    send(connection, left_json(slug));
    const auto person = connection.session->participant.id;
    const auto here = here_.people(lounge);
    const auto at_door = doors_.people(lounge);
    if (!bounded || std::ranges::binary_search(here, person) || std::ranges::binary_search(at_door, person))
        return;
    reader_.submit([this, lounge, person](db::Connection& database) -> Done {
        if (!store::present_elsewhere(database, lounge, person, sidecar_.id))
            chat::give_up(database, house_, lounge, person);
        return {};
    });
}

// Once a second, while somebody waits. One look at a time, so that a slow database is not asked ever more.
void Switchboard::watch_doors() {
    for (const auto lounge : doors_.lounges()) {
        if (!looking_.insert(lounge).second) continue;
        reader_.submit(
            [this, lounge, people = doors_.people(lounge)](db::Connection& database) -> Done {
                return [this, lounge, standings = chat::look(database, house_, lounge, people)] {
                    looking_.erase(lounge);
                    tell_news(lounge, standings);
                };
            },
            [this, lounge] { looking_.erase(lounge); });
    }
}

void Switchboard::tell_news(base::LoungeId lounge, const std::vector<chat::Standing>& standings) {
    for (const auto& [number, slug, place] : doors_.take_news(lounge, standings)) {
        Connection* connection = find(number);
        if (connection == nullptr) continue;
        if (place && place->state == store::PlaceState::waiting) {
            send(*connection, waiting_json(slug, *place));
            continue;
        }
        if (!place || place->in()) connection->waiting.erase(slug);
        send(*connection, place ? admitted_json(slug, *place) : left_json(slug));
    }
}

// Whoever is in through this sidecar is seen. Whoever has lost the place all the same (the house was away for long) goes back to the door.
void Switchboard::keep_places() {
    reader_.submit([this](db::Connection& database) -> Done {
        return [this, lounges = store::bounded_lounges(database)] {
            for (const auto lounge : lounges) keep_places_in(lounge);
        };
    });
}

void Switchboard::keep_places_in(base::LoungeId lounge) {
    auto people = here_.people(lounge);
    if (people.empty()) return;
    reader_.submit([this, lounge, people = std::move(people),
                    now = services_.clock.now()](db::Connection& database) -> Done {
        store::see(database, lounge, people, now, now);
        auto seated = store::people_in(database, lounge);
        std::ranges::sort(seated);
        std::vector<base::ParticipantId> lost;
        std::ranges::set_difference(people, seated, std::back_inserter(lost));
        return [this, lounge, lost] { show_out(lounge, lost); };
    });
}

void Switchboard::show_out(base::LoungeId lounge, const std::vector<base::ParticipantId>& people) {
    for (const auto& [number, connection] : connections_) {
        if (connection->ending || !connection->session) continue;
        const auto joined = std::ranges::find_if(connection->lounges,
                                                 [&](const auto& one) { return one.second.id == lounge; });
        if (joined == connection->lounges.end()) continue;
        if (!std::ranges::binary_search(people, connection->session->participant.id)) continue;
        const std::string slug = joined->first;
        if (connection->kind == DoorKind::live) {
            doomed_.emplace_back(number, base::ErrorCode::waiting);
            continue;
        }
        leave(*connection, slug);
        send(*connection, left_json(slug));
    }
}

// Out of a lounge or its queue, and told why.
void Switchboard::put_out(Connection& connection, const std::string& slug, const base::Error& why) {
    const bool here = connection.lounges.contains(slug) || connection.waiting.contains(slug);
    if (!here) return;
    if (connection.kind == DoorKind::live) {
        doomed_.emplace_back(connection.number, why.code);
        return;
    }
    leaving_.push_back({connection.number, slug, why});
}

void Switchboard::show_out(const Leaving& leaving) {
    Connection* connection = find(leaving.number);
    if (connection == nullptr) return;
    leave(*connection, leaving.slug);
    wait_no_more(*connection, leaving.slug);
    send(*connection, left_json(leaving.slug, connection->language, leaving.why));
}

// The place is kept for a while, so that a page can be loaded anew: the time runs from now.
void Switchboard::seen_last(base::LoungeId lounge, base::ParticipantId person) {
    reader_.submit([lounge, person, now = services_.clock.now()](db::Connection& database) -> Done {
        store::see(database, lounge, {person}, now, now);
        return {};
    });
}

}  // namespace ws
