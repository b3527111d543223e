#include "tests/load/page_poster.h"

#include "tests/load/body.h"

namespace load {
namespace {

constexpr int kSeeOther = 303;

// A test body consists of letters, digits and spaces.
std::string form_encoded(std::string text) {
    for (char& c : text)
        if (c == ' ') c = '+';
    return text;
}

std::string request_of(const Options& options, std::string_view slug, const std::string& form) {
    return "POST /lounges/" + std::string(slug) +
           "/messages HTTP/1.1\r\nHost: " + options.endpoint.authority() + "\r\nAuthorization: Bearer " +
           options.tokens.front() +
           "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(form.size()) + "\r\n\r\n" + form;
}

}  // namespace

PagePoster::PagePoster(Run& run) : run_(run) {
    for (std::size_t i = 0; i < run.options().connections; ++i)
        connections_.push_back(std::make_unique<HttpClient>(run.loop(), run.options().endpoint));
}

void PagePoster::post(std::size_t reader, Nanoseconds due) {
    Ledger& ledger = run_.ledger();
    const std::uint64_t number = ledger.begin_post(reader, due);
    const std::string body = form_encoded(make_body(ledger.run(), number, run_.options().body));
    const std::string form = "clientId=" + ledger.run() + '-' + std::to_string(number) + "&body=" + body;
    waiting_.push_back({number, request_of(run_.options(), ledger.slug(ledger.lounge_of(reader)), form)});
    send_next();
}

void PagePoster::send_next() {
    for (const auto& connection : connections_) {
        if (waiting_.empty()) return;
        if (connection->busy()) continue;
        const std::uint64_t number = waiting_.front().number;
        connection->ask(
            std::move(waiting_.front().request),
            [this, number](const HttpAnswer* answer, Nanoseconds at) { judge(number, answer, at); });
        waiting_.pop_front();
    }
}

void PagePoster::judge(std::uint64_t number, const HttpAnswer* answer, Nanoseconds at) {
    ++answered_;
    if (answer != nullptr && answer->status == kSeeOther && answer->location.starts_with("/lounges/")) {
        run_.ledger().take_receipt(number, at);
    } else {
        ++run_.ledger().faults().refused;
        if (complaint_.empty())
            complaint_ = answer == nullptr ? "a post was not answered"
                                           : "a post was answered " + std::to_string(answer->status);
    }
    send_next();
}

}  // namespace load
