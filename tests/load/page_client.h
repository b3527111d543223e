// Requests one page again and again on one kept HTTP/1.1 connection, and checks each answer.
#pragma once

#include <memory>
#include <string>

#include "tests/load/event_loop.h"
#include "tests/load/histogram.h"
#include "tests/load/socket.h"

namespace load {

struct PageRequest {
    Endpoint endpoint;
    std::string text;          // the request, whole
    std::string needle;        // every answer must hold it ...
    std::size_t needle_count;  // ... so many times at least
};

// What all clients of one run count into.
struct PageCounts {
    Histogram latency;  // from the request to the end of its answer
    std::uint64_t wrong = 0;
    std::string complaint;  // about the first wrong answer
};

class PageClient final : public Pollable {
public:
    // All references must outlive the client. Throws std::system_error when it cannot connect.
    PageClient(EventLoop& loop, const PageRequest& request, PageCounts& counts);

    // Keeps requesting until `end`; idle() afterwards.
    void start(Nanoseconds end);
    bool idle() const { return !asking_; }

    void on_ready(std::uint32_t events) override;

private:
    void connect();
    void ask();
    void write_some();
    void read_some();
    void take_answer(Nanoseconds at);
    void wrong(std::string complaint);

    EventLoop& loop_;
    const PageRequest& request_;
    PageCounts& counts_;
    std::unique_ptr<Socket> socket_;
    Nanoseconds end_ = 0;
    Nanoseconds asked_at_ = 0;
    bool asking_ = false;
    std::size_t written_ = 0;
    std::string answer_;
};

}  // namespace load
