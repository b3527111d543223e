// From where somebody comes in: a browser's own token and an address prefix, known to the database as keyed hashes alone, so that a ban can follow them.
#pragma once

#include <string>
#include <string_view>

#include "core/store/ban_marks.h"

namespace accounts {

inline constexpr std::string_view device_cookie = "device";

struct Origin {
    std::string device{};   // the cookie's value; empty: the browser has none (yet), or a program asks
    std::string address{};  // as nginx sees it
};

// A new browser's token: 16 random bytes in hex.
std::string new_device_token();
// Whether it is one of ours by its looks; anything else counts as none.
bool is_device_token(std::string_view token);

// `key`: what keys the hashes of addresses everywhere (rate limits). IPv4 addresses count whole, IPv6 by their /64 (prefix_of).
store::Marks marks_of(std::string_view key, const Origin& origin);

}  // namespace accounts
