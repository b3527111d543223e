// Messages as the lines that pages, fragments and live streams show.
#pragma once

#include <unordered_set>
#include <vector>

#include "core/store/lounges.h"
#include "core/store/messages.h"
#include "core/store/reactions.h"
#include "core/view/pages.h"

namespace view {

// Folds away what was said by people whom the viewer has blocked, in the line and in what it answers.
void veil(Line& line, const std::unordered_set<base::ParticipantId>& blocked);

Line line_of(const store::Lounge& lounge, const store::Message& message);
// As they follow each other. With the reactions to them (store::reactions_to); those to other messages are left out.
std::vector<Line> lines_of(const store::Lounge& lounge, const std::vector<store::Message>& messages,
                           const std::vector<store::Reaction>& reactions);

}  // namespace view
