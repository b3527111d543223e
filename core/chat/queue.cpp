#include "core/chat/queue.h"

#include <algorithm>

namespace chat {

std::vector<store::Admission> callable(const store::Bounds& bounds, store::Taken taken,
                                       std::span<const store::Admission> waiting) {
    std::vector<store::Admission> called;
    for (const auto& one : waiting) {
        if (taken.people >= bounds.people) break;
        if (one.guest && taken.guests >= bounds.guests) continue;
        ++taken.people;
        taken.guests += one.guest ? 1 : 0;
        called.push_back(one);
    }
    return called;
}

std::optional<base::Millis> estimate(std::span<const store::Wait> recent, base::Millis quiet,
                                     std::uint64_t ahead) {
    if (recent.empty()) return std::nullopt;
    std::vector<base::Millis> per_place;
    per_place.reserve(recent.size());
    for (const auto& wait : recent)
        per_place.push_back(wait.waited / static_cast<std::int64_t>(wait.ahead + 1));
    const auto middle = per_place.begin() + static_cast<std::ptrdiff_t>(per_place.size() / 2);
    std::ranges::nth_element(per_place, middle);
    return std::max(*middle, quiet) * static_cast<std::int64_t>(ahead + 1);
}

}  // namespace chat
