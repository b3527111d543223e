// How a program that runs until it is told to end hears of it.
#pragma once

#include <csignal>
#include <ctime>

#include "core/base/clock.h"

namespace admin {

// Blocks SIGTERM and SIGINT for the process, then waits for them instead of sleeping. Made before any thread: they inherit it.
class EndSignal {
public:
    EndSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    bool came_within(base::Millis wait) const {
        const timespec time{.tv_sec = wait.count() / 1000, .tv_nsec = wait.count() % 1000 * 1'000'000};
        return sigtimedwait(&signals_, nullptr, &time) > 0;
    }

private:
    sigset_t signals_{};
};

}  // namespace admin
