// File descriptors and addresses of unix sockets.
#pragma once

#include <sys/un.h>

#include <string>

#include "core/base/file_descriptor.h"

namespace fcgi {

using base::FileDescriptor;

// Throws std::length_error when the path is longer than the system's 107 bytes.
sockaddr_un unix_address(const std::string& path);

}  // namespace fcgi
