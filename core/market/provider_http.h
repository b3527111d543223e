// Asking a provider of payments: what an outcome of HTTP means for what was asked. Reasons name the provider, its status and its code alone: they may be logged.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/base/http_client.h"
#include "core/market/provider.h"
#include "core/market/provider_json.h"

namespace market {

// It answered, whatever the status. `json` is null when the answer was none.
struct Reply {
    int status = 0;
    nlohmann::json json{};

    bool good() const { return status >= 200 && status < 300; }
};

// Belongs to one thread, as its client does.
class ProviderHttp {
public:
    // `name` as operators know it: "Stripe".
    ProviderHttp(std::string name, const base::HttpBounds& bounds)
        : name_(std::move(name)),
          client_(bounds) {}

    Answer<Reply> ask(const base::HttpRequest& request);

    // What a reply that is not good means. Refused: 4xx, but for those that say nothing about the request itself. Not sent: the key is not accepted, or too
    // much was asked at once. Unknown: the rest, 409 among them (the same request is on its way already). `code` is the provider's own word for what is wrong.
    NoAnswer failure(const Reply& reply, std::string_view code) const;
    // A good reply without what it must have: whatever was asked may have happened.
    NoAnswer unreadable(const Reply& reply) const;

private:
    std::string name_;
    base::HttpClient client_;
};

// The same fault as that of something that has come to nothing.
template <class T, class Other>
Answer<T> pass_on(const Answer<Other>& answer) {
    return std::get<NoAnswer>(answer);
}

// The reason, with no more than what a log line may have.
NoAnswer no_answer(Fault fault, std::string reason);

}  // namespace market
