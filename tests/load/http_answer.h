// Takes an HTTP/1.1 answer apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace load {

struct HttpAnswer {
    int status = 0;
    bool keeps_connection = true;
    std::string location{};  // where it sends the visitor
    std::string body{};      // without transfer coding
};

// The value of header `name` (any case) in `head`; empty when absent.
std::string_view http_header(std::string_view head, std::string_view name);

// The answer that `bytes` hold; nothing while they do not hold all of it. Knows Content-Length and chunked;
// throws std::runtime_error for anything else.
std::optional<HttpAnswer> read_http_answer(std::string_view bytes);

}  // namespace load
