#include "fcgi/context.h"

#include <algorithm>

#include "core/accounts/csrf_mask.h"
#include "core/accounts/origin.h"
#include "core/accounts/roles.h"
#include "core/base/tr.h"
#include "core/store/unseen.h"

namespace fcgi {
namespace {

constexpr std::chrono::hours csrf_lifetime{24};
constexpr std::chrono::hours device_lifetime{24 * 365};
constexpr std::chrono::hours preference_lifetime{24 * 365};
constexpr std::string_view house_name = "The Chatroom";

}  // namespace

Context::Context(const Services& services, const Request& request, const PathValues& path,
                 WorkerDatabase& database)
    : services_(services),
      request_(request),
      path_(path),
      database_(database),
      language_by_address_(services.languages.find(request.query.get("lang")) != nullptr),
      language_(language_by_address_ ? &services.languages.at(request.query.get("lang"))
                                     : &language_of_browser()) {}

const view::Language& Context::language_of_browser() const {
    const auto* chosen = services_.languages.find(cookie(language_cookie));
    return chosen != nullptr ? *chosen : services_.languages.choose(request_.accept_language);
}

std::string_view Context::theme() const {
    const auto theme = cookie(theme_cookie);
    return theme == "light" || theme == "dark" ? theme : std::string_view{};
}

void Context::remember(Response& response, std::string_view cookie, std::string value) const {
    if (value.empty()) return forget(response, cookie);
    response.add({.name = std::string(cookie), .value = std::move(value), .max_age = preference_lifetime});
}

std::string_view Context::path(std::string_view name) const {
    const auto found =
        std::find_if(path_.begin(), path_.end(), [&](const auto& value) { return value.first == name; });
    return found == path_.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view Context::cookie(std::string_view name) const {
    return request_.cookies.get(accounts::cookie_name(name, services_.secure()));
}

accounts::Credentials Context::credentials() const {
    if (!request_.bearer.empty()) return {.bearer = request_.bearer};
    return {.bearer = {},
            .access = std::string(cookie(accounts::access_cookie)),
            .refresh = std::string(cookie(accounts::refresh_cookie)),
            .guest = std::string(cookie(accounts::guest_cookie))};
}

accounts::Device Context::device() const {
    return {.user_agent = request_.user_agent, .address = request_.remote_address, .marks = marks()};
}

store::Marks Context::marks() const {
    if (device_token_.empty()) {
        device_token_ = cookie(accounts::device_cookie);
        if (!accounts::is_device_token(device_token_)) device_token_ = accounts::new_device_token();
    }
    return accounts::marks_of(services_.rate_limit_key,
                              {.device = device_token_, .address = request_.remote_address});
}

void Context::add_device_cookie(Response& response) {
    (void)marks();
    if (cookie(accounts::device_cookie) == device_token_) return;
    response.add(
        {.name = std::string(accounts::device_cookie), .value = device_token_, .max_age = device_lifetime});
}

// Pages renew by themselves; nobody has to sign in again because a quarter of an hour went by.
void Context::renew_if_due(accounts::Credentials& shown) {
    if (shown.refresh.empty() || services_.member_tokens.verify_access(shown.access, services_.clock.now()))
        return;
    auto keys = accounts::renew(connection(), services_.session_house(), shown.refresh, device());
    if (!keys) {
        // A banned member's token still says who they are.
        if (keys.error().code == base::ErrorCode::banned) return;
        shown.access.clear();
        shown.refresh.clear();
        return;
    }
    shown.access = keys->access;
    shown.refresh = keys->refresh;
    renewed_ = std::move(keys.value());
}

const base::Result<accounts::Session>& Context::session() {
    if (!session_) {
        auto shown = credentials();
        const bool none = shown.empty();
        if (!none) renew_if_due(shown);
        session_ = none ? base::Result<accounts::Session>(base::ErrorCode::no_session)
                        : accounts::authenticate(connection(), services_.tokens(), services_.clock, shown);
        if (!none && !*session_ && session_->error().code == base::ErrorCode::no_session)
            session_ = base::Result<accounts::Session>(base::ErrorCode::session_ended);
        if (session_->ok() && !language_by_address_ && !(*session_)->locale.empty())
            language_ = &services_.languages.at((*session_)->locale);
    }
    return *session_;
}

const accounts::Session* Context::visitor() { return session().ok() ? &session().value() : nullptr; }

std::optional<base::ParticipantId> Context::banned_person() {
    if (session().ok() || session().error().code != base::ErrorCode::banned) return std::nullopt;
    return accounts::banned_person(connection(), services_.tokens(), services_.clock, credentials());
}

const accounts::Session* Context::known_visitor() const {
    return session_ && session_->ok() ? &session_->value() : nullptr;
}

const std::string& Context::csrf_token() {
    if (csrf_token_.empty()) {
        csrf_token_ = cookie(accounts::csrf_cookie);
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

Cookie Context::cookie_until(std::string_view name, std::string value, base::Time expires_at) const {
    const auto left = std::chrono::floor<std::chrono::seconds>(expires_at - services_.clock.now());
    return {.name = std::string(name),
            .value = std::move(value),
            .max_age = std::max(left, std::chrono::seconds{1})};
}

Cookie Context::guest_cookie(std::string token, base::Time expires_at) const {
    return cookie_until(accounts::guest_cookie, std::move(token), expires_at);
}

std::vector<Cookie> Context::member_cookies(const accounts::Keys& keys) const {
    return {cookie_until(accounts::access_cookie, keys.access, keys.access_expires_at),
            cookie_until(accounts::refresh_cookie, keys.refresh, keys.refresh_expires_at)};
}

void Context::forget_session(Response& response) const {
    for (const auto name :
         {accounts::guest_cookie, accounts::access_cookie, accounts::refresh_cookie, accounts::ticket_cookie})
        forget(response, name);
}

void Context::forget_guest(Response& response) const {
    forget(response, accounts::guest_cookie);
    forget(response, accounts::ticket_cookie);
}

void Context::forget(Response& response, std::string_view name) const {
    if (!cookie(name).empty()) response.add({.name = std::string(name), .value = ""});
}

void Context::add_renewed_cookies(Response& response) const {
    if (!renewed_) return;
    for (auto& fresh : member_cookies(*renewed_)) {
        const bool set_already = std::ranges::any_of(
            response.cookies(), [&](const Cookie& present) { return present.name == fresh.name; });
        if (!set_already) response.add(std::move(fresh));
    }
}

std::string Context::people_here(std::uint64_t count) const {
    if (count == 0) return language_->text("Nobody here yet");
    return language_->plural("{1} person here", "{1} people here", count);
}

std::optional<std::string> Context::unread_text(chat::Counted count) const {
    if (count.messages == 0) return std::nullopt;
    return count.or_more
               ? language_->plural("more than {1} new message", "more than {1} new messages", count.messages)
               : language_->plural("{1} new message", "{1} new messages", count.messages);
}

std::string Context::missed_text(const chat::Missed& missed) const {
    const std::uint64_t messages = missed.count.messages;
    std::string text = missed.count.or_more
                           ? language_->plural("Since you were away: more than {1} message",
                                               "Since you were away: more than {1} messages", messages)
                           : language_->plural("Since you were away: {1} message",
                                               "Since you were away: {1} messages", messages);
    if (missed.mentions == 0) return text;
    return text + " · " + language_->plural("{1} mention of you", "{1} mentions of you", missed.mentions);
}

view::Frame Context::frame(const std::string& title) {
    view::Frame frame;
    frame.title = title.empty() ? std::string(house_name) : title + " · " + std::string(house_name);
    frame.csrf_token = accounts::masked_csrf(csrf_token());
    frame.path = request_.method == Method::get ? request_.path : std::string();
    frame.origin = services_.config.frontend_url;
    frame.language_in_address = language_by_address_;
    frame.theme = theme();
    frame.market = services_.config.market.open;
    frame.sockets = services_.config.public_socket_origin();
    if (const auto* visitor = known_visitor()) {
        frame.viewer_name = visitor->participant.name;
        frame.viewer_id = visitor->participant.id.value;
        frame.member = !visitor->guest();
        if (visitor->user) count_unread(*visitor, frame);
        const auto roles = roles_of(*visitor);
        frame.staff = !roles.empty();
        frame.overview = accounts::allows(roles, accounts::Act::see_overview);
        frame.decision = has_unseen_decision(*visitor);
    }
    return frame;
}

// Without the second step nobody acts as staff, so nobody else is asked about.
std::vector<store::Grant> Context::roles_of(const accounts::Session& visitor) {
    if (!visitor.user || !visitor.second_step_taken) return {};
    return store::roles_of(connection(), *visitor.user);
}

// Not on the page of the decision itself. (Its code is the key to it, and stands on no page that is compressed.)
bool Context::has_unseen_decision(const accounts::Session& visitor) const {
    const auto action = visitor.participant.unseen_action;
    return action && services_.decision_codes.code_of(*action) != path("code");
}

void Context::count_unread(const accounts::Session& visitor, view::Frame& frame) {
    const std::size_t most = services_.config.limits.unread_talks;
    const auto unseen = store::unseen(connection(), visitor.participant.id, *visitor.user, most + 1);
    frame.purchase_news = unseen.purchases;
    frame.sale_news = unseen.sales;
    frame.unread = unseen.talks;
    frame.unread_more = frame.unread > most;
    if (frame.unread_more) frame.unread = most;
}

Response Context::finish(Response response) {
    response.set("Content-Language", language_->code());
    response.set("Cache-Control", known_visitor() != nullptr ? "no-store" : "private, no-cache");
    if (csrf_token_is_new_) response.add(csrf_cookie());
    if (language_by_address_ && cookie(language_cookie) != language_->code())
        remember(response, language_cookie, language_->code());
    return response;
}

}  // namespace fcgi
