#include "tests/load/page_client.h"

#include <string_view>

namespace load {
namespace {

std::size_t count_of(std::string_view text, std::string_view needle) {
    std::size_t count = 0;
    for (std::size_t at = text.find(needle); at != std::string_view::npos;
         at = text.find(needle, at + needle.size()))
        ++count;
    return count;
}

}  // namespace

void PageClient::start(Nanoseconds end) {
    end_ = end;
    ask();
}

void PageClient::ask() {
    const Nanoseconds asked = now_ns();
    http_.ask(request_.text, [this, asked](const HttpAnswer* answer, Nanoseconds at) {
        if (answer == nullptr) return wrong("the connection ended within an answer");
        counts_.latency.record(at - asked);
        judge(*answer);
        if (at < end_) ask();
    });
}

void PageClient::judge(const HttpAnswer& answer) {
    counts_.bytes = answer.body.size();
    if (answer.status != 200) wrong("status " + std::to_string(answer.status));
    if (!request_.needle.empty() && count_of(answer.body, request_.needle) < request_.needle_count)
        wrong("an answer holds too few of " + request_.needle);
}

void PageClient::wrong(std::string complaint) {
    ++counts_.wrong;
    if (counts_.complaint.empty()) counts_.complaint = std::move(complaint);
}

}  // namespace load
