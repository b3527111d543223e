#include "fcgi/parent.h"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>

#include "core/base/log.h"
#include "fcgi/listener.h"

namespace fcgi {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Longer than any request takes; then patience ends.
constexpr auto patience = 10s;

sigset_t parent_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&set, number);
    return set;
}

// The next signal; nothing when there was none until `deadline`.
std::optional<int> next_signal(std::optional<SteadyTime> deadline) {
    const sigset_t set = parent_signals();
    if (!deadline) {
        const int number = sigwaitinfo(&set, nullptr);
        return number > 0 ? std::optional(number) : std::nullopt;
    }
    const auto left = std::max<std::chrono::nanoseconds>(*deadline - Clock::now(), 0ns);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec timeout{.tv_sec = seconds.count(), .tv_nsec = (left - seconds).count()};
    const int number = sigtimedwait(&set, nullptr, &timeout);
    return number > 0 ? std::optional(number) : std::nullopt;
}

FileDescriptor listener_for(const Pool& pool, const Legacy& legacy) {
    const auto left = legacy.listeners.find(pool.name);
    if (left == legacy.listeners.end() || !is_listener(left->second)) return open_listener(pool.socket);
    keep_over_exec(left->second, false);
    return FileDescriptor(left->second);
}

void send(const std::vector<pid_t>& pids, int signal) {
    for (const pid_t pid : pids) kill(pid, signal);
}

// In a child. The program sees no signal blocked, as if the supervisor had started it.
[[noreturn]] void execute_check(const std::string& program) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
    execl(program.c_str(), program.c_str(), "--check", nullptr);
    _exit(127);
}

}  // namespace

Parent::Parent(const std::vector<Pool>& pools, std::string program, const Legacy& legacy, Metrics& metrics,
               Work work)
    : program_(std::move(program)),
      work_(std::move(work)),
      old_workers_(legacy.workers) {
    for (const auto& pool : pools) pools_.emplace_back(pool, listener_for(pool, legacy), work_, metrics);
}

void Parent::block_signals() {
    const sigset_t set = parent_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

std::optional<SteadyTime> Parent::start_due() {
    std::optional<SteadyTime> next;
    for (auto& pool : pools_) {
        const auto due = pool.start_due(Clock::now());
        if (due) next = std::min(next.value_or(*due), *due);
    }
    return next;
}

void Parent::run() {
    const bool took_over = !old_workers_.empty();
    start_due();
    if (took_over) send(old_workers_, SIGTERM);
    base::log::info("{} with {} workers", took_over ? "took over" : "started",
                    everybody().size() - old_workers_.size());
    while (!ending_) {
        const auto due = start_due();
        if (const auto signal = next_signal(due)) handle(*signal);
    }
    end_workers();
    for (const auto& pool : pools_) unlink(pool.pool().socket.c_str());
    base::log::info("ended");
}

void Parent::handle(int signal) {
    switch (signal) {
        case SIGCHLD:
            return bury();
        case SIGHUP:
            return check_program();
        default:
            ending_ = true;
    }
}

void Parent::bury() {
    int status = 0;
    for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG)) {
        if (pid == check_) {
            checked(status);
        } else if (std::erase(old_workers_, pid) == 0) {
            std::any_of(pools_.begin(), pools_.end(),
                        [&](Workers& pool) { return pool.buried(pid, Clock::now()); });
        }
    }
}

void Parent::check_program() {
    if (check_ != 0) return;
    base::log::info("checking {} before it takes over", program_);
    check_ = fork();
    if (check_ < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (check_ == 0) execute_check(program_);
}

void Parent::checked(int status) {
    check_ = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return execute_program();
    base::log::error("{} does not start, so this program goes on", program_);
}

void Parent::execute_program() {
    Legacy legacy{.listeners = {}, .workers = everybody()};
    for (const auto& pool : pools_) {
        legacy.listeners.emplace(pool.pool().name, pool.listener());
        keep_over_exec(pool.listener(), true);
    }
    setenv(legacy_variable, write_legacy(legacy).c_str(), 1);  // NOLINT(concurrency-mt-unsafe): one thread
    execl(program_.c_str(), program_.c_str(), nullptr);
    base::log::error("{} cannot be executed, so this program goes on: {}", program_,
                     std::generic_category().message(errno));
    for (const auto& pool : pools_) keep_over_exec(pool.listener(), false);
}

std::vector<pid_t> Parent::everybody() const {
    std::vector<pid_t> pids = old_workers_;
    for (const auto& pool : pools_) {
        const auto running = pool.running();
        pids.insert(pids.end(), running.begin(), running.end());
    }
    return pids;
}

void Parent::end_workers() {
    auto left = everybody();
    send(left, SIGTERM);
    const auto deadline = Clock::now() + patience;
    while (!left.empty() && Clock::now() < deadline) {
        next_signal(deadline);
        int status = 0;
        for (pid_t pid = waitpid(-1, &status, WNOHANG); pid > 0; pid = waitpid(-1, &status, WNOHANG))
            std::erase(left, pid);
    }
    send(left, SIGKILL);
    for (const pid_t pid : left) waitpid(pid, nullptr, 0);
}

}  // namespace fcgi
