#include "core/store/whole_house.h"

#include <fmt/format.h>

namespace store {

StreamCount count_streams(db::Connection& connection) {
    auto rows = connection.query("SELECT (SELECT COUNT(*) FROM stream), (SELECT COUNT(*) FROM event)");
    if (!rows.next()) return {};
    return {.streams = rows.number(0), .events = rows.number(1)};
}

// Numbers of one stream are unique and begin with 1: where as many are there as the greatest says, none is missing.
std::vector<std::string> stream_faults(db::Connection& connection, std::size_t most) {
    auto rows = connection.query(
        "SELECT s.id, s.kind, s.last_seq, COALESCE(e.events, 0), COALESCE(e.newest, 0) FROM stream s "
        "LEFT JOIN (SELECT stream_id, COUNT(*) AS events, MAX(seq) AS newest FROM event GROUP BY stream_id) e ON e.stream_id = s.id "
        "WHERE COALESCE(e.events, 0) <> s.last_seq OR COALESCE(e.newest, 0) <> s.last_seq ORDER BY s.id LIMIT ?",
        most);
    std::vector<std::string> faults;
    while (rows.next())
        faults.push_back(fmt::format("stream {} ({}) ends at {} and has {} events, the newest {}",
                                     rows.number(0), rows.text(1), rows.number(2), rows.number(3),
                                     rows.number(4)));
    return faults;
}

std::vector<KeptMedia> kept_media(db::Connection& connection, base::MediaId after, std::size_t most) {
    auto rows = connection.query(
        "SELECT id, store_key, content_type, owner_participant_id IS NULL FROM media WHERE id > ? AND stored_at IS NOT NULL AND removed_at IS NULL AND "
        "erased_at IS NULL ORDER BY id LIMIT ?",
        after, most);
    std::vector<KeptMedia> media;
    while (rows.next())
        media.push_back({.id = rows.id<base::MediaId>(0),
                         .key = rows.text(1),
                         .content_type = rows.text(2),
                         .of_house = rows.integer(3) != 0});
    return media;
}

std::vector<KeptFile> kept_files(db::Connection& connection, base::ItemFileId after, std::size_t most) {
    auto rows = connection.query(
        "SELECT id, store_key FROM marketplace_file WHERE id > ? AND stored_at IS NOT NULL AND erased_at IS NULL ORDER BY id LIMIT ?",
        after, most);
    std::vector<KeptFile> files;
    while (rows.next()) files.push_back({.id = rows.id<base::ItemFileId>(0), .key = rows.text(1)});
    return files;
}

}  // namespace store
