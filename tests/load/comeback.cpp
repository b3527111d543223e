#include "tests/load/comeback.h"

#include <algorithm>

namespace load {
namespace {

constexpr Nanoseconds kFirstPause = 500_ms;
constexpr Nanoseconds kLongestPause = 15_s;

}  // namespace

Comeback::Comeback(Run& run) : run_(run), readers_(run.crowd().size()) {
    run.crowd().expect_losses([this](std::size_t reader) { on_lost(reader); },
                              [this](std::size_t reader) { on_in(reader); });
}

Comeback::~Comeback() { run_.crowd().expect_losses(nullptr, nullptr); }

// The first attempt follows at once: all at the same moment is what is to be survived. Only who fails then backs off.
void Comeback::on_lost(std::size_t number) {
    Reader& reader = readers_[number];
    const Nanoseconds now = now_ns();
    Nanoseconds pause = 0;
    if (!reader.out) {
        reader = {.out = true, .since = now};
        ++out_;
        ++lost_;
    } else {
        const Nanoseconds longest = std::min(kFirstPause << std::min(reader.failures++, 5U), kLongestPause);
        pause = std::uniform_int_distribution<Nanoseconds>(longest / 2, longest)(random_);
    }
    due_.emplace(now + pause, number);
}

void Comeback::on_in(std::size_t number) {
    Reader& reader = readers_[number];
    if (!reader.out) return;
    reader.out = false;
    --out_;
    last_in_ = now_ns();
    away_.record(last_in_ - reader.since);
}

void Comeback::work() {
    const Nanoseconds now = now_ns();
    while (!due_.empty() && due_.top().first <= now) {
        const std::size_t reader = due_.top().second;
        due_.pop();
        ++attempts_;
        run_.crowd().reconnect(reader);
    }
}

Nanoseconds Comeback::next(Nanoseconds otherwise) const {
    return due_.empty() ? otherwise : std::min(due_.top().first, otherwise);
}

}  // namespace load
