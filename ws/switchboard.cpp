#include "ws/switchboard.h"

#include <algorithm>

#include "core/base/log.h"
#include "core/chat/access.h"
#include "core/store/schema.h"

namespace ws {

Switchboard::Switchboard(const Services& services, Mailbox& mailbox)
    : services_(services),
      limits_(services.config.limits),
      house_{services.clock, services.config},
      mailbox_(mailbox),
      hub_([this](base::StreamId stream, base::Seq after) { read_after(stream, after); },
           limits_.replay_events),
      activity_(limits_.away_after),
      reader_(services.config.database, mailbox,
              [this](db::Connection& connection) {
                  store::require_schema(connection);
                  mailbox_.post(register_at(connection));
              }),
      writer_(house_, services.hints, mailbox,
              [this](const std::vector<Letter>& letters, Writer::Outcomes& outcomes) {
                  answer(letters, outcomes);
              }) {}

Connection* Switchboard::find(std::uint64_t number) {
    const auto found = connections_.find(number);
    return found == connections_.end() || found->second->ending ? nullptr : found->second;
}

void Switchboard::opened(Connection& connection, accounts::Credentials credentials) {
    authenticate(connection, std::move(credentials), [this](Connection& known, const store::OwnState& own) {
        send(known, welcome_json(*known.session, limits_, own));
    });
}

void Switchboard::opened_live(Connection& connection, accounts::Credentials credentials, view::LiveHead head,
                              std::optional<base::Seq> since, std::optional<base::Time> page_made) {
    connection.page = std::make_unique<LivePage>(LivePage{.slug = head.slug, .made = page_made});
    (void)connection.send(
        std::make_shared<const std::string>(services_.renderer.live_head(connection.language, head)));
    authenticate(connection, std::move(credentials),
                 [this, slug = std::move(head.slug), since](
                     Connection& known, const store::OwnState& /*own*/) { join(known, slug, since, true); });
}

void Switchboard::authenticate(Connection& connection, accounts::Credentials credentials,
                               std::function<void(Connection&, const store::OwnState&)> then) {
    ++figures_.opened;
    connections_.emplace(connection.number, &connection);
    connection.ears = this;
    reader_.submit([this, number = connection.number, credentials = std::move(credentials),
                    then = std::move(then)](db::Connection& database) -> Done {
        auto session = accounts::authenticate(database, services_.tokens, services_.clock, credentials);
        store::OwnState own;
        if (session) {
            own = store::own_state(database, session->participant.id);
            // Once more, after the number was read: an end that came in between is in either the row or the stream.
            session = accounts::authenticate(database, services_.tokens, services_.clock, credentials);
        }
        return [this, number, session = std::move(session), own = std::move(own), then] {
            Connection* waiting = find(number);
            if (waiting == nullptr) return;
            if (!session) {
                const bool banned = session.error().code == base::ErrorCode::banned;
                return dismiss(*waiting, banned ? base::ErrorCode::banned : base::ErrorCode::session_ended);
            }
            if (const auto refused = accounts::door_refusal(*session))
                return dismiss(*waiting, refused->code);
            admit(*waiting, *session, own);
            then(*waiting, own);
        };
    });
}

void Switchboard::admit(Connection& connection, accounts::Session session, const store::OwnState& own) {
    bound_sockets(session, connection.number);
    connection.session = std::move(session);
    begin_activity(connection);
    if (connection.page) connection.page->blocked = {own.blocked.begin(), own.blocked.end()};
    if (!hub_.subscribe(connection.watch, connection.session->stream, std::string(chat::own_stream_name),
                        own.last))
        dismiss(connection, base::ErrorCode::going_away);
}

// What happens to a person concerns the house too, whether or not the client follows it.
void Switchboard::watched(Connection& connection, const Delivery& delivery) {
    if (connection.ending) return;
    for (const auto& one : delivery.events) {
        if (one.event.kind == chat::session_end_kind &&
            chat::ended_session(one.event.payload) == connection.session->key) {
            doomed_.emplace_back(connection.number, base::ErrorCode::session_ended);
            forget_reads(connection.session->participant.id);
        }
        if (one.event.kind == chat::sanction_kind) obey(connection, one.event);
        if (one.event.kind == chat::proof_kind)
            prove(connection, chat::proven_until(one.event.payload).value_or(base::Time{}));
        // What stands in the page already has to be hidden or shown: it starts afresh.
        const bool veils = one.event.kind == chat::block_kind || one.event.kind == chat::unblock_kind;
        if (veils && connection.kind == DoorKind::live)
            doomed_.emplace_back(connection.number, base::ErrorCode::going_away);
    }
}

// A ban ends what is open; whoever is put out of a lounge leaves it here and now. (A mute is asked for with each post.)
void Switchboard::obey(Connection& connection, const store::Event& event) {
    const auto sanction = chat::sanction_in(event.payload);
    if (!sanction) return;
    if (sanction->banned) {
        doomed_.emplace_back(connection.number, base::ErrorCode::banned);
        forget_reads(connection.session->participant.id);
        return;
    }
    if (sanction->kicked_from.empty()) return;
    auto& until = connection.session->participant.kicked_until;
    until = std::max(until.value_or(base::Time{}), sanction->until);
    put_out(connection, sanction->kicked_from,
            {base::ErrorCode::kicked, sanction->until - services_.clock.now()});
}

// How their proof of age stands now; what it no longer opens they leave.
void Switchboard::prove(Connection& connection, base::Time until) {
    connection.session->age.proven_until = until;
    const base::Time now = services_.clock.now();
    for (const auto& [slug, lounge] : connection.lounges) {
        if (!lounge.red) continue;
        if (const auto refused =
                chat::red_refusal(connection.session->age, services_.config.red_lounges, now))
            put_out(connection, slug, *refused);
    }
}

void Switchboard::bound_sockets(const accounts::Session& session, std::uint64_t number) {
    auto& numbers = sessions_[session.key];
    numbers.push_back(number);
    if (numbers.size() <= limits_.sockets_per_session) return;
    if (Connection* oldest = find(numbers.front())) dismiss(*oldest, base::ErrorCode::too_many_sockets);
}

void Switchboard::received(Connection& connection, std::string_view frame) {
    if (connection.ending) return;
    auto parsed = parser_.parse(frame);
    if (auto* refusal = std::get_if<Refusal>(&parsed)) {
        refuse(connection, refusal->error, refusal->id);
        if (++connection.malformed >= limits_.malformed_frames)
            dismiss(connection, base::ErrorCode::malformed);
        return;
    }
    auto& command = std::get<Command>(parsed);
    if (!connection.session) {
        const auto id = command.id.empty() ? std::nullopt : std::optional(command.id);
        return refuse(connection, {base::ErrorCode::too_early}, id);
    }
    const auto who = connection.session->participant.id;
    if (is_act(command.kind) && activity_.act(who, services_.clock.now())) wake(who);
    execute(connection, std::move(command));
}

void Switchboard::execute(Connection& connection, Command command) {
    switch (command.kind) {
        case CommandKind::join: {
            const bool known = connection.lounges.contains(command.lounge) ||
                               connection.waiting.contains(command.lounge) || is_own_stream(command.lounge);
            const auto doors = connection.lounges.size() + connection.waiting.size() + connection.joining;
            if (!known && doors >= limits_.lounges_per_socket) {
                return refuse(connection, {base::ErrorCode::too_many_lounges});
            }
            return join(connection, std::move(command.lounge), command.since, true);
        }
        case CommandKind::leave:
            return leave_by_wish(connection, command.lounge);
        case CommandKind::post:
        case CommandKind::edit:
        case CommandKind::remove:
        case CommandKind::react:
        case CommandKind::unreact:
        case CommandKind::remove_preview:
            return write(connection, std::move(command));
        case CommandKind::direct:
        case CommandKind::direct_read:
        case CommandKind::direct_remove:
        case CommandKind::block:
        case CommandKind::unblock:
            return write_personal(connection, command);
        case CommandKind::typing:
            return typing(connection, command.lounge);
        case CommandKind::read:
            return read(connection, command.lounge, *command.of);
        case CommandKind::active:
            return;  // noted by its arrival
    }
}

void Switchboard::closed(Connection& connection) {
    detach(connection);
    connections_.erase(connection.number);
}

void Switchboard::detach(Connection& connection) {
    while (!connection.lounges.empty()) leave(connection, std::string(connection.lounges.begin()->first));
    while (!connection.waiting.empty()) {
        seen_last(connection.waiting.begin()->second, connection.session->participant.id);
        wait_no_more(connection, std::string(connection.waiting.begin()->first));
    }
    if (!connection.session) return;
    end_activity(connection);
    hub_.unsubscribe(connection.watch, connection.session->stream);
    const auto entry = sessions_.find(connection.session->key);
    if (entry == sessions_.end()) return;
    std::erase(entry->second, connection.number);
    if (entry->second.empty()) sessions_.erase(entry);
}

void Switchboard::leave(Connection& connection, const std::string& slug) {
    const auto joined = connection.lounges.find(slug);
    if (joined == connection.lounges.end()) return;
    hub_.unsubscribe(connection, joined->second.stream);
    if (!is_own_stream(slug)) {
        here_.leave(joined->second.id, connection.session->participant.id);
        everywhere_.leave(joined->second.id, connection.session->participant.id);
    }
    if (joined->second.bounded) seen_last(joined->second.id, connection.session->participant.id);
    connection.lounges.erase(joined);
}

void Switchboard::send(Connection& connection, const std::string& json) {
    if (!connection.send(text_frame(json)))
        doomed_.emplace_back(connection.number, base::ErrorCode::slow_reader);
}

void Switchboard::refuse(Connection& connection, const base::Error& error,
                         const std::optional<std::string>& id) {
    if (connection.kind == DoorKind::live) return dismiss(connection, error.code);
    send(connection, nack_json(connection.language, error, id));
}

void Switchboard::note_closed(const Connection& connection, base::ErrorCode code) {
    ++figures_.closed[code];
    if (code == base::ErrorCode::going_away) return;  // of all at once, or many times an hour
    const base::log::Scope scope(connection.id);
    base::log::info("a connection is closed: {}", base::wire_code(code));
}

// Says why and hangs up.
void Switchboard::dismiss(Connection& connection, base::ErrorCode code) {
    if (connection.ending) return;
    note_closed(connection, code);
    detach(connection);
    if (code == base::ErrorCode::slow_reader) {
        ++figures_.slow_readers;
        connection.outbox.clear();
    }
    if (connection.kind == DoorKind::socket) {
        // What is said last must fit, also behind a reader who is slow.
        if (!connection.send(text_frame(bye_json(connection.language, code)))) {
            connection.outbox.clear();
            (void)connection.send(text_frame(bye_json(connection.language, code)));
        }
        (void)connection.send(close_frame(close_code(code)));
    } else {
        const bool again = code == base::ErrorCode::slow_reader || code == base::ErrorCode::going_away;
        const std::string way_on = code == base::ErrorCode::waiting ? connection.page->slug : "";
        auto last = again ? services_.renderer.live_restart(connection.language)
                          : services_.renderer.live_end(connection.language,
                                                        connection.language.text(base::Error{code}), way_on);
        (void)connection.send(std::make_shared<const std::string>(std::move(last)));
    }
    connection.end();
}

void Switchboard::work() {
    for (auto& done : mailbox_.take()) done();
    for (const auto& one : std::exchange(leaving_, {})) show_out(one);
    for (const auto& [number, code] : std::exchange(doomed_, {})) {
        if (Connection* connection = find(number)) dismiss(*connection, code);
    }
}

void Switchboard::goodbye() {
    std::vector<Connection*> all;
    for (const auto& [number, connection] : connections_) all.push_back(connection);
    for (Connection* connection : all) dismiss(*connection, base::ErrorCode::going_away);
}

}  // namespace ws
