// Web addresses that may be asked for a preview, in one spelling each. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace preview {

struct Target {
    std::string url;   // ASCII: http or https, no user, no fragment, no port that goes without saying
    std::string host;  // lower case; an IPv6 address without its brackets
    std::uint16_t port = 0;

    bool operator==(const Target&) const = default;
};

// Nothing when it is another scheme than http and https, another port than 80 and 443, holds a user name or a password, names a zone, or is above 2,048 bytes.
std::optional<Target> target_of(std::string_view url);
// The same of what a page at `from` writes: absolute or relative to it.
std::optional<Target> target_from(const Target& from, std::string_view reference);

}  // namespace preview
