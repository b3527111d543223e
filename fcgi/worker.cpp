#include "fcgi/worker.h"

#include <fcgiapp.h>
#include <sys/epoll.h>

#include <cerrno>
#include <csignal>
#include <system_error>

#include "core/base/log.h"
#include "fcgi/dispatcher.h"
#include "fcgi/unix_socket.h"

namespace fcgi {
namespace {

volatile std::sig_atomic_t told_to_end = 0;  // NOLINT: a signal handler can reach nothing else

void remember_end(int /*signal*/) { told_to_end = 1; }

// Before FCGX_Init, which puts in handlers of its own where there are none.
void listen_to_signals() {
    struct sigaction action {};
    action.sa_handler = remember_end;
    sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
}

// Under load the wait below never lets the signal in, because there is always a connection first.
bool ending() {
    sigset_t pending;
    sigemptyset(&pending);
    sigpending(&pending);
    return told_to_end != 0 || sigismember(&pending, SIGTERM) == 1;
}

// Waits for connections of a listener that other workers wait for too; each wakes one of them.
class Doorbell {
public:
    explicit Doorbell(int listener) : epoll_(epoll_create1(EPOLL_CLOEXEC)) {
        epoll_event event{.events = EPOLLIN | EPOLLEXCLUSIVE, .data = {.fd = listener}};
        if (epoll_.get() < 0 || epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, listener, &event) != 0) {
            throw std::system_error(errno, std::generic_category(), "epoll");
        }
    }

    // False when told to end. Who is woken by a connection gets true, also when SIGTERM comes with it: nobody else was woken for it.
    bool wait() const {
        sigset_t nothing_blocked;
        sigemptyset(&nothing_blocked);
        epoll_event event{};
        while (true) {
            const int ready = epoll_pwait(epoll_.get(), &event, 1, -1, &nothing_blocked);
            if (ready > 0) return true;
            if (ending()) return false;
            if (ready < 0 && errno != EINTR)
                throw std::system_error(errno, std::generic_category(), "epoll_pwait");
        }
    }

private:
    FileDescriptor epoll_;
};

Source source_of(const FCGX_Request& request) {
    return {.parameter =
                [&request](const char* name) {
                    const char* value = FCGX_GetParam(name, request.envp);
                    return value == nullptr ? std::string_view{} : std::string_view(value);
                },
            .read =
                [&request](char* data, std::size_t room) {
                    const int count = FCGX_GetStr(data, static_cast<int>(room), request.in);
                    return count > 0 ? static_cast<std::size_t>(count) : 0;
                }};
}

void answer(FCGX_Request& connection, Dispatcher& dispatcher, const Services& services) {
    const Request request = read_request(source_of(connection), services.config.limits);
    const base::log::Scope scope(request.id);
    const Response response = dispatcher.respond(request);
    const auto sockets = services.config.public_socket_origin();
    const std::string text = response.serialise(
        services.secure(), request.method != Method::head,
        {.pictures = services.config.s3 ? std::string_view(services.config.s3->endpoint) : std::string_view{},
         .forms = services.form_origins,
         .sockets = sockets});
    FCGX_PutStr(text.data(), static_cast<int>(text.size()), connection.out);
}

}  // namespace

int work(int listener, const Services& services, std::span<const Route> routes, WorkerDatabase& database) {
    listen_to_signals();
    FCGX_Request connection;
    if (FCGX_Init() != 0 || FCGX_InitRequest(&connection, listener, 0) != 0) {
        base::log::error("libfcgi cannot be set up");
        return 1;
    }
    Dispatcher dispatcher(services, routes, database);
    const Doorbell doorbell(listener);
    while (!ending() && doorbell.wait()) {
        const int outcome = FCGX_Accept_r(&connection);
        // Another worker was quicker, or the client is gone already.
        if (outcome == -EAGAIN) continue;
        if (outcome != 0) {
            base::log::error("cannot accept: {}", outcome);
            return 1;
        }
        answer(connection, dispatcher, services);
        FCGX_Finish_r(&connection);
        // Also where the web server would keep it: a kept connection would hold this worker for one client.
        FCGX_Free(&connection, 1);
    }
    return 0;
}

}  // namespace fcgi
