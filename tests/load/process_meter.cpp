#include "tests/load/process_meter.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "tests/load/json_scan.h"

namespace load {
namespace {

namespace fs = std::filesystem;

struct Stat {
    pid_t parent = 0;
    Nanoseconds cpu = 0;
};

// /proc/<pid>/stat: in clock ticks (10 ms), but threads that ended are in it.
bool read_stat(pid_t pid, Stat& stat) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    if (!std::getline(file, text)) return false;
    const std::size_t name_end = text.rfind(')');
    if (name_end == std::string::npos) return false;
    std::istringstream rest(text.substr(name_end + 1));
    std::string skipped;
    Nanoseconds user = 0;
    Nanoseconds system = 0;
    rest >> skipped >> stat.parent;
    for (int field = 5; field < 14; ++field) rest >> skipped;
    rest >> user >> system;
    stat.cpu = (user + system) * (1_s / sysconf(_SC_CLK_TCK));
    return static_cast<bool>(rest);
}

// /proc/<pid>/task/*/schedstat: in nanoseconds, but only of threads that live.
Nanoseconds read_schedstat(pid_t pid) {
    Nanoseconds total = 0;
    std::error_code gone;
    for (const auto& task : fs::directory_iterator("/proc/" + std::to_string(pid) + "/task", gone)) {
        std::ifstream file(task.path() / "schedstat");
        Nanoseconds on_cpu = 0;
        if (file >> on_cpu) total += on_cpu;
    }
    return total;
}

std::map<pid_t, Stat> all_processes() {
    std::map<pid_t, Stat> processes;
    for (const auto& entry : fs::directory_iterator("/proc")) {
        const auto pid = parse_integer(entry.path().filename().native());
        Stat stat;
        if (pid && read_stat(static_cast<pid_t>(*pid), stat))
            processes.emplace(static_cast<pid_t>(*pid), stat);
    }
    return processes;
}

bool descends(pid_t pid, const std::vector<pid_t>& roots, const std::map<pid_t, Stat>& processes) {
    for (auto found = processes.find(pid); found != processes.end();
         found = processes.find(found->second.parent)) {
        if (std::find(roots.begin(), roots.end(), found->first) != roots.end()) return true;
    }
    return false;
}

void add_memory(pid_t pid, Memory& memory) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string key;
        std::uint64_t kib = 0;
        words >> key >> kib;
        if (key == "Rss:") memory.rss_kib += kib;
        if (key == "Pss:") memory.pss_kib += kib;
    }
}

}  // namespace

ProcessMeter::ProcessMeter(std::vector<ProcessGroup> groups) : groups_(std::move(groups)) {
    for (const ProcessGroup& group : groups_) {
        for (const pid_t root : group.roots) {
            Stat stat;
            if (!read_stat(root, stat))
                throw std::runtime_error("no process " + std::to_string(root) + " to watch as " + group.name);
        }
    }
}

std::vector<Nanoseconds> ProcessMeter::cpu() const {
    std::vector<Nanoseconds> used(groups_.size());
    const auto processes = all_processes();
    for (const auto& [pid, stat] : processes) {
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            if (descends(pid, groups_[i].roots, processes))
                used[i] += std::max(stat.cpu, read_schedstat(pid));
        }
    }
    return used;
}

std::vector<Memory> ProcessMeter::memory() const {
    std::vector<Memory> used(groups_.size());
    const auto processes = all_processes();
    for (const auto& [pid, stat] : processes) {
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            if (descends(pid, groups_[i].roots, processes)) add_memory(pid, used[i]);
        }
    }
    return used;
}

Nanoseconds own_cpu() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ns = [](const timeval& t) {
        return static_cast<Nanoseconds>(t.tv_sec) * 1_s + static_cast<Nanoseconds>(t.tv_usec) * 1000;
    };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

}  // namespace load
