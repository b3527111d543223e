#include "core/store/search.h"

#include "core/db/dialect.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

std::vector<db::Param> after_lounge(base::LoungeId lounge, std::span<const base::Seq> places) {
    auto params = params_of(places);
    params.insert(params.begin(), db::param(lounge));
    return params;
}

}  // namespace

std::vector<base::Seq> places_with(db::Connection& connection, base::LoungeId lounge, std::string_view word,
                                   base::Seq before, std::size_t most) {
    auto rows = connection.query(
        "SELECT seq FROM search_word WHERE lounge_id = ? AND word = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
        lounge, word, before, most);
    std::vector<base::Seq> places;
    while (rows.next()) places.push_back(rows.number(0));
    return places;
}

std::vector<FoundMessage> readable_at(db::Connection& connection, base::LoungeId lounge,
                                      const std::vector<base::Seq>& places) {
    std::vector<FoundMessage> found;
    in_lists(places, [&](std::span<const base::Seq> block) {
        const std::string sql = "SELECT m.seq, p.id, p.display_name, p.user_id IS NULL, m.body," DB_MS(
                                    "m.created_at") "FROM chat_message m STRAIGHT_JOIN participant p ON p.id = m.participant_id "
                                "WHERE m.lounge_id = ? AND m.seq IN (" +
                                repeat("?", block.size()) +
                                ") AND m.moderation_status = 'APPROVED' ORDER BY m.seq DESC";
        auto rows = connection.query_params(sql, after_lounge(lounge, block));
        while (rows.next()) {
            found.push_back({.seq = rows.number(0),
                             .author_id = rows.id<base::ParticipantId>(1),
                             .author = rows.text(2),
                             .guest = rows.flag(3),
                             .body = rows.text(4),
                             .at = rows.time(5)});
        }
    });
    return found;
}

std::vector<IndexProgress> index_progress(db::Connection& connection) {
    auto rows = connection.query(
        "SELECT l.id, l.stream_id, s.last_seq, COALESCE(p.seq, 0) FROM lounge l JOIN stream s ON s.id = l.stream_id "
        "LEFT JOIN search_progress p ON p.lounge_id = l.id");
    std::vector<IndexProgress> lounges;
    while (rows.next()) {
        lounges.push_back({.lounge = rows.id<base::LoungeId>(0),
                           .stream = rows.id<base::StreamId>(1),
                           .reached = rows.number(2),
                           .indexed = rows.number(3)});
    }
    return lounges;
}

void set_indexed(db::Connection& connection, base::LoungeId lounge, base::Seq upto) {
    connection.execute(
        "INSERT INTO search_progress (lounge_id, seq) VALUES (?, ?) ON DUPLICATE KEY UPDATE seq = ?", lounge,
        upto, upto);
}

std::vector<Indexable> indexable_after(db::Connection& connection, base::StreamId stream, base::Seq after,
                                       std::size_t most) {
    auto rows = connection.query(
        "SELECT e.seq, m.seq, IF(m.moderation_status = 'APPROVED', m.body, '') FROM event e "
        "LEFT JOIN chat_message m ON m.id = e.message_id WHERE e.stream_id = ? AND e.seq > ? ORDER BY e.seq LIMIT ?",
        stream, after, most);
    std::vector<Indexable> events;
    while (rows.next()) {
        events.push_back({.event = rows.number(0), .message = std::nullopt, .body = {}});
        if (rows.is_null(1)) continue;
        events.back().message = rows.number(1);
        events.back().body = rows.text(2);
    }
    return events;
}

std::vector<Document> documents_at(db::Connection& connection, base::LoungeId lounge,
                                   const std::vector<base::Seq>& places) {
    std::vector<Document> documents;
    in_lists(places, [&](std::span<const base::Seq> block) {
        const std::string sql = "SELECT seq, words FROM search_document WHERE lounge_id = ? AND seq IN (" +
                                repeat("?", block.size()) + ")";
        auto rows = connection.query_params(sql, after_lounge(lounge, block));
        while (rows.next()) documents.emplace_back(rows.number(0), rows.text(1));
    });
    return documents;
}

void put_documents(db::Connection& connection, base::LoungeId lounge,
                   const std::vector<Document>& documents) {
    in_blocks(documents, [&](std::span<const Document> block) {
        const std::string sql = "INSERT INTO search_document (lounge_id, seq, words) VALUES " +
                                repeat("(?, ?, ?)", block.size()) +
                                " ON DUPLICATE KEY UPDATE words = VALUES(words)";
        std::vector<db::Param> params;
        for (const auto& [seq, words] : block) {
            for (const auto& value : {db::param(lounge), db::param(seq), db::param(words)})
                params.push_back(value);
        }
        connection.execute_params(sql, params);
    });
}

void remove_documents(db::Connection& connection, base::LoungeId lounge,
                      const std::vector<base::Seq>& places) {
    in_lists(places, [&](std::span<const base::Seq> block) {
        connection.execute_params(
            "DELETE FROM search_document WHERE lounge_id = ? AND seq IN (" + repeat("?", block.size()) + ")",
            after_lounge(lounge, block));
    });
}

void add_places(db::Connection& connection, base::LoungeId lounge, const std::vector<WordPlace>& places) {
    in_blocks(places, [&](std::span<const WordPlace> block) {
        const std::string sql = "INSERT IGNORE INTO search_word (lounge_id, word, seq) VALUES " +
                                repeat("(?, ?, ?)", block.size());
        std::vector<db::Param> params;
        for (const auto& [word, seq] : block) {
            for (const auto& value : {db::param(lounge), db::param(word), db::param(seq)})
                params.push_back(value);
        }
        connection.execute_params(sql, params);
    });
}

void remove_places(db::Connection& connection, base::LoungeId lounge, const std::vector<WordPlace>& places) {
    // One by one: seldom many, and each by its whole key.
    for (const auto& [word, seq] : places) {
        connection.execute("DELETE FROM search_word WHERE lounge_id = ? AND word = ? AND seq = ?", lounge,
                           word, seq);
    }
}

}  // namespace store
