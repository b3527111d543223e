// The worker processes of a pool: starting, replacing, ending them. Knows nothing of requests.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "fcgi/metrics.h"
#include "fcgi/unix_socket.h"

namespace fcgi {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Pool {
    std::string name;
    std::string socket;
    unsigned count = 1;
};

// What a worker process does until SIGTERM; its exit status. Begins with SIGTERM blocked.
using Work = std::function<int(const Pool& pool, int listener)>;

// Owned by the parent; one thread.
class Workers {
public:
    Workers(Pool pool, FileDescriptor listener, const Work& work, Metrics& metrics);

    // Starts those that are due. Returns when the next one is due, if one is not.
    std::optional<SteadyTime> start_due(SteadyTime now);
    // Whether the process was one of these; then it is started again: at once, or after a pause when it died within a second of its start.
    bool buried(pid_t pid, SteadyTime now);

    std::vector<pid_t> running() const;
    const Pool& pool() const { return pool_; }
    int listener() const { return listener_.get(); }

private:
    struct Slot {
        pid_t pid = 0;  // 0: not running
        SteadyTime started{};
        SteadyTime due{};
        unsigned early_deaths = 0;  // in a row
    };
    pid_t start();

    Pool pool_;
    FileDescriptor listener_;
    const Work& work_;
    Metrics& metrics_;
    std::vector<Slot> slots_;
};

}  // namespace fcgi
