#include "core/moderation/evidence.h"

#include <nlohmann/json.hpp>

#include "core/chat/evidence.h"

namespace moderation {

std::string evidence_around(db::Connection& connection, base::LoungeId lounge, base::Seq seq,
                            std::size_t lines) {
    auto around = store::messages_before(connection, lounge, seq, lines);
    auto rest = store::messages_after(connection, lounge, seq - 1, lines + 1);
    around.insert(around.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
    return chat::evidence_of(around, seq);
}

std::vector<EvidenceLine> kept_lines(std::string_view evidence) {
    std::vector<EvidenceLine> lines;
    const auto json = nlohmann::json::parse(evidence, nullptr, false);
    if (!json.is_array()) return lines;
    for (const auto& one : json) {
        lines.push_back({.seq = one.value("seq", std::uint64_t{0}),
                         .author = base::ParticipantId{one.value("author", std::uint64_t{0})},
                         .author_name = one.value("name", ""),
                         .at = base::from_epoch_ms(one.value("at", std::int64_t{0})),
                         .body = one.value("body", ""),
                         .reported = one.value("reported", false),
                         .picture = one.value("picture", false)});
    }
    return lines;
}

}  // namespace moderation
