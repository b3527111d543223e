// The runs of one block of text: what is bold, italic, code, an address or a mention. Part of format.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/chat/format.h"

namespace chat {

enum class RunKind { text, bold, italic, bold_italic, code, link, mention };

struct Run {
    RunKind kind = RunKind::text;
    std::string text;
    std::string href{};         // of a link
    base::ParticipantId who{};  // of a mention
};

// Runs are not empty, and neighbours are never of the same kind unless they are links or mentions.
// Candidates for names are added to `names` when it is given, each once and as many as most_mentions.
std::vector<Run> runs_of(std::string_view text, const Mentions& mentions,
                         std::vector<std::string>* names = nullptr);

}  // namespace chat
