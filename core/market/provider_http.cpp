#include "core/market/provider_http.h"

#include <fmt/format.h>

namespace market {
namespace {

constexpr std::size_t longest_reason = 200;
constexpr std::size_t longest_code = 60;

Fault fault_of(int status) {
    switch (status) {
        case 401:
        case 403:
        case 408:
        case 425:
        case 429:
            return Fault::not_sent;
        case 409:
            return Fault::unknown;
        default:
            return status >= 400 && status < 500 ? Fault::refused : Fault::unknown;
    }
}

}  // namespace

NoAnswer no_answer(Fault fault, std::string reason) {
    if (reason.size() > longest_reason) reason.resize(longest_reason);
    return {fault, std::move(reason)};
}

Answer<Reply> ProviderHttp::ask(const base::HttpRequest& request) {
    auto outcome = client_.send(request);
    if (const auto* not_sent = std::get_if<base::HttpNotSent>(&outcome))
        return no_answer(Fault::not_sent, fmt::format("{} was not reached: {}", name_, not_sent->reason));
    if (const auto* unknown = std::get_if<base::HttpUnknown>(&outcome))
        return no_answer(Fault::unknown, fmt::format("no answer from {}: {}", name_, unknown->reason));
    const auto& answer = std::get<base::HttpAnswer>(outcome);
    return Reply{answer.status, parse_json(answer.body)};
}

NoAnswer ProviderHttp::failure(const Reply& reply, std::string_view code) const {
    auto reason = fmt::format("{} answered {}", name_, reply.status);
    if (is_word(code) && code.size() <= longest_code) reason += fmt::format(", {}", code);
    return no_answer(fault_of(reply.status), std::move(reason));
}

NoAnswer ProviderHttp::unreadable(const Reply& reply) const {
    return no_answer(Fault::unknown,
                     fmt::format("{} answered {}, but not as it is described", name_, reply.status));
}

}  // namespace market
