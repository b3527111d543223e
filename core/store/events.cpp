#include "core/store/events.h"

#include <algorithm>

#include "core/db/dialect.h"
#include "core/store/link_previews.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

void read_last_seqs(db::Rows rows, LastSeqs& into) {
    while (rows.next()) into.emplace(rows.id<base::StreamId>(0), rows.number(1));
}

Event read_event(const db::Rows& rows, base::StreamId stream) {
    Event event{.stream = stream,
                .seq = rows.number(0),
                .kind = rows.text(1),
                .at = rows.time(2),
                .message = std::nullopt,
                .payload = {}};
    if (!rows.is_null(3)) event.payload = rows.text(3);
    if (!rows.is_null(4)) event.direct.emplace().id = rows.id<base::DirectId>(4);
    if (!rows.is_null(5)) event.message = read_message(rows, 5);
    return event;
}

// The direct messages that events of a person's own stream are about.
void read_directs(db::Connection& connection, std::vector<Event>& events) {
    std::vector<base::DirectId> ids;
    for (const auto& event : events) {
        if (event.direct) ids.push_back(event.direct->id);
    }
    if (ids.empty()) return;
    std::unordered_map<base::DirectId, DirectMessage> messages;
    for (auto& message : find_directs(connection, ids)) messages.emplace(message.id, std::move(message));
    for (auto& event : events) {
        if (event.direct) event.direct = messages.at(event.direct->id);
    }
}

}  // namespace

LastSeqs lock_streams(db::Connection& connection, std::vector<base::StreamId> ids) {
    std::ranges::sort(ids);
    LastSeqs seqs;
    in_lists(ids, [&](std::span<const base::StreamId> block) {
        const std::string sql = "SELECT id, last_seq FROM stream WHERE id IN (" + repeat("?", block.size()) +
                                ") ORDER BY id FOR UPDATE";
        read_last_seqs(connection.query_params(sql, params_of(block)), seqs);
    });
    return seqs;
}

// An update cannot give back what it wrote; an insert that meets its row can.
LastSeqs take_seqs(db::Connection& connection, const Counts& counts) {
    LastSeqs before;
    const std::vector<std::pair<base::StreamId, std::uint64_t>> pairs(counts.begin(), counts.end());
    in_blocks(pairs, [&](std::span<const std::pair<base::StreamId, std::uint64_t>> block) {
        const std::string sql =
            "INSERT INTO stream (id, kind, last_seq) VALUES " + repeat("(?, 'LOUNGE', ?)", block.size()) +
            " ON DUPLICATE KEY UPDATE last_seq = last_seq + VALUES(last_seq)" DB_RETURNING("id, last_seq");
        std::vector<db::Param> params;
        for (const auto& [stream, count] : block) {
            params.push_back(db::param(stream));
            params.push_back(db::param(count));
        }
        read_last_seqs(connection.query_params(sql, params), before);
    });
    for (auto& [stream, last] : before) last -= counts.at(stream);
    return before;
}

void set_last_seqs(db::Connection& connection, const LastSeqs& reached) {
    const std::vector<std::pair<base::StreamId, base::Seq>> pairs(reached.begin(), reached.end());
    in_lists(pairs, [&](std::span<const std::pair<base::StreamId, base::Seq>> block) {
        const std::string sql = "UPDATE stream SET last_seq = CASE id " +
                                repeat("WHEN ? THEN ?", block.size(), " ") + " END WHERE id IN (" +
                                repeat("?", block.size()) + ")";
        std::vector<db::Param> params;
        for (const auto& [stream, seq] : block) {
            params.push_back(db::param(stream));
            params.push_back(db::param(seq));
        }
        for (const auto& [stream, seq] : block) params.push_back(db::param(stream));
        connection.execute_params(sql, params);
    });
}

LastSeqs last_seqs(db::Connection& connection, const std::vector<base::StreamId>& ids) {
    LastSeqs seqs;
    in_lists(ids, [&](std::span<const base::StreamId> block) {
        read_last_seqs(connection.query_params(
                           "SELECT id, last_seq FROM stream WHERE id IN (" + repeat("?", block.size()) + ")",
                           params_of(block)),
                       seqs);
    });
    return seqs;
}

void add_events(db::Connection& connection, const std::vector<NewEvent>& events) {
    in_blocks(events, [&](std::span<const NewEvent> block) {
        const std::string sql =
            "INSERT INTO event (stream_id, seq, kind, message_id, direct_message_id, payload, created_at) VALUES " +
            repeat("(?, ?, ?, ?, ?, ?," DB_TIME ")", block.size());
        std::vector<db::Param> params;
        for (const auto& event : block) {
            for (const auto& value : {db::param(event.stream), db::param(event.seq), db::param(event.kind),
                                      db::param(event.message), db::param(event.direct),
                                      db::param(event.payload), db::param(event.at)}) {
                params.push_back(value);
            }
        }
        connection.execute_params(sql, params);
    });
}

std::vector<Event> events_after(db::Connection& connection, base::StreamId stream, base::Seq after,
                                std::size_t most) {
    static const std::string sql =
        std::string("SELECT e.seq, e.kind," DB_MS("e.created_at") ", e.payload, e.direct_message_id, ") +
        std::string(message_columns()) +
        " FROM event e LEFT JOIN chat_message m ON m.id = e.message_id LEFT JOIN participant p ON p.id = m.participant_id " +
        std::string(message_joins()) + "WHERE e.stream_id = ? AND e.seq > ? ORDER BY e.seq LIMIT ?";
    auto rows = connection.query(sql, stream, after, most);
    std::vector<Event> events;
    while (rows.next()) events.push_back(read_event(rows, stream));
    read_directs(connection, events);
    std::vector<Message*> messages;
    for (auto& event : events) {
        if (event.message) messages.push_back(&*event.message);
    }
    read_previews(connection, messages);
    return events;
}

}  // namespace store
