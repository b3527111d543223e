#include "ws/hub.h"

#include <algorithm>

#include "core/chat/event_json.h"

namespace ws {
namespace {

Delivery build(const std::string& name, std::vector<store::Event> events) {
    Delivery delivery;
    auto joined = std::make_shared<std::string>();
    for (auto& event : events) {
        Frames frame = text_frame(chat::event_json(name, event));
        *joined += *frame;
        delivery.events.push_back({std::move(event), std::move(frame)});
    }
    delivery.joined = delivery.events.size() == 1 ? delivery.events.front().frame : Frames(std::move(joined));
    return delivery;
}

Delivery part_of(const std::vector<Delivery::One>& recent, base::Seq after) {
    Delivery delivery;
    auto joined = std::make_shared<std::string>();
    for (const auto& one : recent) {
        if (one.event.seq <= after) continue;
        *joined += *one.frame;
        delivery.events.push_back(one);
    }
    delivery.joined = std::move(joined);
    return delivery;
}

}  // namespace

bool Hub::subscribe(Subscriber& subscriber, base::StreamId stream, const std::string& name, base::Seq upto) {
    auto [entry, is_new] = rooms_.try_emplace(stream);
    Room& room = entry->second;
    if (is_new) {
        room.name = name;
        room.last = upto;
        room.reached = upto;
    }
    const bool behind = upto < room.last;
    if (behind && oldest_remembered(room) > upto + 1) return false;
    const auto known = room.places.find(&subscriber);
    if (known != room.places.end()) {
        room.seats[known->second].has = upto;
    } else {
        room.places.emplace(&subscriber, room.seats.size());
        room.seats.push_back({&subscriber, upto});
    }
    if (behind) subscriber.deliver(stream, part_of(room.recent, upto));
    hear(stream, upto);
    return true;
}

void Hub::unsubscribe(Subscriber& subscriber, base::StreamId stream) {
    const auto entry = rooms_.find(stream);
    if (entry == rooms_.end()) return;
    Room& room = entry->second;
    const auto place = room.places.find(&subscriber);
    if (place == room.places.end()) return;
    const std::size_t index = place->second;
    room.places.erase(place);
    if (index + 1 < room.seats.size()) {
        room.seats[index] = room.seats.back();
        room.places[room.seats[index].subscriber] = index;
    }
    room.seats.pop_back();
    close_if_idle(stream, room);
}

void Hub::close_if_idle(base::StreamId stream, const Room& room) {
    if (room.seats.empty() && !room.reading) rooms_.erase(stream);
}

void Hub::arrive(base::StreamId stream, std::vector<store::Event> events, bool from_read) {
    const auto entry = rooms_.find(stream);
    if (entry == rooms_.end()) return;
    Room& room = entry->second;
    if (from_read) room.reading = false;
    if (room.seats.empty()) return close_if_idle(stream, room);
    std::erase_if(events, [&](const store::Event& event) { return event.seq <= room.last; });
    if (!events.empty()) {
        room.reached = std::max(room.reached, events.back().seq);
        const auto gap = std::ranges::adjacent_find(
            events, [](const auto& a, const auto& b) { return b.seq != a.seq + 1; });
        if (gap != events.end()) events.erase(gap + 1, events.end());
        if (events.front().seq == room.last + 1) deliver(stream, room, std::move(events));
    }
    // What was said before the read looked, and is not there, was not true: asking on and on would not bring it.
    if (from_read && room.last == room.asked_after && room.reached == room.asked_upto)
        room.reached = room.last;
    seek(stream, room);
}

void Hub::broadcast(base::StreamId stream, const Frames& frames, const Subscriber* except) const {
    const auto entry = rooms_.find(stream);
    if (entry == rooms_.end()) return;
    for (const Seat& seat : entry->second.seats) {
        if (seat.subscriber != except) seat.subscriber->tell(frames);
    }
}

void Hub::hear(base::StreamId stream, base::Seq seq) {
    const auto entry = rooms_.find(stream);
    if (entry == rooms_.end()) return;
    entry->second.reached = std::max(entry->second.reached, seq);
    seek(stream, entry->second);
}

void Hub::read_failed(base::StreamId stream) {
    const auto entry = rooms_.find(stream);
    if (entry == rooms_.end()) return;
    entry->second.reading = false;
    close_if_idle(stream, entry->second);
}

void Hub::seek(base::StreamId stream, Room& room) {
    if (room.reading || room.reached <= room.last) return;
    room.reading = true;
    room.asked_after = room.last;
    room.asked_upto = room.reached;
    read_after_(stream, room.last);
}

void Hub::deliver(base::StreamId stream, Room& room, std::vector<store::Event> events) {
    const Delivery delivery = build(room.name, std::move(events));
    room.last = delivery.last();
    remember(room, delivery);
    deliveries_ += room.seats.size() * delivery.events.size();
    for (Seat& seat : room.seats) {
        if (seat.has < delivery.first()) {
            seat.subscriber->deliver(stream, delivery);
        } else {
            hand_over(stream, seat, delivery);
        }
    }
}

// To somebody who already has the beginning of it.
void Hub::hand_over(base::StreamId stream, Seat& seat, const Delivery& delivery) {
    for (const auto& one : delivery.events) {
        if (one.event.seq <= seat.has) continue;
        seat.subscriber->deliver(stream, Delivery{{one}, one.frame});
    }
}

base::Seq Hub::oldest_remembered(const Room& room) const {
    const std::size_t count = std::min(room.recent.size(), remembered_);
    return count == 0 ? room.last + 1 : room.recent[room.recent.size() - count].event.seq;
}

void Hub::remember(Room& room, const Delivery& delivery) const {
    room.recent.insert(room.recent.end(), delivery.events.begin(), delivery.events.end());
    // Not one at a time: each would move all that follow.
    if (room.recent.size() > 2 * remembered_)
        room.recent.erase(room.recent.begin(), room.recent.end() - static_cast<std::ptrdiff_t>(remembered_));
}

std::vector<base::StreamId> Hub::busy_streams() const {
    std::vector<base::StreamId> ids;
    for (const auto& [id, room] : rooms_) {
        if (!room.seats.empty() && room.name != chat::own_stream_name) ids.push_back(id);
    }
    return ids;
}

base::Seq Hub::last(base::StreamId stream) const {
    const auto room = rooms_.find(stream);
    return room == rooms_.end() ? 0 : room->second.last;
}

std::vector<base::StreamId> Hub::streams() const {
    std::vector<base::StreamId> ids;
    ids.reserve(rooms_.size());
    for (const auto& [id, room] : rooms_) {
        if (!room.seats.empty()) ids.push_back(id);
    }
    return ids;
}

}  // namespace ws
