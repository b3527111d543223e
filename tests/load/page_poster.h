// Posts through the form of the lounge page, as a browser without scripts does.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "tests/load/http_client.h"
#include "tests/load/run.h"

namespace load {

class PagePoster {
public:
    // Posts as the session options().tokens.front() on options().connections connections. `run` must outlive it.
    explicit PagePoster(Run& run);

    // Posts into the lounge of `reader` what was due at `due`, as soon as a connection is free. Its acknowledgement, or refusal,
    // goes into the books of the run.
    void post(std::size_t reader, Nanoseconds due);

    std::size_t answered() const { return answered_; }
    // About the first refusal; empty when there was none.
    const std::string& complaint() const { return complaint_; }

private:
    struct Form {
        std::uint64_t number = 0;
        std::string request;
    };

    void send_next();
    void judge(std::uint64_t number, const HttpAnswer* answer, Nanoseconds at);

    Run& run_;
    std::vector<std::unique_ptr<HttpClient>> connections_;
    std::deque<Form> waiting_;
    std::size_t answered_ = 0;
    std::string complaint_;
};

}  // namespace load
