// The accept loop, in a process of its own, spoken to in FastCGI.
#include "fcgi/worker.h"

#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <csignal>
#include <filesystem>

#include "fcgi/listener.h"
#include "tests/fcgi/fastcgi_client.h"
#include "tests/fcgi/house.h"

using support::FastCgiClient;

namespace {

// While it lives, SIGTERM waits; a process forked meanwhile begins so too.
class TerminationBlocked {
public:
    TerminationBlocked() {
        sigset_t terminate;
        sigemptyset(&terminate);
        sigaddset(&terminate, SIGTERM);
        sigprocmask(SIG_BLOCK, &terminate, &before_);
    }
    ~TerminationBlocked() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

// One worker on a socket, as the parent starts it.
class RunningWorker {
public:
    explicit RunningWorker(support::House& house)
        : path_((std::filesystem::temp_directory_path() /
                 ("chatroom-worker-" + std::to_string(getpid()) + ".sock"))
                    .string()),
          listener_(fcgi::open_listener(path_)) {
        const TerminationBlocked blocked;
        pid_ = fork();
        if (pid_ == 0) _exit(run(house));
    }
    ~RunningWorker() {
        if (pid_ > 0) end();
        std::filesystem::remove(path_);
    }
    const std::string& path() const { return path_; }

    std::string ask(const std::map<std::string, std::string>& values, bool keep = false) const {
        const FastCgiClient client(path_);
        client.send(support::whole_request(values, keep));
        return client.read_to_end();
    }

    void ask_to_end() const { kill(pid_, SIGTERM); }
    // Its exit status, or -1 when it was killed by a signal.
    int end() {
        ask_to_end();
        int status = 0;
        waitpid(std::exchange(pid_, 0), &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    int run(support::House& house) const {
        fcgi::WorkerDatabase database(house.config.database, [](db::Connection&) {});
        return fcgi::work(listener_.get(), house.services(), fcgi::routes(), database);
    }

    std::string path_;
    fcgi::FileDescriptor listener_;
    pid_t pid_ = 0;
};

const std::map<std::string, std::string> languages{{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", "/languages"}};

}  // namespace

BOOST_AUTO_TEST_SUITE(worker)

BOOST_AUTO_TEST_CASE(requests_are_answered_one_after_the_other_and_no_connection_is_kept) {
    support::House house;
    RunningWorker worker(house);
    for (const bool keep : {false, true, true}) {
        const std::string answer = worker.ask(languages, keep);
        BOOST_TEST(answer.starts_with("Status: 200 OK\r\n"));
        BOOST_TEST(answer.ends_with("</html>\n"));
    }
    BOOST_TEST(worker.end() == 0);
}

BOOST_AUTO_TEST_CASE(the_answer_to_head_ends_after_its_headers) {
    support::House house;
    RunningWorker worker(house);
    const std::string answer = worker.ask({{"REQUEST_METHOD", "HEAD"}, {"REQUEST_URI", "/languages"}});
    BOOST_TEST(answer.starts_with("Status: 200 OK\r\n"));
    BOOST_TEST(answer.ends_with("\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(a_form_arrives_over_several_records) {
    support::House house;
    RunningWorker worker(house);
    const FastCgiClient client(worker.path());
    client.send(support::begin(false) +
                support::parameters({{"REQUEST_METHOD", "POST"},
                                     {"REQUEST_URI", "/enter"},
                                     {"REMOTE_ADDR", "192.0.2.1"},
                                     {"CONTENT_TYPE", "application/x-www-form-urlencoded"},
                                     {"CONTENT_LENGTH", "8"}}));
    client.send(support::record(support::RecordType::in, "name="));
    client.send(support::record(support::RecordType::in, "Ana") +
                support::record(support::RecordType::in, ""));
    const std::string answer = client.read_to_end();
    BOOST_TEST(answer.starts_with("Status: 403 Forbidden\r\n"));
    BOOST_TEST(support::contains(answer, "name=\"name\" value=\"Ana\""));
}

BOOST_AUTO_TEST_CASE(what_is_no_request_costs_the_worker_nothing) {
    support::House house;
    RunningWorker worker(house);
    const std::string headless = support::begin(true);
    for (const std::string& junk :
         {std::string(), std::string(100, 'x'), std::string(5000, '\xff'), headless,
          headless + support::record(support::RecordType::params, "\xff\xff\xff\xff"),
          headless +
              support::parameters(
                  {{"REQUEST_METHOD", "POST"}, {"REQUEST_URI", "/enter"}, {"CONTENT_LENGTH", "100"}}) +
              support::record(support::RecordType::in, "abc")}) {
        const FastCgiClient client(worker.path());
        client.send(junk);
    }
    BOOST_TEST(worker.ask({}).starts_with("Status: 400 Bad Request\r\n"));
    BOOST_TEST(worker.ask(languages).starts_with("Status: 200 OK\r\n"));
    BOOST_TEST(worker.end() == 0);
}

BOOST_AUTO_TEST_CASE(an_idle_worker_ends_when_it_is_told_to) {
    support::House house;
    for (int i = 0; i < 20; ++i) {
        RunningWorker worker(house);
        if (i % 2 == 1) worker.ask(languages);
        BOOST_TEST(worker.end() == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_request_that_has_begun_is_answered_before_the_worker_ends) {
    support::House house;
    RunningWorker worker(house);
    const FastCgiClient client(worker.path());
    client.send(support::begin(false));
    // More than the socket holds: once it is sent, the worker must have begun to read.
    for (int i = 0; i < 5000; ++i) {
        client.send(support::record(support::RecordType::params,
                                    support::pair("HTTP_X_FILL", std::string(100, 'x'))));
    }
    worker.ask_to_end();
    client.send(support::parameters(languages) + support::record(support::RecordType::in, ""));
    BOOST_TEST(client.read_to_end().starts_with("Status: 200 OK\r\n"));
    BOOST_TEST(worker.end() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
