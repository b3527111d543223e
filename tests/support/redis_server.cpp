#include "tests/support/redis_server.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <stdexcept>
#include <vector>

namespace support {
namespace {

constexpr std::chrono::seconds patience{20};

// In the child of a program that may have threads: nothing but system calls.
[[noreturn]] void become(const std::vector<char*>& arguments, const char* folder, int log) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int fd : {STDIN_FILENO, STDERR_FILENO}) ::dup2(nowhere, fd);
    ::dup2(log, STDOUT_FILENO);
    if (::chdir(folder) == 0) ::execvp(arguments.front(), arguments.data());
    ::_exit(127);
}

enum class Start { ready, ended, silent };

// A server says in its log when it takes connections; a log that ends is a server that ended.
Start wait_until_ready(int log) {
    const auto until = std::chrono::steady_clock::now() + patience;
    std::string said;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd wait{log, POLLIN, 0};
        if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) == 0) return Start::silent;
        std::array<char, 1024> bytes{};
        const auto got = ::read(log, bytes.data(), bytes.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Start::ended;
        said.append(bytes.data(), static_cast<std::size_t>(got));
        if (said.find("eady to accept connections") != std::string::npos) return Start::ready;
    }
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
    std::array<int, 2> log{};
    if (::pipe2(log.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for the log of a Redis");
    process_ = ::fork();
    if (process_ == 0) become(arguments, folder_.path().c_str(), log[1]);
    ::close(log[1]);
    const Start start = process_ < 0 ? Start::ended : wait_until_ready(log[0]);
    ::close(log[0]);  // what it says from now on is lost; it ignores SIGPIPE
    if (start == Start::ready) return;
    kill();
    throw std::runtime_error(start == Start::ended ? "redis-server ends at once: is it installed?"
                                                   : "redis-server does not get ready");
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

}  // namespace support
