// How much memory the programs of this instance take: PSS, so that what several share counts once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace admin {

struct ServiceMemory {
    std::string service;  // "fcgi", "mariadb"
    std::uint64_t processes = 0;
    std::optional<std::uint64_t> pss_bytes = 0;  // nothing: this user may not see it of all of them
};

// By service, the largest first: every process of this machine whose state folder (CHATROOM_VAR) is `var`, and under systemd every one in a group of a unit chatroom-*. A service
// is what its unit or its supervisor says (CHATROOM_SERVICE), else the name of the program.
std::vector<ServiceMemory> memory_of(const std::string& var);

// Of all files below a folder, as they lie on the disk; 0 where there is none.
std::uint64_t disk_bytes(const std::string& folder);

}  // namespace admin
