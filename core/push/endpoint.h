// The address at which a browser's push service takes messages for it (RFC 8030 section 4). A client sends it, so it is not believed. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace push {

struct Endpoint {
    std::string origin;  // scheme://host[:port], as tokens name the service
    std::string host;
};

// Nothing when the address is none that may be called: https, of at most `most` bytes, without user, password and fragment, and no address of a private
// network written in figures. (Where a name leads is asked when it is called: base::HttpBounds::public_only.) `local_too`: for tests, also this machine and
// without TLS.
std::optional<Endpoint> parse_endpoint(std::string_view url, std::size_t most, bool local_too);

}  // namespace push
