// Network addresses, and which of them strangers' links may lead to. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

struct sockaddr;

namespace preview {

// IPv4 stands in the first four bytes.
struct Address {
    bool v6 = false;
    std::array<unsigned char, 16> bytes{};

    bool operator==(const Address&) const = default;
};

// "192.0.2.1" or "2001:db8::1", as inet_pton takes them: nothing shortened, no zone.
std::optional<Address> parse_address(const std::string& text);
std::string to_text(const Address& address);

// Nothing for other families than IPv4 and IPv6.
std::optional<Address> address_of(const sockaddr& socket_address);
std::uint16_t port_of(const sockaddr& socket_address);

// core/base/public_address.h
bool is_public(const Address& address);

}  // namespace preview
