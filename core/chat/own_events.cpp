#include "core/chat/own_events.h"

#include <algorithm>

#include "core/store/events.h"
#include "core/store/held_posts.h"

namespace chat {

void OwnEvents::add(base::StreamId stream, std::string_view kind, std::string payload) {
    rows_.push_back({stream, kind, std::nullopt, std::move(payload)});
}

void OwnEvents::add(base::StreamId stream, std::string_view kind, base::MessageId message,
                    std::string payload) {
    rows_.push_back({stream, kind, message, std::move(payload)});
}

void OwnEvents::add_place(base::StreamId stream, base::MessageId message) {
    rows_.push_back({stream, store::message_kind, message, {}, true});
}

std::vector<Hint> OwnEvents::store(db::Connection& connection, base::Time now) const {
    std::vector<base::StreamId> streams;
    for (const auto& row : rows_) streams.push_back(row.stream);
    std::ranges::sort(streams);
    streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
    auto seqs = store::lock_streams(connection, streams);
    std::vector<store::NewEvent> events;
    for (const auto& row : rows_) {
        const base::Seq seq = ++seqs.at(row.stream);
        if (row.gives_place) store::show_held(connection, row.message.value(), seq, now);
        const bool bare = row.message && row.payload.empty();
        events.push_back({.stream = row.stream,
                          .seq = seq,
                          .kind = row.kind,
                          .message = row.message,
                          .payload = bare ? std::nullopt : std::optional<std::string_view>(row.payload),
                          .at = now});
    }
    store::add_events(connection, events);
    store::set_last_seqs(connection, seqs);
    std::vector<Hint> hints;
    for (const auto& [stream, seq] : seqs) hints.push_back({.stream = stream, .seq = seq});
    return hints;
}

void send_hints(const HintSender& sender, const std::vector<Hint>& hints) {
    for (const auto& hint : hints) sender.send(hint);
}

}  // namespace chat
