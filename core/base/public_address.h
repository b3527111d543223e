// Whether an address is somebody's out in the Internet. What a client chose is never called at any other: what is special or private could be a service of
// ours, or of whoever hosts us. By IANA's registries of special-purpose addresses (RFC 6890). Pure; any thread.
#pragma once

#include <sys/socket.h>

#include <string>

namespace base {

// Of a socket: IPv4 or IPv6; any other family is not public. An IPv6 address that stands for an IPv4 one is judged as that.
bool is_public_address(const sockaddr& address, socklen_t length);

// The same of an address as text, "192.0.2.1" or "2001:db8::1". What is no such address is not public.
bool is_public_address(const std::string& text);

}  // namespace base
