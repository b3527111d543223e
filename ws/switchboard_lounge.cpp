// Joining, posting, delivering.
#include <algorithm>

#include "core/chat/access.h"
#include "core/chat/card.h"
#include "core/chat/event_json.h"
#include "core/chat/lounge_acts.h"
#include "core/chat/notice.h"
#include "core/chat/stream_events.h"
#include "core/view/lines.h"
#include "ws/switchboard.h"

namespace ws {
namespace {

std::optional<chat::ActKind> act_kind(CommandKind kind) {
    switch (kind) {
        case CommandKind::edit:
            return chat::ActKind::edit;
        case CommandKind::remove:
            return chat::ActKind::remove;
        case CommandKind::react:
            return chat::ActKind::react;
        case CommandKind::unreact:
            return chat::ActKind::unreact;
        case CommandKind::remove_preview:
            return chat::ActKind::remove_preview;
        default:
            return std::nullopt;
    }
}

chat::Deed deed_of(const accounts::Session& session, const Command& command, base::LoungeId lounge) {
    if (const auto kind = act_kind(command.kind)) {
        return chat::Act{.kind = *kind,
                         .actor = session.participant.id,
                         .age = session.age,
                         .lounge = lounge,
                         .message = *command.of,
                         .text = command.body};
    }
    return chat::Post{.author = session.participant.id,
                      .age = session.age,
                      .lounge = lounge,
                      .client_id = command.id,
                      .body = command.body,
                      .reply_to = command.of,
                      .picture = command.media ? std::optional(base::MediaId{*command.media}) : std::nullopt};
}

std::vector<store::Reaction> reactions_to(db::Connection& database, const std::vector<store::Event>& events,
                                          base::ParticipantId viewer) {
    std::vector<store::Message> messages;
    for (const auto& event : events) {
        if (event.is_message()) messages.push_back(*event.message);
    }
    return store::reactions_to(database, messages, viewer);
}

Followed followed(const store::Lounge& lounge) {
    return {.id = lounge.id,
            .stream = lounge.stream,
            .red = lounge.access == store::AccessLevel::red_lounge,
            .bounded = lounge.capacity.has_value()};
}

// As frames call the stream that this connection follows.
std::string slug_of(const Connection& connection, base::StreamId stream) {
    const auto joined = std::ranges::find_if(connection.lounges,
                                             [&](const auto& one) { return one.second.stream == stream; });
    return joined == connection.lounges.end() ? std::string() : joined->first;
}

}  // namespace

void Switchboard::join(Connection& connection, std::string slug, std::optional<base::Seq> since,
                       bool announce) {
    ++connection.joining;
    if (++connection.in_flight >= limits_.posts_in_flight) connection.pause_reading(true);
    const auto failed = [this, number = connection.number] {
        Connection* waiting = find(number);
        if (waiting == nullptr) return;
        --waiting->joining;
        answered(*waiting);
        refuse(*waiting, {base::ErrorCode::unavailable, base::Millis{2000}});
    };
    const bool live = connection.kind == DoorKind::live;
    reader_.submit(
        [this, number = connection.number, session = *connection.session, slug = std::move(slug), since,
         announce, live](db::Connection& database) -> Done {
            return [this, number, visit = visit(database, session, slug, since, live), announce]() mutable {
                if (Connection* waiting = find(number)) enter(*waiting, visit, announce);
            };
        },
        failed);
}

// A lounge, or the person's own stream as if it were one that they alone may be in.
base::Result<chat::Entrance> Switchboard::open_stream(db::Connection& database,
                                                      const accounts::Session& session,
                                                      const std::string& slug, bool live) const {
    if (live || !is_own_stream(slug)) return chat::enter_lounge(database, house_, session, slug);
    chat::Entrance own;
    own.lounge.stream = session.stream;
    own.lounge.slug = slug;
    return own;
}

// The reader's thread: what somebody finds who comes into a lounge, having seen it up to `since`.
Switchboard::Visit Switchboard::visit(db::Connection& database, const accounts::Session& session,
                                      const std::string& slug, std::optional<base::Seq> since, bool live) {
    Visit visit;
    const auto entrance = open_stream(database, session, slug, live);
    if (!entrance) {
        visit.refused = entrance.error();
        return visit;
    }
    visit.lounge = entrance->lounge;
    visit.place = entrance->place;
    if (!visit.place.in()) return visit;
    const auto stream = visit.lounge.stream;
    const bool own = !live && is_own_stream(slug);
    const base::Seq last = own ? store::last_seqs(database, {stream})[stream] : visit.lounge.last;
    const base::Seq latest = last - std::min<base::Seq>(last, limits_.history_page);
    base::Seq after = since.value_or(latest);
    visit.resync = after > last || last - after > limits_.replay_events;
    // A page without scripts cannot fetch what it misses: it begins with the latest lines.
    if (live && (visit.resync || last - after >= limits_.live_lines)) {
        after = latest;
        visit.resync = false;
    }
    visit.resumes = since && !visit.resync;
    if (!visit.resync)
        visit.events = own ? read_events(database, stream, after) : missed(database, stream, after, last);
    if (live) visit.reactions = reactions_to(database, visit.events, session.participant.id);
    visit.upto = visit.resync || visit.events.empty() ? last : visit.events.back().seq;
    return visit;
}

std::vector<store::Event> Switchboard::read_events(db::Connection& database, base::StreamId stream,
                                                   base::Seq after) const {
    return chat::events_after(database, house_, stream, after, limits_.replay_events);
}

// The reader's thread: the events after a place of a lounge that had come as far as `last`. (What a person's own stream tells of lounges depends on where they
// may be now, so it is read each time.)
std::vector<store::Event> Switchboard::missed(db::Connection& database, base::StreamId stream,
                                              base::Seq after, base::Seq last) {
    const base::Time now = services_.clock.now();
    if (auto known = replays_.find(stream, after, last, now)) return std::move(*known);
    auto events = read_events(database, stream, after);
    if (events.size() < limits_.replay_events) replays_.keep(stream, after, events, now);
    return events;
}

void Switchboard::enter(Connection& connection, Visit& visit, bool announce) {
    --connection.joining;
    answered(connection);
    if (visit.refused) return refuse(connection, *visit.refused);
    const bool own = is_own_stream(visit.lounge.slug);
    // A proof of age may have ended while the lounge was read.
    const auto closed = own ? std::nullopt
                            : chat::refusal(connection.session->age, visit.lounge,
                                            services_.config.red_lounges, services_.clock.now());
    if (closed) return refuse(connection, *closed);
    if (!own) lounge_ids_.emplace(visit.lounge.slug, visit.lounge.id);
    if (!visit.place.in()) return wait(connection, visit);
    wait_no_more(connection, visit.lounge.slug);
    const bool again = connection.lounges.contains(visit.lounge.slug);
    if (again && announce) hub_.unsubscribe(connection, visit.lounge.stream);
    replay(connection, visit, announce);
    if (!hub_.subscribe(connection, visit.lounge.stream, visit.lounge.slug, visit.upto)) {
        return join(connection, visit.lounge.slug, visit.upto, false);
    }
    if (!again) {
        const auto& person = connection.session->participant;
        connection.lounges.emplace(visit.lounge.slug, followed(visit.lounge));
        if (connection.page) connection.page->lounge = visit.lounge;
        for (auto* presence : {&here_, &everywhere_}) {
            if (!own) presence->enter(visit.lounge, {person.id, person.name, person.guest});
        }
    }
    if (announce && !own && connection.kind == DoorKind::socket) {
        const std::size_t count = everywhere_.count(visit.lounge.id);
        const bool counted = counts_alone(count);
        if (counted) counted_.try_emplace(visit.lounge.id, visit.lounge.stream, visit.lounge.slug);
        send(connection, counted ? presence_count_json(visit.lounge.slug, count)
                                 : presence_json(visit.lounge.slug, count,
                                                 everywhere_.members(visit.lounge.id, limits_.member_list)));
    }
}

void Switchboard::replay(Connection& connection, const Visit& visit, bool announce) {
    if (visit.resumes) ++figures_.resumes;
    if (connection.kind == DoorKind::live) return replay_live(connection, visit);
    std::string frames;
    if (visit.resync) {
        ++figures_.resyncs;
        append_text_frame(frames, resync_json(visit.lounge.slug, visit.upto));
    } else if (announce) {
        append_text_frame(frames, joined_json(visit.lounge.slug, visit.upto, visit.events.size()));
    }
    for (const auto& event : visit.events)
        append_text_frame(frames, chat::event_json(visit.lounge.slug, event));
    if (!connection.send(std::make_shared<const std::string>(std::move(frames)))) {
        doomed_.emplace_back(connection.number, base::ErrorCode::slow_reader);
    }
}

void Switchboard::write(Connection& connection, Command command) {
    if (++connection.in_flight >= limits_.posts_in_flight) connection.pause_reading(true);
    const auto known = lounge_ids_.find(command.lounge);
    if (known != lounge_ids_.end()) return hand_in(connection, command, known->second);
    const auto failed = [this, number = connection.number, id = command.id] {
        Connection* waiting = find(number);
        if (waiting == nullptr) return;
        answered(*waiting);
        refuse(*waiting, {base::ErrorCode::unavailable, base::Millis{2000}}, id);
    };
    reader_.submit(
        [this, number = connection.number, command = std::move(command)](db::Connection& database) -> Done {
            const auto lounge = store::find_lounge(database, command.lounge);
            return [this, number, command, lounge] {
                Connection* waiting = find(number);
                if (waiting == nullptr) return;
                if (lounge) {
                    lounge_ids_.emplace(lounge->slug, lounge->id);
                    return hand_in(*waiting, command, lounge->id);
                }
                answered(*waiting);
                refuse(*waiting, {base::ErrorCode::unknown_lounge}, command.id);
            };
        },
        failed);
}

void Switchboard::hand_in(Connection& connection, const Command& command, base::LoungeId lounge) {
    hand_in(connection, {.sender = connection.number,
                         .lounge = command.lounge,
                         .id = command.id,
                         .deed = deed_of(*connection.session, command, lounge),
                         .handed_in = services_.clock.now(),
                         .connection = connection.id});
}

void Switchboard::hand_in(Connection& connection, Letter letter) {
    const std::string id = letter.id;
    if (writer_.hand_in(std::move(letter))) return;
    answered(connection);
    refuse(connection, {base::ErrorCode::unavailable, base::Millis{2000}}, id);
}

void Switchboard::answered(Connection& connection) {
    if (connection.in_flight-- == limits_.posts_in_flight) connection.pause_reading(false);
}

// Committed: acknowledge first, then let everybody see it.
void Switchboard::answer(const std::vector<Letter>& letters, Writer::Outcomes& outcomes) {
    std::unordered_map<base::StreamId, std::vector<store::Event>> fresh;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        auto& outcome = outcomes[i];
        if (Connection* sender = find(letters[i].sender)) {
            answered(*sender);
            const std::string& id = letters[i].id;
            if (outcome) {
                send(*sender, ack_json(letters[i].lounge, id, *outcome));
            } else {
                refuse(*sender, outcome.error(), id);
            }
        }
        outcome.ok() ? ++figures_.posts_stored : ++figures_.posts_refused;
        figures_.post_seconds.Observe(
            static_cast<double>((services_.clock.now() - letters[i].handed_in).count()) / 1000);
        if (!outcome) continue;
        for (const auto& other : outcome->others) hub_.hear(other.stream, other.seq);
        if (outcome->event) fresh[outcome->event->stream].push_back(std::move(*outcome->event));
    }
    for (auto& [stream, events] : fresh) hub_.arrive(stream, std::move(events), false);
}

void Switchboard::read_after(base::StreamId stream, base::Seq after) {
    reader_.submit(
        [this, stream, after](db::Connection& database) -> Done {
            auto events = read_events(database, stream, after);
            return [this, stream, events = std::move(events)]() mutable {
                hub_.arrive(stream, std::move(events), true);
            };
        },
        [this, stream] { hub_.read_failed(stream); });
}

void Switchboard::deliver(Connection& connection, const Delivery& delivery) {
    if (connection.ending || !connection.session) return;
    for (const auto& one : delivery.events) {
        if (one.event.kind == chat::close_kind)
            put_out(connection, slug_of(connection, one.event.stream), {base::ErrorCode::lounge_closed});
    }
    if (connection.kind == DoorKind::live) return deliver_live(connection, delivery);
    if (!connection.send(delivery.joined))
        doomed_.emplace_back(connection.number, base::ErrorCode::slow_reader);
}

void Switchboard::add_line(Connection& connection, view::Line& line, std::string& html) const {
    view::veil(line, connection.page->blocked);
    services_.renderer.line(connection.language, line, html);
    ++connection.page->lines;
}

// What was removed before the page was loaded stands in it as such; only a later removal makes it start afresh.
void Switchboard::replay_live(Connection& connection, const Visit& visit) {
    auto html = std::make_shared<std::string>();
    std::vector<store::Message> messages;
    for (const auto& event : visit.events) {
        if (!event.is_message()) continue;
        messages.push_back(*event.message);
    }
    for (auto& line : view::lines_of(visit.lounge, messages, visit.reactions)) {
        add_line(connection, line, *html);
    }
    note_read(connection, visit.lounge.id, visit.upto);
    if (!html->empty() && !connection.send(std::move(html)))
        doomed_.emplace_back(connection.number, base::ErrorCode::slow_reader);
}

namespace {

// What changes only how a line looks is gathered: one busy person would keep every reader's frame loading. What was removed is gone at once.
bool may_wait(const store::Event& event) {
    if (event.kind == chat::react_kind) return true;
    const bool changes = event.kind == chat::edit_kind || event.kind == chat::preview_kind;
    return changes && event.message && !event.message->removed;
}

}  // namespace

// Whether anybody looks a page without scripts cannot say: what it shows counts as read.
void Switchboard::deliver_live(Connection& connection, const Delivery& delivery) {
    auto& page = *connection.page;
    if (!page.lounge) return;
    auto html = std::make_shared<std::string>();
    bool afresh = false;
    for (const auto& one : delivery.events) {
        if (may_wait(one.event)) {
            page.stale = true;
            continue;
        }
        if (!one.event.is_message() || one.event.message->removed) {
            afresh = true;
            continue;
        }
        auto line = view::line_of(*page.lounge, *one.event.message);
        add_line(connection, line, *html);
    }
    if (!delivery.events.empty()) note_read(connection, page.lounge->id, delivery.events.back().event.seq);
    afresh = afresh || page.lines >= limits_.live_lines;
    if (!html->empty() && !connection.send(std::move(html))) afresh = true;
    if (afresh) doomed_.emplace_back(connection.number, base::ErrorCode::going_away);
}

void Switchboard::typing(Connection& connection, const std::string& slug) {
    const auto joined = connection.lounges.find(slug);
    if (joined == connection.lounges.end() || is_own_stream(slug))
        return refuse(connection, {base::ErrorCode::not_joined});
    if (flood_.step() >= FloodStep::no_typing) return;
    const base::Time now = services_.clock.now();
    base::Time& told = connection.typing_told[slug];
    if (now - told < limits_.typing_every || everywhere_.count(joined->second.id) > limits_.member_list)
        return;
    told = now;
    const auto& person = connection.session->participant;
    hub_.broadcast(joined->second.stream,
                   text_frame(typing_json(slug, {person.id, person.name, person.guest})), &connection);
}

}  // namespace ws
