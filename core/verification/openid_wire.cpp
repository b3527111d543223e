#include "core/verification/openid_wire.h"

#include <array>

#include "core/base/ascii.h"
#include "core/base/log.h"
#include "core/verification/openid_json.h"

namespace verification::openid {
namespace {

constexpr std::size_t longest_token = 8192;

// RFC 6749 section 2.3.1 encodes both halves before they are joined.
std::string encoded(const std::string& text) {
    const std::array<std::pair<std::string, std::string>, 1> field{{{"v", text}}};
    return base::form_body(field).substr(2);
}

bool is_good(int status) { return status >= 200 && status < 300; }

void log_no_use(std::string_view what, int status) {
    base::log::error("the OpenID provider answered {} with {}", what, status);
}

// `error` of RFC 6749 section 5.2, where it is one of its words.
std::string error_in(const std::string& body) {
    const auto said = parse_object(body);
    if (!said) return {};
    constexpr std::array<std::string_view, 6> words{"invalid_request",        "invalid_client",
                                                    "invalid_grant",          "unauthorized_client",
                                                    "unsupported_grant_type", "invalid_scope"};
    auto error = text_of(*said, "error");
    for (const auto word : words) {
        if (word == error) return error;
    }
    return {};
}

}  // namespace

std::optional<base::HttpAnswer> Wire::ask(const base::HttpRequest& request) {
    auto outcome = client_.send(request);
    if (auto* answer = std::get_if<base::HttpAnswer>(&outcome)) return std::move(*answer);
    const auto* unknown = std::get_if<base::HttpUnknown>(&outcome);
    base::log::warning("the OpenID provider does not answer: {}",
                       unknown != nullptr ? unknown->reason : std::get<base::HttpNotSent>(outcome).reason);
    return std::nullopt;
}

std::optional<std::string> Wire::get(const std::string& address, std::string_view bearer) {
    base::HttpRequest request{.method = "GET",
                              .url = address,
                              .headers = {{"Accept", "application/json"}},
                              .auth = std::nullopt,
                              .body = ""};
    if (!bearer.empty()) request.headers.emplace_back("Authorization", "Bearer " + std::string(bearer));
    auto answer = ask(request);
    if (!answer) return std::nullopt;
    if (!is_good(answer->status)) {
        log_no_use(bearer.empty() ? "a question about itself" : "a question about somebody", answer->status);
        return std::nullopt;
    }
    return std::move(answer->body);
}

std::variant<Tokens, WireFault> Wire::exchange(const std::string& address, const Exchange& exchange) {
    const std::array<std::pair<std::string, std::string>, 4> fields{
        {{"grant_type", "authorization_code"},
         {"code", std::string(exchange.code)},
         {"redirect_uri", std::string(exchange.return_address)},
         {"code_verifier", std::string(exchange.verifier)}}};
    const auto answer = ask(
        {.method = "POST",
         .url = address,
         .headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
         .auth = base::BasicAuth{.user = encoded(client_id_), .password = encoded(client_secret_)},
         .body = base::form_body(fields)});
    if (!answer) return WireFault::away;
    if (!is_good(answer->status)) {
        const auto error = error_in(answer->body);
        if (error == "invalid_grant") return WireFault::spent;
        base::log::error("the OpenID provider refuses to change a code: {} {}", answer->status, error);
        return WireFault::away;
    }
    const auto said = parse_object(answer->body);
    Tokens tokens{.id = said ? text_of(*said, "id_token") : "",
                  .access = said ? text_of(*said, "access_token") : ""};
    const bool bearer = said && base::lower_case(text_of(*said, "token_type")) == "bearer";
    if (!bearer || !is_plain(tokens.access, longest_token)) tokens.access.clear();
    if (!tokens.id.empty()) return tokens;
    base::log::error("the OpenID provider gives no ID token");
    return WireFault::away;
}

}  // namespace verification::openid
