#include "core/base/unix_socket.h"

#include <sys/socket.h>

#include <stdexcept>

namespace base {

sockaddr_un unix_address(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path))
        throw std::length_error("the path of a unix socket is too long: " + path);
    path.copy(address.sun_path, path.size());
    return address;
}

}  // namespace base
