#include "tests/support/redis_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace support {
namespace {

constexpr std::chrono::seconds patience{20};

// In the child of a program that may have threads: nothing but system calls.
[[noreturn]] void become(const std::vector<char*>& arguments, const char* folder) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, fd);
    if (::chdir(folder) == 0) ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
}

}  // namespace

RedisServer::RedisServer(std::string password) : password_(std::move(password)) {
    ::signal(SIGPIPE, SIG_IGN);
    start();
}

RedisServer::~RedisServer() { kill(); }

base::RedisSettings RedisServer::settings() const { return {.password = password_, .socket = socket()}; }

void RedisServer::start() {
    std::vector<std::string> words{"redis-server", "--port", "0",     "--unixsocket", socket(), "--save", "",
                                   "--appendonly", "no",     "--dir", folder_.path()};
    if (!password_.empty()) words.insert(words.end(), {"--requirepass", password_});
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    process_ = ::fork();
    if (process_ == 0) become(arguments, folder_.path().c_str());
    if (process_ < 0) throw std::runtime_error("no process for a Redis");
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!answers()) {
        if (::waitpid(process_, nullptr, WNOHANG) == process_) {
            process_ = -1;
            throw std::runtime_error("redis-server ends at once: is it installed?");
        }
        if (std::chrono::steady_clock::now() > until) {
            kill();
            throw std::runtime_error("redis-server does not answer");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

void RedisServer::kill() {
    if (process_ < 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
    ::unlink(socket().c_str());
}

void RedisServer::suspend() const {
    ::kill(process_, SIGSTOP);
    ::waitpid(process_, nullptr, WUNTRACED);
}

void RedisServer::resume() const { ::kill(process_, SIGCONT); }

// Any answer will do; without the password it is a refusal.
bool RedisServer::answers() const {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = socket();
    if (path.size() >= sizeof address.sun_path)
        throw std::runtime_error("too long a path for a socket: " + path);
    path.copy(address.sun_path, path.size());
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval wait{.tv_sec = 5, .tv_usec = 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    char answer = 0;
    const bool answered = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                          ::write(fd, "PING\r\n", 6) == 6 && ::read(fd, &answer, 1) == 1;
    ::close(fd);
    return answered;
}

}  // namespace support
