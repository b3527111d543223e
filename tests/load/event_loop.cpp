#include "tests/load/event_loop.h"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace load {
namespace {

void control(int epoll, int operation, int fd, std::uint32_t events, Pollable* target) {
    epoll_event event{};
    event.events = events;
    event.data.ptr = target;
    if (epoll_ctl(epoll, operation, fd, &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

}  // namespace

EventLoop::EventLoop() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
    if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

EventLoop::~EventLoop() { ::close(epoll_); }

void EventLoop::add(int fd, std::uint32_t events, Pollable& target) {
    control(epoll_, EPOLL_CTL_ADD, fd, events, &target);
}

void EventLoop::modify(int fd, std::uint32_t events, Pollable& target) {
    control(epoll_, EPOLL_CTL_MOD, fd, events, &target);
}

void EventLoop::remove(int fd) { control(epoll_, EPOLL_CTL_DEL, fd, 0, nullptr); }

void EventLoop::run_once(Nanoseconds deadline) {
    // Nanosecond waits: an open-loop schedule of 2,000 a second must not be rounded to milliseconds.
    const Nanoseconds wait = std::max<Nanoseconds>(deadline - now_ns(), 0);
    const timespec limit{wait / 1_s, wait % 1_s};
    std::array<epoll_event, 256> ready;
    const int count = epoll_pwait2(epoll_, ready.data(), static_cast<int>(ready.size()), &limit, nullptr);
    if (count < 0 && errno != EINTR) throw std::system_error(errno, std::generic_category(), "epoll_pwait2");
    for (int i = 0; i < count; ++i)
        static_cast<Pollable*>(ready[static_cast<std::size_t>(i)].data.ptr)
            ->on_ready(ready[static_cast<std::size_t>(i)].events);
}

}  // namespace load
