// The HTTP upgrade that opens a WebSocket, from the client's side.
#pragma once

#include <string>
#include <string_view>

namespace load {

struct Upgrade {
    std::string authority;  // host:port
    std::string path;
    std::string subprotocol;  // none when empty
    std::string token;        // a guest session's; none when empty
};

// The request, whole.
std::string upgrade_request(const Upgrade& upgrade);

// Judges the answer's head (up to and with the empty line): empty when the socket is open, else what was
// wrong with it.
std::string upgrade_fault(std::string_view head, std::string_view subprotocol);

}  // namespace load
