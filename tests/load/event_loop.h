// An epoll loop for one thread.
#pragma once

#include <cstdint>

#include "tests/load/clock.h"

namespace load {

// Something with a descriptor that wants to hear of it. Must outlive its registration.
class Pollable {
public:
    virtual ~Pollable() = default;
    // `events` as of epoll_wait.
    virtual void on_ready(std::uint32_t events) = 0;
};

class EventLoop {
public:
    EventLoop();  // throws std::system_error
    ~EventLoop();
    EventLoop(const EventLoop&) = delete;
    EventLoop& operator=(const EventLoop&) = delete;

    void add(int fd, std::uint32_t events, Pollable& target);
    void modify(int fd, std::uint32_t events, Pollable& target);
    void remove(int fd);

    // Waits until something is ready, at most until `deadline` (now_ns clock), and tells each target.
    // Returns at once when the deadline has passed and nothing is ready.
    void run_once(Nanoseconds deadline);

    // Runs until `done()` or the deadline; true when done.
    template <class Done>
    bool run_until(Nanoseconds deadline, Done done) {
        while (!done()) {
            if (now_ns() >= deadline) return false;
            run_once(deadline);
        }
        return true;
    }

private:
    int epoll_;
};

}  // namespace load
