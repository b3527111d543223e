#include "fcgi/response.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "core/accounts/cookie.h"
#include "core/view/quality_list.h"

namespace fcgi {
namespace {

using Header = std::pair<std::string_view, std::string_view>;

// In 'self', connect-src includes the socket of the same host. {0}: a space and the origin of the bucket of pictures and videos, or nothing; {1}: likewise where
// people are sent to pay or to prove their age, because browsers hold a form's redirects to it too; {2}: likewise of sockets with a port of their own.
constexpr std::string_view content_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:{0}; media-src 'self'{0}; connect-src 'self'{2}; "
    "font-src 'self'; frame-src 'self'; form-action 'self'{1}; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'\r\n";
constexpr std::array<Header, 5> security_headers{{
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
}};

// Two years, as browsers' lists ask for (RFC 6797).
constexpr Header strict_transport{"Strict-Transport-Security", "max-age=63072000"};

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 201:
            return "Created";
        case 204:
            return "No Content";
        case 302:
            return "Found";
        case 303:
            return "See Other";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 409:
            return "Conflict";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 429:
            return "Too Many Requests";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        default:
            return "Other";
    }
}

std::string serialise(const Cookie& cookie, bool secure) {
    return fmt::format("Set-Cookie: {}={}; Path=/; Max-Age={}; SameSite=Lax{}{}\r\n",
                       accounts::cookie_name(cookie.name, secure), cookie.value, cookie.max_age.count(),
                       cookie.http_only ? "; HttpOnly" : "", secure ? "; Secure" : "");
}

}  // namespace

Response Response::html(int status, std::string body) {
    Response response(status);
    response.set("Content-Type", "text/html; charset=utf-8");
    response.body_ = std::move(body);
    return response;
}

Response Response::json(int status, std::string body) {
    Response response(status);
    response.set("Content-Type", "application/json");
    response.set("Cache-Control", "no-store");
    response.body_ = std::move(body);
    return response;
}

Response Response::text(std::string content_type, std::string body) {
    Response response;
    response.set("Content-Type", std::move(content_type));
    response.set("Cache-Control", "no-store");
    response.body_ = std::move(body);
    return response;
}

Response Response::redirect(std::string path) {
    if (!path.starts_with('/') || path.starts_with("//"))
        throw std::logic_error("a redirect leads to a path of this site");
    Response response(303);
    response.set("Location", std::move(path));
    response.set("Cache-Control", "no-store");
    return response;
}

Response Response::found(std::string address) {
    Response response(302);
    response.set("Location", std::move(address));
    return response;
}

Response& Response::set(std::string_view name, std::string value) {
    if (value.find_first_of("\r\n") != std::string::npos)
        throw std::logic_error("a header value has no line breaks");
    const auto found = std::find_if(headers_.begin(), headers_.end(),
                                    [&](const auto& h) { return view::equal_ignoring_case(h.first, name); });
    if (found != headers_.end()) {
        found->second = std::move(value);
    } else {
        headers_.emplace_back(name, std::move(value));
    }
    return *this;
}

Response& Response::add(Cookie cookie) {
    cookies_.push_back(std::move(cookie));
    return *this;
}

std::string_view Response::header(std::string_view name) const {
    const auto found = std::find_if(headers_.begin(), headers_.end(),
                                    [&](const auto& h) { return view::equal_ignoring_case(h.first, name); });
    return found == headers_.end() ? std::string_view{} : std::string_view(found->second);
}

std::string Response::serialise(bool secure, bool with_body, const Origins& origins) const {
    std::string out =
        fmt::format("Status: {} {}\r\nContent-Length: {}\r\n", status_, reason_of(status_), body_.size());
    out.reserve(out.size() + body_.size() + 1024);
    for (const auto& [name, value] : headers_) out.append(name).append(": ").append(value).append("\r\n");
    for (const auto& cookie : cookies_) out += fcgi::serialise(cookie, secure);
    const auto also = [](std::string_view some) {
        return some.empty() ? std::string() : fmt::format(" {}", some);
    };
    // What is no page of ours brings a narrower one.
    if (header("Content-Security-Policy").empty())
        out +=
            fmt::format(content_policy, also(origins.pictures), also(origins.forms), also(origins.sockets));
    for (const auto& [name, value] : security_headers)
        if (header(name).empty()) out.append(name).append(": ").append(value).append("\r\n");
    if (secure)
        out.append(strict_transport.first).append(": ").append(strict_transport.second).append("\r\n");
    out += "\r\n";
    if (with_body) out += body_;
    return out;
}

}  // namespace fcgi
