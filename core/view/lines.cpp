#include "core/view/lines.h"

#include <chrono>
#include <unordered_map>

#include "core/base/crypto.h"

namespace view {

void veil(Line& line, const std::unordered_set<base::ParticipantId>& blocked) {
    if (blocked.empty()) return;
    line.veiled = blocked.contains(base::ParticipantId{line.author_id});
    if (line.quote) line.quote->veiled = blocked.contains(base::ParticipantId{line.quote->author_id});
}

namespace {

Preview preview_of(const store::Preview& preview, bool blurred) {
    Preview card{.url = preview.url,
                 .site = std::string(preview.site()),
                 .title = preview.title,
                 .summary = preview.summary,
                 .picture = std::nullopt,
                 .video = preview.video};
    if (preview.picture) {
        card.picture = Picture{.key = preview.picture->key,
                               .width = preview.picture->width,
                               .height = preview.picture->height,
                               .blur = base::to_base64(preview.picture->blur),
                               .blurred = blurred};
    }
    return card;
}

constexpr std::chrono::minutes group_within{5};

bool goes_on(const Line& line, const Line& previous) {
    const auto day = [](base::Time at) { return std::chrono::floor<std::chrono::days>(at); };
    return line.author_id == previous.author_id && line.at - previous.at < group_within && !line.removed &&
           !previous.removed && day(line.at) == day(previous.at);
}

}  // namespace

Line line_of(const store::Lounge& lounge, const store::Message& message) {
    Line line{.slug = lounge.slug,
              .seq = message.seq,
              .id = message.id.value,
              .author_id = message.author.value,
              .author = message.author_name,
              .guest = message.guest,
              .system = message.system,
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
    if (message.picture) {
        line.picture = Picture{.id = message.picture->id.value,
                               .key = message.picture->key,
                               .width = message.picture->thumb_width,
                               .height = message.picture->thumb_height,
                               .blur = base::to_base64(message.picture->blur),
                               .blurred = lounge.blurs_pictures,
                               .duration = message.picture->duration};
    }
    if (message.preview) line.preview = preview_of(*message.preview, lounge.blurs_pictures);
    return line;
}

std::vector<Line> lines_of(const store::Lounge& lounge, const std::vector<store::Message>& messages,
                           const std::vector<store::Reaction>& reactions) {
    std::vector<Line> lines;
    lines.reserve(messages.size());
    std::unordered_map<std::uint64_t, std::size_t> places;
    for (const auto& message : messages) {
        places.emplace(message.id.value, lines.size());
        lines.push_back(line_of(lounge, message));
        if (lines.size() > 1) lines.back().follows = goes_on(lines.back(), lines[lines.size() - 2]);
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
