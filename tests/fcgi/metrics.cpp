#include "fcgi/metrics.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>

namespace {

const std::array<std::string, 2> names{"GET /", "POST /x"};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(requests_are_counted_by_route_and_status_class) {
    fcgi::Metrics metrics(2);
    metrics.count_request(0, 200, std::chrono::milliseconds(1500));
    metrics.count_request(0, 404, std::chrono::milliseconds(500));
    metrics.count_request(1, 503, {});
    metrics.count_request(2, 404, {});
    const std::string text = metrics.text(names);
    for (const char* line :
         {"chatroom_http_requests_total{route=\"GET /\",status=\"2xx\"} 1\n",
          "chatroom_http_requests_total{route=\"GET /\",status=\"4xx\"} 1\n",
          "chatroom_http_requests_total{route=\"POST /x\",status=\"5xx\"} 1\n",
          "chatroom_http_requests_total{route=\"none\",status=\"4xx\"} 1\n",
          "chatroom_http_request_seconds_total{route=\"GET /\"} 2\n", "chatroom_worker_restarts_total 0\n"}) {
        BOOST_TEST(contains(text, line), line << text);
    }
}

BOOST_AUTO_TEST_CASE(what_a_forked_worker_counts_the_others_see) {
    fcgi::Metrics metrics(2);
    const pid_t child = fork();
    if (child == 0) {
        metrics.count_request(1, 200, {});
        metrics.count_database_reconnect();
        _exit(0);
    }
    int status = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    const std::string text = metrics.text(names);
    BOOST_TEST(contains(text, "chatroom_http_requests_total{route=\"POST /x\",status=\"2xx\"} 1\n"));
    BOOST_TEST(contains(text, "chatroom_database_reconnects_total 1\n"));
}

BOOST_AUTO_TEST_SUITE_END()
