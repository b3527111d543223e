#include "fcgi/context.h"

#include <algorithm>

#include "core/base/tr.h"

namespace fcgi {
namespace {

constexpr std::chrono::hours csrf_lifetime{24};
constexpr std::string_view house_name = "The Chatroom";

}  // namespace

Context::Context(const Services& services, const Request& request, const PathValues& path,
                 WorkerDatabase& database)
    : services_(services),
      request_(request),
      path_(path),
      database_(database),
      language_(services.languages.choose(request.accept_language)) {}

std::string_view Context::path(std::string_view name) const {
    const auto found =
        std::find_if(path_.begin(), path_.end(), [&](const auto& value) { return value.first == name; });
    return found == path_.end() ? std::string_view{} : std::string_view(found->second);
}

const base::Result<accounts::Session>& Context::session() {
    if (!session_) {
        const std::string_view token =
            request_.bearer.empty() ? request_.cookies.get(accounts::guest_cookie) : request_.bearer;
        session_ = token.empty()
                       ? base::Result<accounts::Session>(base::ErrorCode::no_session)
                       : accounts::authenticate(connection(), services_.guest_tokens, services_.clock, token);
    }
    return *session_;
}

const accounts::Session* Context::visitor() { return session().ok() ? &session().value() : nullptr; }

const accounts::Session* Context::known_visitor() const {
    return session_ && session_->ok() ? &session_->value() : nullptr;
}

const std::string& Context::csrf_token() {
    if (csrf_token_.empty()) {
        csrf_token_ = request_.cookies.get(accounts::csrf_cookie);
        csrf_token_is_new_ = !services_.csrf_tokens.genuine(csrf_token_);
        if (csrf_token_is_new_) csrf_token_ = services_.csrf_tokens.make();
    }
    return csrf_token_;
}

Cookie Context::csrf_cookie() {
    // Scripts read it by design; it is no secret to the site's own pages.
    return {.name = std::string(accounts::csrf_cookie),
            .value = csrf_token(),
            .max_age = csrf_lifetime,
            .http_only = false};
}

Cookie Context::session_cookie(std::string token, base::Time expires_at) const {
    const auto left = std::chrono::floor<std::chrono::seconds>(expires_at - services_.clock.now());
    return {.name = std::string(accounts::guest_cookie),
            .value = std::move(token),
            .max_age = std::max(left, std::chrono::seconds{1})};
}

Cookie Context::expired_session_cookie() {
    return {.name = std::string(accounts::guest_cookie), .value = ""};
}

std::string Context::people_here(std::uint64_t count) const {
    return language_.plural("{1} person here", "{1} people here", count);
}

view::Frame Context::frame(const std::string& title) {
    view::Frame frame;
    frame.title = title.empty() ? std::string(house_name) : title + " · " + std::string(house_name);
    frame.csrf_token = csrf_token();
    if (const auto* visitor = known_visitor()) frame.viewer_name = visitor->participant.name;
    return frame;
}

Response Context::finish(Response response) {
    response.set("Content-Language", language_.code());
    response.set("Cache-Control", known_visitor() != nullptr ? "no-store" : "private, no-cache");
    if (csrf_token_is_new_) response.add(csrf_cookie());
    return response;
}

}  // namespace fcgi
