#include "fcgi/sidecar_probe.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include "fcgi/unix_socket.h"

namespace fcgi {
namespace {

template <class Address>
FileDescriptor connect_to(const Address& address) {
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    FileDescriptor descriptor(socket(generic->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const bool connected = descriptor.get() >= 0 && connect(descriptor.get(), generic, sizeof(address)) == 0;
    return connected ? std::move(descriptor) : FileDescriptor();
}

}  // namespace

FileDescriptor connect_to_sidecar(const base::Config& config) {
    if (!config.socket_port) return connect_to(unix_address(config.sidecar_socket()));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(*config.socket_port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connect_to(address);
}

bool sidecar_listens(const base::Config& config) { return connect_to_sidecar(config).get() >= 0; }

}  // namespace fcgi
