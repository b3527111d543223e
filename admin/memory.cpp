#include "admin/memory.h"

#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

namespace admin {
namespace {

namespace fs = std::filesystem;

// Of a process that may be gone, or another user's: then nothing.
std::string read_all(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::optional<std::string> variable(const std::string& environment, const std::string& name) {
    const std::string all = std::string(1, '\0') + environment;
    const std::string wanted = std::string(1, '\0') + name + "=";
    const auto found = all.find(wanted);
    if (found == std::string::npos) return std::nullopt;
    const auto begin = found + wanted.size();
    return all.substr(begin, all.find('\0', begin) - begin);
}

// nginx writes its title over its environment, but stays in a folder of its instance.
bool is_nginx_of(const fs::path& process, const std::string& var) {
    std::error_code failure;
    const auto folder = fs::read_symlink(process / "cwd", failure).string();
    return !failure && (folder.starts_with(var + "/service/nginx") || folder.starts_with(var + "/nginx"));
}

// Under systemd, whose bounds hide environments from others: the unit's name in the group.
std::optional<std::string> unit_of(const fs::path& process) {
    constexpr std::string_view begin = "/chatroom-";
    constexpr std::string_view end = ".service\n";
    const auto group = read_all(process / "cgroup");
    const auto found = group.rfind(begin);
    if (found == std::string::npos || !group.ends_with(end)) return std::nullopt;
    const auto name = found + begin.size();
    return group.substr(name, group.size() - end.size() - name);
}

std::optional<std::string> service_of(const fs::path& process, const std::string& var) {
    if (auto unit = unit_of(process)) return unit;
    std::string name = read_all(process / "comm");
    name = name.substr(0, name.find('\n'));
    if (name == "nginx") return is_nginx_of(process, var) ? std::optional(name) : std::nullopt;
    const auto environment = read_all(process / "environ");
    if (variable(environment, "CHATROOM_VAR") != var && variable(environment, "CHATROOM_INSTANCE") != var)
        return std::nullopt;
    if (const auto service = variable(environment, "CHATROOM_SERVICE"))
        return fs::path(*service).filename().string();
    // The supervisor, and this very command.
    if (!name.starts_with("chatroom-")) return "supervisor";
    return name == "chatroom-admin" ? std::nullopt
                                    : std::optional(name.substr(std::string("chatroom-").size()));
}

std::optional<std::uint64_t> pss_of(const fs::path& process) {
    const auto text = read_all(process / "smaps_rollup");
    const auto found = text.find("\nPss:");
    if (found == std::string::npos) return std::nullopt;
    const auto digit = text.find_first_of("0123456789", found);
    std::uint64_t kilobytes = 0;
    std::from_chars(text.data() + digit, text.data() + text.size(), kilobytes);
    return kilobytes * 1024;
}

}  // namespace

std::vector<ServiceMemory> memory_of(const std::string& var) {
    std::map<std::string, ServiceMemory> services;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator("/proc", failure)) {
        const std::string name = entry.path().filename();
        if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) continue;
        const auto service = service_of(entry.path(), var);
        if (!service) continue;
        ServiceMemory& sum = services[*service];
        sum.service = *service;
        ++sum.processes;
        const auto pss = pss_of(entry.path());
        // Of one that ended meanwhile there is nothing to see.
        if (!pss && !fs::exists(entry.path())) continue;
        sum.pss_bytes = pss && sum.pss_bytes ? std::optional(*sum.pss_bytes + *pss) : std::nullopt;
    }
    std::vector<ServiceMemory> found;
    for (auto& [name, sum] : services) found.push_back(std::move(sum));
    std::ranges::stable_sort(found, std::ranges::greater{}, &ServiceMemory::pss_bytes);
    return found;
}

std::uint64_t disk_bytes(const std::string& folder) {
    constexpr std::uint64_t block = 512;  // of stat, whatever the file system has
    std::uint64_t bytes = 0;
    std::error_code failure;
    fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, failure);
    for (const auto end = fs::end(walk); !failure && walk != end; walk.increment(failure)) {
        struct stat facts {};
        if (lstat(walk->path().c_str(), &facts) == 0)
            bytes += static_cast<std::uint64_t>(facts.st_blocks) * block;
    }
    return bytes;
}

}  // namespace admin
