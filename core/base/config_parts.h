// What the readers of settings share.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/config.h"

namespace base {

// All throw ConfigError, which names the variable.
std::uint64_t parse_number(std::string_view name, std::string_view text, std::uint64_t least,
                           std::uint64_t most);
// Whether all of these are set; none may be alone: that would show only when somebody needs it.
bool all_or_none(const Environ& environ, std::initializer_list<std::string_view> names);
bool parse_switch(const Environ& environ, std::string_view name, bool usual);

// Without slashes at its end.
std::string without_end(std::string url);
// Whether it is the address of a service, without user, query or fragment: https, or http on this machine.
bool is_service_address(std::string_view url);

}  // namespace base
