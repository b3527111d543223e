// What a handshake says, and whether it may come in. Pure, so that a table can test it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/accounts/session.h"
#include "core/base/clock.h"

namespace ws {

// Header values; empty when absent.
struct Handshake {
    std::string path;
    std::string origin;
    std::string cookie;
    std::string authorization;
    std::string accept_language;
    std::string protocol;
    std::string version;  // Sec-WebSocket-Version
    std::string key;      // Sec-WebSocket-Key
    std::string id{};     // X-Request-Id, by nginx
};

inline constexpr std::string_view protocol_name = "chatroom.v1";

// What the headers bring to show who asks.
accounts::Credentials credentials_of(const Handshake& handshake, std::string_view own_origin);

// Under which the connection stands in logs: nginx's id; where none came, or one that nginx would not give, one of our own.
std::string connection_id(const Handshake& handshake);

// The status that refuses the session or the site; nothing when both are fine. For the socket and the live stream.
std::optional<int> refused_session(const Handshake& handshake, const accounts::Tokens& tokens, base::Time now,
                                   std::string_view own_origin);
// Also what RFC 6455 section 4.2.1 asks of a WebSocket handshake.
std::optional<int> refused_socket(const Handshake& handshake, const accounts::Tokens& tokens, base::Time now,
                                  std::string_view own_origin);

}  // namespace ws
