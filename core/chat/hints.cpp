#include "core/chat/hints.h"

#include <dirent.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace chat {
namespace {

// The datagram, in the host's byte order: it never leaves the host.
struct Wire {
    std::uint64_t stream;
    std::uint64_t seq;
};

// Nothing when the path is too long for a socket.
std::optional<sockaddr_un> address_of(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof(address.sun_path)) return std::nullopt;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

int open_socket() {
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "socket for hints");
    return descriptor;
}

}  // namespace

HintSender::HintSender(std::string folder, std::string own_name)
    : folder_(std::move(folder)),
      own_socket_(std::move(own_name)),
      descriptor_(open_socket()) {}

HintSender::~HintSender() { ::close(descriptor_); }

void HintSender::send(Hint hint) const {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(folder_.c_str()), &::closedir);
    if (!folder) return;  // no sidecar has ever run: nobody to tell
    const Wire wire{hint.stream.value, hint.seq};
    while (const dirent* entry =
               ::readdir(folder.get())) {  // NOLINT(concurrency-mt-unsafe): the stream is this call's own
        const std::string name(static_cast<const char*>(entry->d_name));
        if (name.starts_with('.') || name == own_socket_) continue;
        const auto address = address_of(folder_ + "/" + name);
        if (!address) continue;  // no sidecar can listen there
        // A dead or full receiver is no matter: its poll, or its next life, reads the truth.
        const auto sent = ::sendto(descriptor_, &wire, sizeof(wire), MSG_DONTWAIT | MSG_NOSIGNAL,
                                   reinterpret_cast<const sockaddr*>(&*address), sizeof(*address));
        if (sent < 0 && (errno == EAGAIN || errno == ENOBUFS)) lost_.fetch_add(1, std::memory_order_relaxed);
    }
}

HintReceiver::HintReceiver(const std::string& folder, const std::string& name)
    : path_(folder + "/" + name),
      descriptor_(open_socket()),
      stop_descriptor_(::eventfd(0, EFD_CLOEXEC)) {
    ::mkdir(folder.c_str(), 0700);
    ::unlink(path_.c_str());
    const auto address = address_of(path_);
    if (!address) throw std::runtime_error("the path is too long for a socket: " + path_);
    if (::bind(descriptor_, reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot listen for hints at " + path_);
    }
}

HintReceiver::~HintReceiver() {
    ::unlink(path_.c_str());
    ::close(descriptor_);
    ::close(stop_descriptor_);
}

std::optional<Hint> HintReceiver::wait() const {
    for (;;) {
        Wire wire{};
        const auto got =
            ::recv(descriptor_, &wire, sizeof(wire), MSG_TRUNC);  // the true length of longer ones
        if (got == sizeof(wire)) return Hint{base::StreamId{wire.stream}, wire.seq};
        if (got >= 0) continue;  // not of ours
        pollfd descriptors[] = {{descriptor_, POLLIN, 0}, {stop_descriptor_, POLLIN, 0}};
        ::poll(descriptors, 2, -1);
        if ((descriptors[1].revents & POLLIN) != 0) return std::nullopt;
    }
}

void HintReceiver::stop() const {
    const std::uint64_t one = 1;
    (void)!::write(stop_descriptor_, &one, sizeof(one));
}

}  // namespace chat
