// A few numbers that stand for a text, such that alike texts share most of them: how texts are recognised that are said again with small changes.
//
// Min-hashing of overlapping groups of letters: two texts share each number with the probability of the part of their groups that they have in common.
// Source: A. Broder, "On the resemblance and containment of documents" (1997). Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/content/letters.h"

namespace content {

inline constexpr std::size_t marks_per_text = 4;
inline constexpr std::size_t marks_alike =
    3;  // so many in common: seldom below two fifths alike, most often from four fifths on
// Shorter ones are said by everybody. A character of a script without spaces counts as three letters.
inline constexpr std::size_t shortest_sketched = 20;

using Sketch = std::array<std::uint64_t, marks_per_text>;

// Nothing for a text that is too short. Digits, marks and how often a letter is repeated make no difference.
std::optional<Sketch> sketch_of(const Letters& letters);

}  // namespace content
