#include "core/media/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <system_error>

#include "core/base/file_descriptor.h"

namespace media {
namespace {

constexpr int first_free = 10;

[[noreturn]] void fail(int code, const char* what) {
    throw std::system_error(code, std::generic_category(), what);
}
void require(int code, const char* what) {
    if (code != 0) fail(code, what);
}

class FileActions {
public:
    explicit FileActions(std::span<const Handed> descriptors) {
        require(posix_spawn_file_actions_init(&actions_), "file actions");
        int last = STDERR_FILENO;
        require(posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0),
                "/dev/null");
        for (const auto& [from, to] : descriptors) {
            require(posix_spawn_file_actions_adddup2(&actions_, from, to), "dup2");
            last = std::max(last, to);
        }
        require(posix_spawn_file_actions_addclosefrom_np(&actions_, last + 1), "closefrom");
    }
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

// A worker blocks and ignores signals that a child must hear.
class Attributes {
public:
    Attributes() {
        require(posix_spawnattr_init(&attributes_), "attributes");
        sigset_t none;
        sigset_t all;
        sigemptyset(&none);
        sigfillset(&all);
        require(posix_spawnattr_setsigmask(&attributes_, &none), "signal mask");
        require(posix_spawnattr_setsigdefault(&attributes_, &all), "signals");
        require(posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF),
                "flags");
    }
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;
    const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

pid_t begin(const std::string& program, std::span<const Handed> descriptors,
            const std::vector<std::string>& given) {
    const FileActions actions(descriptors);
    const Attributes attributes;
    std::vector<std::string> words{program};
    words.insert(words.end(), given.begin(), given.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};
    pid_t child = 0;
    require(posix_spawn(&child, program.c_str(), actions.get(), attributes.get(), arguments.data(),
                        environment.data()),
            program.c_str());
    return child;
}

// True when it ended by itself.
bool ends_within(pid_t child, base::Millis patience) {
    // Not pidfd_open(): C++ cannot link to what Debian 12's header declares.
    const base::FileDescriptor watched(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (watched.get() >= 0) {
        const auto left = std::chrono::ceil<base::Millis>(deadline - std::chrono::steady_clock::now());
        pollfd event{.fd = watched.get(), .events = POLLIN, .revents = 0};
        const int ready = poll(&event, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
        if (ready > 0) return true;
        if (ready == 0 || errno != EINTR) return false;
    }
    return false;
}

}  // namespace

int open_memory_file(const char* name) {
    const base::FileDescriptor low(memfd_create(name, MFD_CLOEXEC));
    if (low.get() < 0) fail(errno, "memfd_create");
    const int descriptor = fcntl(low.get(), F_DUPFD_CLOEXEC, first_free);
    if (descriptor < 0) fail(errno, "F_DUPFD_CLOEXEC");
    return descriptor;
}

std::string neighbour(std::string_view name) {
    return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / name).string();
}

void write_file(int file, std::string_view bytes) {
    off_t place = 0;
    while (!bytes.empty()) {
        const auto count = pwrite(file, bytes.data(), bytes.size(), place);
        if (count < 0 && errno != EINTR) fail(errno, "pwrite");
        if (count <= 0) continue;
        bytes.remove_prefix(static_cast<std::size_t>(count));
        place += count;
    }
}

std::string read_file(int file) {
    struct stat about {};
    if (fstat(file, &about) != 0) fail(errno, "fstat");
    std::string bytes(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t have = 0;
    while (have < bytes.size()) {
        const auto count = pread(file, bytes.data() + have, bytes.size() - have, static_cast<off_t>(have));
        if (count < 0 && errno != EINTR) fail(errno, "pread");
        if (count == 0) break;
        if (count > 0) have += static_cast<std::size_t>(count);
    }
    bytes.resize(have);
    return bytes;
}

Ended run(const std::string& program, std::span<const Handed> descriptors, base::Millis patience,
          const std::vector<std::string>& arguments) {
    const pid_t child = begin(program, descriptors, arguments);
    Ended ended{.in_time = ends_within(child, patience)};
    if (!ended.in_time) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) fail(errno, "waitpid");
    }
    ended.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return ended;
}

}  // namespace media
