// The processes: started, replaced, ended. Real forks; no requests.
#include "fcgi/workers.h"

#include <sys/socket.h>
#include <sys/wait.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "fcgi/listener.h"
#include "fcgi/parent.h"

namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

const fcgi::Work wait_for_the_end = [](const fcgi::Pool&, int) {
    sigset_t terminate;
    sigemptyset(&terminate);
    sigaddset(&terminate, SIGTERM);
    int signal = 0;
    sigwait(&terminate, &signal);
    return 0;
};

// A folder of its own that goes with the test.
class Folder {
public:
    Folder()
        : path_(std::filesystem::temp_directory_path() / ("chatroom-workers-" + std::to_string(getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string operator/(const char* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

bool end(pid_t pid, int signal) { return kill(pid, signal) == 0 && waitpid(pid, nullptr, 0) == pid; }

bool connects(const std::string& path) {
    const auto address = fcgi::unix_address(path);
    const fcgi::FileDescriptor client(socket(AF_UNIX, SOCK_STREAM, 0));
    return connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
}

// A parent in a process of its own. `program` stands for the program that a SIGHUP executes.
pid_t start_parent(const std::string& socket, const std::string& program) {
    const pid_t pid = fork();
    if (pid != 0) return pid;
    fcgi::Parent::block_signals();
    fcgi::Metrics metrics(1);
    fcgi::Parent({{.name = "page", .socket = socket, .count = 2}}, program, {}, metrics, wait_for_the_end)
        .run();
    _exit(0);
}

template <class Condition>
bool within(Steady::duration patience, Condition condition) {
    for (const auto deadline = Steady::now() + patience; Steady::now() < deadline; usleep(2000)) {
        if (condition()) return true;
    }
    return condition();
}

void write_script(const std::string& path, const std::string& text) {
    std::ofstream(path) << "#!/bin/sh\n" << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

std::string content(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(workers)

BOOST_AUTO_TEST_CASE(a_worker_that_dies_is_replaced_at_once_unless_it_had_just_begun) {
    fcgi::Metrics metrics(1);
    fcgi::Workers pool({.name = "page", .socket = "", .count = 1}, fcgi::FileDescriptor(), wait_for_the_end,
                       metrics);
    const auto start = Steady::now();
    BOOST_TEST(!pool.start_due(start).has_value());
    BOOST_REQUIRE(pool.running().size() == 1U);
    const pid_t first = pool.running()[0];
    BOOST_REQUIRE(end(first, SIGKILL));
    BOOST_TEST(!pool.buried(getpid(), start));
    BOOST_TEST(pool.buried(first, start + 2s));
    BOOST_TEST(!pool.start_due(start + 2s).has_value());

    Steady::time_point now = start + 2s;
    Steady::duration pause{};
    for (int i = 0; i < 10; ++i) {
        const pid_t pid = pool.running().at(0);
        BOOST_REQUIRE(end(pid, SIGKILL));
        BOOST_REQUIRE(pool.buried(pid, now + 10ms));
        const auto due = pool.start_due(now + 10ms);
        BOOST_REQUIRE(due.has_value());
        BOOST_TEST(pool.running().empty());
        BOOST_TEST(((*due - now >= pause)));
        pause = *due - now;
        now = *due;
        pool.start_due(now);
    }
    BOOST_TEST((pause > 5s));
    BOOST_TEST((pause < 10s));
    BOOST_REQUIRE(end(pool.running().at(0), SIGTERM));
}

BOOST_AUTO_TEST_CASE(a_listener_is_for_owner_and_group_alone_and_replaces_a_stale_socket) {
    const Folder folder;
    const std::string path = folder / "x.sock";
    { const auto stale = fcgi::open_listener(path); }
    const auto listener = fcgi::open_listener(path);
    using std::filesystem::perms;
    BOOST_TEST((std::filesystem::status(path).permissions() ==
                (perms::owner_read | perms::owner_write | perms::group_read | perms::group_write)));
    BOOST_TEST(connects(path));
    BOOST_TEST(fcgi::is_listener(listener.get()));
    BOOST_TEST(!fcgi::is_listener(STDERR_FILENO));
    BOOST_CHECK_THROW(fcgi::open_listener(folder / std::string(200, 'x').c_str()), std::length_error);
}

BOOST_AUTO_TEST_CASE(the_parent_ends_with_its_workers_and_its_socket) {
    const Folder folder;
    const std::string path = folder / "x.sock";
    for (const int signal : {SIGTERM, SIGINT}) {
        const pid_t parent = start_parent(path, "/bin/false");
        BOOST_REQUIRE(within(5s, [&] { return std::filesystem::exists(path) && connects(path); }));
        kill(parent, signal);
        int status = 0;
        BOOST_REQUIRE(waitpid(parent, &status, 0) == parent);
        BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
        BOOST_TEST(!std::filesystem::exists(path));
    }
}

BOOST_AUTO_TEST_CASE(workers_do_not_outlive_a_parent_that_is_killed) {
    const Folder folder;
    const std::string path = folder / "x.sock";
    const pid_t parent = start_parent(path, "/bin/false");
    BOOST_REQUIRE(within(5s, [&] { return std::filesystem::exists(path) && connects(path); }));
    BOOST_REQUIRE(end(parent, SIGKILL));
    // The last of them closes the socket.
    BOOST_TEST(within(5s, [&] { return !connects(path); }));
}

BOOST_AUTO_TEST_CASE(on_sighup_the_new_program_gets_the_socket_and_the_workers) {
    const Folder folder;
    const std::string path = folder / "x.sock";
    const std::string program = folder / "program";
    const std::string seen = folder / "seen";
    write_script(program, "[ \"$1\" = --check ] && exit 0\necho \"$$ $CHATROOM_FCGI_LEGACY\" > " + seen +
                              ".new\nmv " + seen + ".new " + seen + "\nexec sleep 60\n");
    const pid_t parent = start_parent(path, program);
    BOOST_REQUIRE(within(5s, [&] { return std::filesystem::exists(path) && connects(path); }));
    kill(parent, SIGHUP);
    BOOST_REQUIRE(within(5s, [&] { return std::filesystem::exists(seen); }));
    const std::string text = content(seen);
    const auto space = text.find(' ');
    BOOST_TEST(text.substr(0, space) == std::to_string(parent));
    const auto legacy = fcgi::parse_legacy(text.substr(space + 1, text.size() - space - 2));
    BOOST_REQUIRE(legacy.has_value());
    BOOST_TEST(legacy->listeners.contains("page"));
    BOOST_REQUIRE(legacy->workers.size() == 2U);
    for (const pid_t worker : legacy->workers) BOOST_TEST(kill(worker, 0) == 0);
    BOOST_TEST(connects(path));
    BOOST_REQUIRE(end(parent, SIGKILL));
}

BOOST_AUTO_TEST_CASE(a_program_that_does_not_pass_its_check_changes_nothing) {
    const Folder folder;
    const std::string path = folder / "x.sock";
    const std::string program = folder / "program";
    const std::string seen = folder / "seen";
    write_script(program, "touch " + seen + "\nexit 1\n");
    const pid_t parent = start_parent(path, program);
    BOOST_REQUIRE(within(5s, [&] { return std::filesystem::exists(path) && connects(path); }));
    kill(parent, SIGHUP);
    BOOST_REQUIRE(within(5s, [&] { return std::filesystem::exists(seen); }));
    BOOST_TEST(connects(path));
    kill(parent, SIGTERM);
    int status = 0;
    BOOST_REQUIRE(waitpid(parent, &status, 0) == parent);
    BOOST_TEST((WIFEXITED(status) && WEXITSTATUS(status) == 0));
}

BOOST_AUTO_TEST_SUITE_END()
