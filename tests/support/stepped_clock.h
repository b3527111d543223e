// A clock that stands still until a test moves it, and counts how often it was asked.
#pragma once

#include <atomic>

#include "core/base/clock.h"

namespace support {

class SteppedClock final : public base::Clock {
public:
    base::Time now() const override {
        ++asked_;
        return base::from_epoch_ms(now_);
    }
    void forward(base::Millis by) { now_ += by.count(); }
    int asked() const { return asked_; }

private:
    std::atomic<std::int64_t> now_{1'767'268'800'000};
    mutable std::atomic<int> asked_{0};
};

}  // namespace support
