// What processes cost, read from /proc.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/load/clock.h"

namespace load {

// A named set of processes: those of `roots` and all their descendants.
struct ProcessGroup {
    std::string name;
    std::vector<pid_t> roots;
};

// Resident memory in KiB: as it is, and with shared pages divided among those who share them.
struct Memory {
    std::uint64_t rss_kib = 0;
    std::uint64_t pss_kib = 0;
};

class ProcessMeter {
public:
    // Throws std::runtime_error when a root does not run.
    explicit ProcessMeter(std::vector<ProcessGroup> groups);

    const std::vector<ProcessGroup>& groups() const { return groups_; }

    // Processor time used so far by each group, user and system, all threads; same order as groups().
    std::vector<Nanoseconds> cpu() const;
    // Same order as groups().
    std::vector<Memory> memory() const;

private:
    std::vector<ProcessGroup> groups_;
};

// Processor time of the calling process.
Nanoseconds own_cpu();

}  // namespace load
