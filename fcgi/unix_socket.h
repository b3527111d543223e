// File descriptors and addresses of unix sockets, as the pages' programs call them.
#pragma once

#include "core/base/file_descriptor.h"
#include "core/base/unix_socket.h"

namespace fcgi {

using base::FileDescriptor;
using base::unix_address;

}  // namespace fcgi
