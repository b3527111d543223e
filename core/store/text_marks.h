// What was said in the last minutes, as marks from which no text can be read: for the rules about repeated texts.
#pragma once

#include <vector>

#include "core/db/connection.h"

namespace store {

struct TextMark {
    std::uint64_t mark = 0;
    base::ParticipantId who;
};
void add_text_marks(db::Connection& connection, const std::vector<TextMark>& marks, base::Time now);

// How often each person has left each of these marks since then.
struct TextMarkCount {
    std::uint64_t mark = 0;
    base::ParticipantId who;
    std::uint64_t times = 0;
};
std::vector<TextMarkCount> count_text_marks(db::Connection& connection,
                                            const std::vector<std::uint64_t>& marks, base::Time since);

// Deletes at most `most` that are older. Returns how many.
std::uint64_t forget_text_marks(db::Connection& connection, base::Time before, unsigned most);

}  // namespace store
