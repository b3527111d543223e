// Sockets that the page workers accept from; they outlive a re-execution of the program.
#pragma once

#include <optional>
#include <string>

#include "fcgi/unix_socket.h"

namespace fcgi {

// Makes the unix socket `path` (a stale one is removed), for its owner and group alone. Accepting from it never blocks: workers wait for it themselves.
// Throws std::system_error.
FileDescriptor open_listener(const std::string& path);

// Ready for the next program in this process / for this one alone. Throws std::system_error.
void keep_over_exec(int descriptor, bool keep);

// Whether the descriptor is a listening socket, as an earlier life of this process hands it over.
bool is_listener(int descriptor);

}  // namespace fcgi
