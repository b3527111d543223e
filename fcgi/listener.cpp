#include "fcgi/listener.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace fcgi {
namespace {

// Requests that wait while every worker is busy; the kernel cuts it to net.core.somaxconn.
constexpr int backlog = 1024;
constexpr mode_t no_access_for_others = 0117;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

FileDescriptor open_listener(const std::string& path) {
    const sockaddr_un address = unix_address(path);
    FileDescriptor listener(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (listener.get() < 0) fail("socket");
    if (unlink(path.c_str()) != 0 && errno != ENOENT) fail("cannot remove " + path);
    const mode_t before = umask(no_access_for_others);
    const int bound = bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    umask(before);
    if (bound != 0) fail("cannot bind " + path);
    if (listen(listener.get(), backlog) != 0) fail("cannot listen on " + path);
    return listener;
}

void keep_over_exec(int descriptor, bool keep) {
    if (fcntl(descriptor, F_SETFD, keep ? 0 : FD_CLOEXEC) != 0) fail("fcntl");
}

bool is_listener(int descriptor) {
    int listening = 0;
    socklen_t size = sizeof(listening);
    return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening != 0;
}

}  // namespace fcgi
