// Internet addresses as far as rules count them: an IPv4 address is one household, an IPv6 one has a /64 to itself.
#pragma once

#include <string>
#include <string_view>

namespace accounts {

// "203.0.113.7" as it is; "2001:db8:1:2:" of an IPv6 address (its first 64 bits); IPv4 inside IPv6 as IPv4. Anything else as it is. Pure.
std::string prefix_of(std::string_view address);

}  // namespace accounts
