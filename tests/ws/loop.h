// Stands in for the sidecar's loop: sleeps until the mailbox wakes it, then does what the database threads have done.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>

#include "ws/mailbox.h"

namespace support {

class Loop {
public:
    // `turn` is one turn of the loop; by default it runs what waits in the mailbox.
    void turn_is(std::function<void()> turn) { turn_ = std::move(turn); }

    // Throws when what is waited for has not come about after half a minute.
    void until(const std::function<bool()>& happened) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        for (turn_(); !happened(); turn_()) {
            std::unique_lock lock(mutex_);
            if (!changed_.wait_until(lock, deadline, [&] { return woken_; }))
                throw std::runtime_error("never happened");
            woken_ = false;
        }
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool woken_ = false;

public:
    ws::Mailbox mailbox{[this] {
        const std::scoped_lock guard(mutex_);
        woken_ = true;
        changed_.notify_one();
    }};

private:
    std::function<void()> turn_ = [this] {
        for (auto& done : mailbox.take()) done();
    };
};

}  // namespace support
