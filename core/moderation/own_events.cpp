#include "core/moderation/own_events.h"

#include <algorithm>

#include "core/store/events.h"

namespace moderation {

void OwnEvents::add(base::StreamId stream, std::string_view kind, std::string payload) {
    rows_.push_back({stream, kind, std::nullopt, std::move(payload)});
}

void OwnEvents::add(base::StreamId stream, std::string_view kind, base::MessageId message) {
    rows_.push_back({stream, kind, message, {}});
}

std::vector<chat::Hint> OwnEvents::store(db::Connection& connection, base::Time now) const {
    std::vector<base::StreamId> streams;
    for (const auto& row : rows_) streams.push_back(row.stream);
    std::ranges::sort(streams);
    streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
    auto seqs = store::lock_streams(connection, streams);
    std::vector<store::NewEvent> events;
    for (const auto& row : rows_) {
        events.push_back(
            {.stream = row.stream,
             .seq = ++seqs.at(row.stream),
             .kind = row.kind,
             .message = row.message,
             .payload = row.message ? std::nullopt : std::optional<std::string_view>(row.payload),
             .at = now});
    }
    store::add_events(connection, events);
    store::set_last_seqs(connection, seqs);
    std::vector<chat::Hint> hints;
    for (const auto& [stream, seq] : seqs) hints.push_back({.stream = stream, .seq = seq});
    return hints;
}

}  // namespace moderation
