#include "core/chat/direct_acts.h"

#include <nlohmann/json.hpp>

#include "core/chat/notice.h"
#include "core/db/transaction.h"
#include "core/store/people.h"

namespace chat {
namespace {

using base::ErrorCode;

Posted at_place(base::Seq place, base::Time now, bool repeated) {
    Posted posted;
    posted.seq = place;
    posted.at = now;
    posted.repeated = repeated;
    return posted;
}

std::optional<store::Conversation> lock(db::Connection& connection, base::ParticipantId one,
                                        base::ParticipantId other) {
    const auto found = store::lock_conversations(connection, {{one, other}});
    return found.empty() ? std::nullopt : std::optional(found.front());
}

base::Result<Posted> read(db::Connection& inside, base::ParticipantId reader, base::ParticipantId peer,
                          base::Seq upto, base::Time now) {
    const auto conversation = lock(inside, reader, peer);
    const auto person = store::find_person(inside, reader);
    if (!conversation || !person) return ErrorCode::unknown_person;
    if (!store::set_read(inside, *conversation, reader, upto)) return at_place(upto, now, true);
    const auto place = store::read_place(inside, conversation->id, reader);
    const nlohmann::json payload{{"with", peer.value}, {"n", place.read_seq}, {"unread", place.unread}};
    Posted posted = at_place(place.read_seq, now, false);
    const base::Seq seq = add_own_event(inside, person->stream, direct_read_kind, payload.dump(), now);
    posted.others.push_back({.stream = person->stream, .seq = seq});
    return posted;
}

// To both streams, locked last.
std::vector<Hint> tell_removed(db::Connection& inside, const store::DirectMessage& message, base::Time now) {
    std::vector<base::StreamId> streams;
    for (const auto who : {message.author, message.to}) {
        const auto person = store::find_person(inside, who);
        if (person) streams.push_back(person->stream);
    }
    auto seqs = store::lock_streams(inside, streams);
    std::vector<Hint> hints;
    std::vector<store::NewEvent> events;
    for (const auto stream : streams) {
        hints.push_back({.stream = stream, .seq = ++seqs.at(stream)});
        events.push_back({.stream = stream,
                          .seq = hints.back().seq,
                          .kind = direct_remove_kind,
                          .message = std::nullopt,
                          .payload = std::nullopt,
                          .at = now,
                          .direct = message.id});
    }
    store::add_events(inside, events);
    store::set_last_seqs(inside, seqs);
    return hints;
}

base::Result<Posted> remove(db::Connection& inside, base::ParticipantId author, base::ParticipantId peer,
                            base::Seq place, base::Time now) {
    const auto conversation = place == 0 ? std::nullopt : lock(inside, author, peer);
    if (!conversation) return ErrorCode::unknown_message;
    const auto found = store::directs_after(inside, conversation->id, place - 1, 1);
    if (found.empty() || found.front().seq != place) return ErrorCode::unknown_message;
    if (found.front().author != author) return ErrorCode::not_yours;
    if (!store::remove_direct(inside, found.front().id, author, now)) return at_place(place, now, true);
    Posted posted = at_place(place, now, false);
    posted.others = tell_removed(inside, found.front(), now);
    return posted;
}

}  // namespace

base::Result<Posted> read_direct(db::Connection& connection, const House& house, base::ParticipantId reader,
                                 base::ParticipantId peer, base::Seq upto) {
    return db::transact(connection, [&](db::Connection& inside) {
        return read(inside, reader, peer, upto, house.clock.now());
    });
}

base::Result<Posted> remove_direct(db::Connection& connection, const House& house, base::ParticipantId author,
                                   base::ParticipantId peer, base::Seq place) {
    return db::transact(connection, [&](db::Connection& inside) {
        return remove(inside, author, peer, place, house.clock.now());
    });
}

}  // namespace chat
