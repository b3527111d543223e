#include "core/view/lines.h"

#include <unordered_map>

namespace view {

void veil(Line& line, const std::unordered_set<base::ParticipantId>& blocked) {
    if (blocked.empty()) return;
    line.veiled = blocked.contains(base::ParticipantId{line.author_id});
    if (line.quote) line.quote->veiled = blocked.contains(base::ParticipantId{line.quote->author_id});
}

Line line_of(std::string_view lounge_slug, const store::Message& message) {
    Line line{.slug = std::string(lounge_slug),
              .seq = message.seq,
              .id = message.id.value,
              .author_id = message.author.value,
              .author = message.author_name,
              .guest = message.guest,
              .cid = message.client_id,
              .at = message.at,
              .body = message.body,
              .blocks = parse_format(message.format),
              .removed = message.removed,
              .edited = message.edited_at.has_value(),
              .quote = std::nullopt,
              .reactions = {}};
    if (message.quote) {
        line.quote = Quote{.seq = message.quote->seq,
                           .author = message.quote->author_name,
                           .text = message.quote->text,
                           .removed = message.quote->removed,
                           .author_id = message.quote->author.value};
    }
    return line;
}

std::vector<Line> lines_of(std::string_view lounge_slug, const std::vector<store::Message>& messages,
                           const std::vector<store::Reaction>& reactions) {
    std::vector<Line> lines;
    lines.reserve(messages.size());
    std::unordered_map<std::uint64_t, std::size_t> places;
    for (const auto& message : messages) {
        places.emplace(message.id.value, lines.size());
        lines.push_back(line_of(lounge_slug, message));
    }
    for (const auto& one : reactions) {
        const auto place = places.find(one.message.value);
        if (place == places.end()) continue;
        lines[place->second].reactions.push_back(
            {.emoji = one.emoji, .people = one.people, .mine = one.mine});
    }
    return lines;
}

}  // namespace view
