#include "core/overview/sidecar_probe.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>

#include "core/base/unix_socket.h"

namespace overview {
namespace {

using base::FileDescriptor;

// A sidecar that stands still with its queue full must not hold its visitors: on a socket of the file system that is refused at once.
constexpr int patience_ms = 300;

bool is_connected(int descriptor) {
    pollfd ready{.fd = descriptor, .events = POLLOUT, .revents = 0};
    int failure = 0;
    socklen_t size = sizeof(failure);
    return poll(&ready, 1, patience_ms) == 1 &&
           getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size) == 0 && failure == 0;
}

template <class Address>
FileDescriptor connect_to(const Address& address) {
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    FileDescriptor descriptor(socket(generic->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (descriptor.get() < 0) return FileDescriptor();
    const bool connected = connect(descriptor.get(), generic, sizeof(address)) == 0 ||
                           (errno == EINPROGRESS && is_connected(descriptor.get()));
    return connected ? std::move(descriptor) : FileDescriptor();
}

}  // namespace

base::FileDescriptor connect_to_sidecar(const base::Config& config) {
    if (!config.socket_port) return connect_to(base::unix_address(config.sidecar_socket()));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(*config.socket_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connect_to(address);
}

bool sidecar_listens(const base::Config& config) { return connect_to_sidecar(config).get() >= 0; }

}  // namespace overview
