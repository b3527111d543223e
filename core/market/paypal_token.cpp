#include "core/market/paypal_token.h"

#include <algorithm>
#include <chrono>

namespace market {
namespace {

constexpr base::Millis margin{std::chrono::minutes{1}};
constexpr std::uint64_t longest_seconds = 86'400;

// It becomes part of a header.
bool is_token(std::string_view text) {
    constexpr std::size_t longest = 4096;
    return !text.empty() && text.size() <= longest &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

Answer<std::string> PayPalToken::get(ProviderHttp& http) {
    const auto now = clock_.now();
    if (!token_.empty() && now < good_until_) return token_;
    token_.clear();
    auto answer = http.ask(
        {.method = "POST",
         .url = settings_.api_url + "/v1/oauth2/token",
         .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
         .auth = base::BasicAuth{.user = settings_.client_id, .password = settings_.client_secret},
         .body = "grant_type=client_credentials"});
    const auto* reply = std::get_if<Reply>(&answer);
    if (reply == nullptr) return no_answer(Fault::not_sent, std::get<NoAnswer>(answer).reason);
    if (!reply->good())
        return no_answer(Fault::not_sent,
                         http.failure(*reply, word_of(member(reply->json, {"error"}))).reason);
    auto token = text_of(member(reply->json, {"access_token"}));
    const auto seconds = number_of(member(reply->json, {"expires_in"}));
    if (!is_token(token) || !seconds) return no_answer(Fault::not_sent, http.unreadable(*reply).reason);
    token_ = std::move(token);
    good_until_ = now + std::chrono::seconds{std::min(*seconds, longest_seconds)} - margin;
    return token_;
}

}  // namespace market
