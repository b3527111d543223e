// What a restored house is looked through for: whether its streams are sequences without a hole, and which objects its rows want. Goes over all of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct StreamCount {
    std::uint64_t streams = 0;
    std::uint64_t events = 0;
};
StreamCount count_streams(db::Connection& connection);

// Streams whose events are not the numbers from 1 to their last one: each in English, for the operator. At most `most`.
std::vector<std::string> stream_faults(db::Connection& connection, std::size_t most);

// Of what is to be shown: stored and neither removed nor erased.
struct KeptMedia {
    base::MediaId id;
    std::string key;
    std::string content_type;
    bool of_house = false;  // what a link leads to, of which a thumbnail alone is kept
};
// By their number, ascending, after `after`.
std::vector<KeptMedia> kept_media(db::Connection& connection, base::MediaId after, std::size_t most);

// Of what some buyer may still fetch.
struct KeptFile {
    base::ItemFileId id;
    std::string key;
};
std::vector<KeptFile> kept_files(db::Connection& connection, base::ItemFileId after, std::size_t most);

}  // namespace store
