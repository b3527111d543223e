#include "fcgi/workers.h"

#include <sys/prctl.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <system_error>

#include "core/base/log.h"

namespace fcgi {
namespace {

using namespace std::chrono_literals;

constexpr auto early = 1s;
constexpr auto first_pause = 100ms;
constexpr unsigned most_doublings = 6;

// A worker must not outlive its parent, also one that is killed. The kernel tells those alone whose parent dies from now on.
bool follow(pid_t parent) { return prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent; }

// A terminal sends these to everybody; they are for the parent.
void leave_signals_to_parent() {
    for (const int number : {SIGINT, SIGHUP}) std::signal(number, SIG_IGN);
    std::signal(SIGCHLD, SIG_DFL);
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    pthread_sigmask(SIG_SETMASK, &terminate, nullptr);
}

}  // namespace

Workers::Workers(Pool pool, FileDescriptor listener, const Work& work, Metrics& metrics)
    : pool_(std::move(pool)),
      listener_(std::move(listener)),
      work_(work),
      metrics_(metrics),
      slots_(pool_.count) {}

std::optional<SteadyTime> Workers::start_due(SteadyTime now) {
    std::optional<SteadyTime> next;
    for (Slot& slot : slots_) {
        if (slot.pid != 0) continue;
        if (slot.due <= now) {
            slot.pid = start();
            slot.started = now;
        } else {
            next = std::min(next.value_or(slot.due), slot.due);
        }
    }
    return next;
}

pid_t Workers::start() {
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
    if (pid > 0) return pid;
    if (!follow(parent)) _exit(0);
    leave_signals_to_parent();
    // Not exit(): what the parent registered to run at its end is not the worker's to run.
    _exit(work_(pool_, listener_.get()));
}

bool Workers::buried(pid_t pid, SteadyTime now) {
    const auto slot = std::find_if(slots_.begin(), slots_.end(), [&](const Slot& s) { return s.pid == pid; });
    if (slot == slots_.end()) return false;
    metrics_.count_worker_restart();
    const bool died_early = now - slot->started < early;
    const auto pause = died_early ? first_pause * (1U << std::min(slot->early_deaths, most_doublings)) : 0ms;
    slot->early_deaths = died_early ? slot->early_deaths + 1 : 0;
    slot->pid = 0;
    slot->due = now + pause;
    base::log::warning("worker {} of pool {} has ended; the next one starts in {} ms", pid, pool_.name,
                       pause / 1ms);
    return true;
}

std::vector<pid_t> Workers::running() const {
    std::vector<pid_t> pids;
    for (const Slot& slot : slots_) {
        if (slot.pid != 0) pids.push_back(slot.pid);
    }
    return pids;
}

}  // namespace fcgi
