// An answer as a value, and the headers that every answer carries.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fcgi {

struct Cookie {
    std::string name;
    std::string value;
    std::chrono::seconds max_age{0};  // 0 removes the cookie
    bool http_only = true;
};

// Elsewhere than here, what a page may turn to; origins separated by spaces; empty: nowhere.
struct Origins {
    std::string_view pictures = {};  // come from: a bucket
    std::string_view forms = {};     // lead to: where people pay or prove their age
    std::string_view sockets = {};   // are opened to, besides /ws
};

class Response {
public:
    explicit Response(int status = 200) : status_(status) {}

    // html() leaves Cache-Control to its caller; nothing else is ever kept by a cache.
    static Response html(int status, std::string body);
    static Response json(int status, std::string body);
    static Response text(std::string content_type, std::string body);
    // 303 See Other: after a form the browser goes on by GET. `path` begins with one slash.
    static Response redirect(std::string path);
    // 302 Found: this address leads elsewhere for now, to another site perhaps.
    static Response found(std::string address);

    // Replaces an earlier header of this name. Throws std::logic_error for a line break in the value.
    Response& set(std::string_view name, std::string value);
    Response& add(Cookie cookie);

    int status() const { return status_; }
    const std::string& body() const { return body_; }
    // Empty when not set.
    std::string_view header(std::string_view name) const;
    const std::vector<Cookie>& cookies() const { return cookies_; }

    // As the CGI specification writes it. `secure`: the site runs under https, so cookies travel there alone. `with_body` false: the answer to HEAD.
    std::string serialise(bool secure, bool with_body, const Origins& also = {}) const;

private:
    int status_;
    std::vector<std::pair<std::string, std::string>> headers_;
    std::vector<Cookie> cookies_;
    std::string body_;
};

}  // namespace fcgi
