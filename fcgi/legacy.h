// What a parent hands to the program that replaces it in the same process: its listening sockets and its workers. Travels in an environment variable.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fcgi {

inline constexpr const char* legacy_variable = "CHATROOM_FCGI_LEGACY";

struct Legacy {
    std::map<std::string, int> listeners;  // by the name of their pool
    std::vector<pid_t> workers;
    bool operator==(const Legacy&) const = default;
};

// "page=5;workers=120,121"
std::string write_legacy(const Legacy& legacy);
// Nothing for a text that write_legacy did not make.
std::optional<Legacy> parse_legacy(std::string_view text);

}  // namespace fcgi
