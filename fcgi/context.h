// One attempt at answering one request: who asks, in which language, and with what at hand. Nothing of it outlives the request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/accounts/member_session.h"
#include "core/chat/reading.h"
#include "core/db/connection.h"
#include "core/store/roles.h"
#include "fcgi/request.h"
#include "fcgi/response.h"
#include "fcgi/services.h"
#include "fcgi/worker_database.h"

namespace fcgi {

inline constexpr std::string_view language_cookie = "language";
inline constexpr std::string_view theme_cookie = "theme";

// Values of the {names} in a route's pattern.
using PathValues = std::vector<std::pair<std::string_view, std::string>>;

class Context {
public:
    Context(const Services& services, const Request& request, const PathValues& path,
            WorkerDatabase& database);
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    const Services& services() const { return services_; }
    const Request& request() const { return request_; }
    // What the address asks for (?lang=de); else the member's own choice once session() has found them; else what was chosen in this browser before; else what it asks for.
    const view::Language& language() const { return *language_; }
    // Throws db::ConnectionLost when there is no database.
    db::Connection& connection() { return database_.connection(); }
    WorkerDatabase& database() { return database_; }
    // Empty when the route's pattern has no such name.
    std::string_view path(std::string_view name) const;

    // The living session of the request's tokens (Authorization: Bearer before cookies), or why there is none. Looked up once. A member whose access
    // token has run out gets new ones on the way, see finish().
    const base::Result<accounts::Session>& session();
    // The same as a pointer: null when the visitor has no session.
    const accounts::Session* visitor();
    // Whose the session is that session() calls banned; nothing for anybody else. They have no other page than the decision about them.
    std::optional<base::ParticipantId> banned_person();
    // Where session() has succeeded already; asks no database.
    const accounts::Session* known_visitor() const;

    // For forms. The visitor's own while it is genuine, else a new one that page() puts into a cookie.
    const std::string& csrf_token();
    Cookie csrf_cookie();
    Cookie guest_cookie(std::string token, base::Time expires_at) const;
    std::vector<Cookie> member_cookies(const accounts::Keys& keys) const;
    // Takes every session cookie away that the request brought.
    void forget_session(Response& response) const;

    // Only a guest's: who has become a member is no guest any more.
    void forget_guest(Response& response) const;

    // By its own name, whatever prefix it travels with.
    std::string_view cookie(std::string_view name) const;
    accounts::Credentials credentials() const;
    accounts::Device device() const;
    // From where this request comes, as bans know it. A browser without a token is given one by add_device_cookie().
    store::Marks marks() const;
    void add_device_cookie(Response& response);

    // "12 people here", in the visitor's language.
    std::string people_here(std::uint64_t count) const;
    // "5 new messages"; nothing when there are none.
    std::optional<std::string> unread_text(chat::Counted count) const;
    // "Since you were away: 5 messages · 1 mention of you"
    std::string missed_text(const chat::Missed& missed) const;

    // A whole page. `title` is translated already; empty: the name of the house alone.
    template <class Page>
    Response page(int status, const std::string& title, const Page& page) {
        return finish(Response::html(status, services_.renderer.page(*language_, frame(title), page)));
    }
    // Cookies and caching of what is made for one visitor.
    Response finish(Response response);
    // Kept in this browser for a year: what language_cookie and theme_cookie say. An empty value forgets.
    void remember(Response& response, std::string_view cookie, std::string value) const;
    // "light", "dark", or empty: as the system has it.
    std::string_view theme() const;
    // The tokens that were renewed for this request, on whatever answers it.
    void add_renewed_cookies(Response& response) const;

private:
    const view::Language& language_of_browser() const;
    view::Frame frame(const std::string& title);
    void count_unread(const accounts::Session& visitor, view::Frame& frame);
    // None before the second step.
    std::vector<store::Grant> roles_of(const accounts::Session& visitor);
    bool has_unseen_decision(const accounts::Session& visitor) const;
    Cookie cookie_until(std::string_view name, std::string value, base::Time expires_at) const;
    void renew_if_due(accounts::Credentials& shown);
    void forget(Response& response, std::string_view name) const;

    const Services& services_;
    const Request& request_;
    const PathValues& path_;
    WorkerDatabase& database_;
    bool language_by_address_;
    const view::Language* language_;
    std::optional<base::Result<accounts::Session>> session_;
    std::optional<accounts::Keys> renewed_;
    mutable std::string device_token_;  // the browser's own, or a new one that is to be its own
    std::string csrf_token_;
    bool csrf_token_is_new_ = false;
};

}  // namespace fcgi
