// Requests one page again and again on one kept connection, and checks each answer.
#pragma once

#include <string>

#include "tests/load/histogram.h"
#include "tests/load/http_client.h"

namespace load {

struct PageRequest {
    Endpoint endpoint;
    std::string text;          // the request, whole
    std::string needle;        // every answer must hold it ...
    std::size_t needle_count;  // ... so many times at least
};

// What all clients of one run count into.
struct PageCounts {
    Histogram latency;      // from the request to the end of its answer
    std::size_t bytes = 0;  // of the last answer's body
    std::uint64_t wrong = 0;
    std::string complaint;  // about the first wrong answer
};

class PageClient {
public:
    // All references must outlive the client. Throws std::system_error when it cannot connect.
    PageClient(EventLoop& loop, const PageRequest& request, PageCounts& counts)
        : http_(loop, request.endpoint),
          request_(request),
          counts_(counts) {}

    // Keeps requesting until `end`; idle() afterwards.
    void start(Nanoseconds end);
    bool idle() const { return !http_.busy(); }

private:
    void ask();
    void judge(const HttpAnswer& answer);
    void wrong(std::string complaint);

    HttpClient http_;
    const PageRequest& request_;
    PageCounts& counts_;
    Nanoseconds end_ = 0;
};

}  // namespace load
