// How far people have read. Told often and of little weight: gathered for a second, the furthest place of each kept, and written by the reader's thread.
#include <algorithm>
#include <utility>

#include "core/store/read_markers.h"
#include "ws/switchboard.h"

namespace ws {

void Switchboard::read(Connection& connection, const std::string& slug, base::Seq seq) {
    const auto joined = connection.lounges.find(slug);
    if (joined == connection.lounges.end() || is_own_stream(slug))
        return refuse(connection, {base::ErrorCode::not_joined});
    // Nobody has read what was not said: a marker ahead of the lounge would hide what comes.
    note_read(connection, joined->second.id, std::min(seq, hub_.last(joined->second.stream)));
}

void Switchboard::note_read(const Connection& connection, base::LoungeId lounge, base::Seq seq) {
    base::Seq& furthest = reads_[{connection.session->participant.id, lounge}];
    furthest = std::max(furthest, seq);
}

// Who has gone for good left no marker behind: what waits to be written must not bring one back.
void Switchboard::forget_reads(base::ParticipantId person) {
    std::erase_if(reads_, [&](const auto& one) { return one.first.first == person; });
}

void Switchboard::store_reads() {
    if (reads_.empty()) return;
    std::vector<store::ReadMarker> markers;
    markers.reserve(reads_.size());
    for (const auto& [who, seq] : std::exchange(reads_, {})) markers.push_back({who.first, who.second, seq});
    reader_.submit([markers = std::move(markers)](db::Connection& database) -> Done {
        store::set_read(database, markers);
        return {};
    });
}

}  // namespace ws
