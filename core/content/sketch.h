// Two numbers that stand for a text, such that alike texts share one of them: how texts are recognised that are said again with small changes.
//
// Min-hashing of overlapping groups of letters, in two bands of five: of two texts with the part J of their groups in common, 1 - (1 - J^5)^2 share a number. That is
// one in 16 where half is alike (what people say of an evening has parts in common by chance), five in six where nine tenths are.
// Source: A. Broder, "On the resemblance and containment of documents" (1997). Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "core/content/letters.h"

namespace content {

inline constexpr std::size_t marks_per_text = 2;
// Shorter ones are said by everybody. A character of a script without spaces counts as three letters.
inline constexpr std::size_t shortest_sketched = 20;

using Sketch = std::array<std::uint64_t, marks_per_text>;

// Nothing for a text that is too short. Digits, marks and how often a letter is repeated make no difference.
std::optional<Sketch> sketch_of(const Letters& letters);

}  // namespace content
