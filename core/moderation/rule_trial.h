// What a rule would have caught: it is tried on what was really said, with everybody's standing as it was then. Changes nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/chat/post.h"
#include "core/store/content_rules.h"

namespace moderation {

struct Trial {
    std::size_t looked_at = 0;
    std::size_t caught = 0;
    std::size_t removed = 0;  // of those caught: what was removed since, so that it was rightly caught
    std::size_t people = 0;   // whose posts were caught
    std::vector<store::SaidBefore> newest{};  // of those caught, the newest first
    bool stopped = false;                     // there was more than `most_messages` to look at
};

struct TrialBounds {
    base::Time since{};
    std::size_t most_messages = 0;
    std::size_t most_shown = 20;
};

// Reads in steps; on no lock. A rule that is off is tried as if it were on. Who was vouched for since counts as known.
Trial try_rule(db::Connection& connection, const chat::House& house, store::ContentRule rule,
               const TrialBounds& bounds);

}  // namespace moderation
