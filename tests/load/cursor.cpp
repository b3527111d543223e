#include "tests/load/cursor.h"

#include <algorithm>

namespace load {
namespace {

constexpr std::uint64_t kAbsurdLeap = 1'000'000;

}  // namespace

void Cursor::start(std::uint64_t next) {
    next_ = next;
    missing_.clear();
}

Arrival Cursor::arrive(std::uint64_t seq, Faults& faults) {
    if (seq == next_) {
        ++next_;
        return Arrival::in_order;
    }
    if (seq > next_) {
        if (seq - next_ > kAbsurdLeap) {
            ++faults.corruption;
            return Arrival::absurd;
        }
        faults.gaps += seq - next_;
        for (; next_ < seq; ++next_) missing_.push_back(next_);
        ++next_;
        return Arrival::ahead;
    }
    const auto found = std::find(missing_.begin(), missing_.end(), seq);
    if (found == missing_.end()) {
        ++faults.repeats;
        return Arrival::repeated;
    }
    missing_.erase(found);
    --faults.gaps;
    ++faults.disorder;
    return Arrival::late;
}

void Cursor::finish(std::uint64_t last, Faults& faults) {
    if (next_ <= last) faults.gaps += last - next_ + 1;
}

}  // namespace load
