// The index of words that search reads, and the messages it leads to. Filled by the jobs process alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/db/connection.h"

namespace store {

// At most `most` places of a lounge before `before` whose messages hold the word, newest first.
std::vector<base::Seq> places_with(db::Connection& connection, base::LoungeId lounge, std::string_view word,
                                   base::Seq before, std::size_t most);

// A message as a result shows it.
struct FoundMessage {
    base::Seq seq = 0;
    base::ParticipantId author_id;
    std::string author;
    bool guest = true;
    std::string body;
    base::Time at{};
};
// Those of these places that may be read now, newest first.
std::vector<FoundMessage> readable_at(db::Connection& connection, base::LoungeId lounge,
                                      const std::vector<base::Seq>& places);

// How far the index of each lounge has come, and how far its stream.
struct IndexProgress {
    base::LoungeId lounge;
    base::StreamId stream;
    base::Seq reached = 0;
    base::Seq indexed = 0;
};
std::vector<IndexProgress> index_progress(db::Connection& connection);
void set_indexed(db::Connection& connection, base::LoungeId lounge, base::Seq upto);

// At most `most` events after a place, and the message that each is about, if any, as it stands now.
struct Indexable {
    base::Seq event = 0;
    std::optional<base::Seq> message;
    std::string body;  // empty when nobody may read it
};
std::vector<Indexable> indexable_after(db::Connection& connection, base::StreamId stream, base::Seq after,
                                       std::size_t most);

// The words of each message in the index, separated by spaces; messages without are left out.
using Document = std::pair<base::Seq, std::string>;
std::vector<Document> documents_at(db::Connection& connection, base::LoungeId lounge,
                                   const std::vector<base::Seq>& places);
void put_documents(db::Connection& connection, base::LoungeId lounge, const std::vector<Document>& documents);
void remove_documents(db::Connection& connection, base::LoungeId lounge,
                      const std::vector<base::Seq>& places);

using WordPlace = std::pair<std::string, base::Seq>;
void add_places(db::Connection& connection, base::LoungeId lounge, const std::vector<WordPlace>& places);
void remove_places(db::Connection& connection, base::LoungeId lounge, const std::vector<WordPlace>& places);

}  // namespace store
