#include "fcgi/metrics.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

const std::array<std::string, 3> names{"GET /", "GET /x/{id}", "POST /x"};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::string text_of(const fcgi::Metrics& metrics) {
    base::MetricPage page;
    metrics.describe(names, page);
    return page.text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(requests_are_counted_by_route_and_status_class) {
    fcgi::Metrics metrics(3);
    metrics.count_request(0, 200, milliseconds(1500));
    metrics.count_request(0, 404, milliseconds(500));
    metrics.count_request(2, 503, {});
    metrics.count_request(3, 404, {});
    const std::string text = text_of(metrics);
    for (const char* line :
         {"chatroom_http_requests_total{method=\"GET\",route=\"/\",status=\"2xx\"} 1\n",
          "chatroom_http_requests_total{method=\"GET\",route=\"/\",status=\"4xx\"} 1\n",
          "chatroom_http_requests_total{method=\"POST\",route=\"/x\",status=\"5xx\"} 1\n",
          "chatroom_http_requests_total{method=\"none\",route=\"none\",status=\"4xx\"} 1\n",
          "chatroom_http_request_seconds_total{method=\"GET\",route=\"/\"} 2\n",
          "chatroom_worker_restarts_total 0\n"}) {
        BOOST_TEST(contains(text, line), line << text);
    }
    BOOST_TEST(metrics.totals().requests == 4U);
    BOOST_TEST(metrics.totals().failed == 1U);
}

BOOST_AUTO_TEST_CASE(how_long_requests_take_is_counted_by_the_first_part_of_their_route) {
    fcgi::Metrics metrics(3);
    metrics.count_request(0, 200, microseconds(900));
    metrics.count_request(1, 200, milliseconds(1));  // a bound holds what is exactly as long
    metrics.count_request(1, 200, microseconds(1001));
    metrics.count_request(2, 200, milliseconds(40));
    metrics.count_request(2, 200, std::chrono::minutes(1));
    const std::string text = text_of(metrics);
    const std::string bucket = "chatroom_http_request_duration_seconds_bucket{group=";
    for (const std::string& line :
         {bucket + "\"entry\",le=\"0.001\"} 1\n", bucket + "\"entry\",le=\"+Inf\"} 1\n",
          bucket + "\"x\",le=\"0.001\"} 1\n", bucket + "\"x\",le=\"0.0025\"} 2\n",
          bucket + "\"x\",le=\"0.025\"} 2\n", bucket + "\"x\",le=\"0.05\"} 3\n",
          bucket + "\"x\",le=\"30\"} 3\n", bucket + "\"x\",le=\"+Inf\"} 4\n",
          std::string("chatroom_http_request_duration_seconds_count{group=\"x\"} 4\n")}) {
        BOOST_TEST(contains(text, line), line << text);
    }
    BOOST_TEST(contains(text, "chatroom_http_request_duration_seconds_sum{group=\"x\"} 60.042"), text);
}

BOOST_AUTO_TEST_CASE(what_a_forked_worker_counts_the_others_see) {
    fcgi::Metrics metrics(3);
    const pid_t child = fork();
    if (child == 0) {
        metrics.count_request(2, 200, milliseconds(2));
        metrics.count_database_reconnect();
        metrics.count_hints_lost(3);
        _exit(0);
    }
    int status = 0;
    BOOST_REQUIRE(waitpid(child, &status, 0) == child);
    const std::string text = text_of(metrics);
    for (const char* line : {"chatroom_http_requests_total{method=\"POST\",route=\"/x\",status=\"2xx\"} 1\n",
                             "chatroom_http_request_duration_seconds_count{group=\"x\"} 1\n",
                             "chatroom_database_reconnects_total 1\n", "chatroom_hints_lost_total 3\n"}) {
        BOOST_TEST(contains(text, line), line << text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
