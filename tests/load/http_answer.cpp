#include "tests/load/http_answer.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

#include "tests/load/json_scan.h"

namespace load {
namespace {

constexpr std::string_view kLineEnd = "\r\n";

bool same_text(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// True when `coded` holds all chunks; their content goes to `body`.
bool read_chunks(std::string_view coded, std::string& body) {
    for (;;) {
        const std::size_t line = coded.find(kLineEnd);
        if (line == std::string_view::npos) return false;
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(coded.data(), coded.data() + line, size, 16);
        if (error != std::errc{}) throw std::runtime_error("a chunk without a size");
        coded.remove_prefix(line + kLineEnd.size());
        if (coded.size() < size + kLineEnd.size()) return false;
        if (size == 0) return true;
        body.append(coded.substr(0, size));
        coded.remove_prefix(size + kLineEnd.size());
    }
}

}  // namespace

std::string_view http_header(std::string_view head, std::string_view name) {
    for (std::size_t start = head.find(kLineEnd); start != std::string_view::npos;
         start = head.find(kLineEnd, start)) {
        start += kLineEnd.size();
        const std::string_view line = head.substr(start, head.find(kLineEnd, start) - start);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !same_text(line.substr(0, colon), name)) continue;
        const std::size_t value = line.find_first_not_of(' ', colon + 1);
        return value == std::string_view::npos ? std::string_view{} : line.substr(value);
    }
    return {};
}

std::optional<HttpAnswer> read_http_answer(std::string_view bytes) {
    const std::size_t head_end = bytes.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return std::nullopt;
    const std::string_view head = bytes.substr(0, head_end + kLineEnd.size());
    const std::string_view rest = bytes.substr(head_end + 4);
    if (!head.starts_with("HTTP/1.1 ") || head.size() < 12)
        throw std::runtime_error("not an HTTP/1.1 answer");
    HttpAnswer answer;
    answer.status = static_cast<int>(parse_integer(head.substr(9, 3)).value_or(0));
    answer.keeps_connection = !same_text(http_header(head, "Connection"), "close");
    answer.location = http_header(head, "Location");
    if (same_text(http_header(head, "Transfer-Encoding"), "chunked")) {
        if (!read_chunks(rest, answer.body)) return std::nullopt;
        return answer;
    }
    const auto length = parse_integer(http_header(head, "Content-Length"));
    if (!length) throw std::runtime_error("an answer without a length");
    if (rest.size() < *length) return std::nullopt;
    answer.body = rest.substr(0, *length);
    return answer;
}

}  // namespace load
