// Addresses of unix sockets.
#pragma once

#include <sys/un.h>

#include <string>

namespace base {

// Throws std::length_error when the path is longer than the system's 107 bytes.
sockaddr_un unix_address(const std::string& path);

}  // namespace base
