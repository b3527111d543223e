// Requests to services outside of the house. Whoever pays for a repeat must know whether a request may have arrived: an outcome says so.
//
// https alone, certificates checked; http only to a loopback address (a service on this machine, or a test). No redirects, no proxy, a new connection for
// each request: a kept one that turns out dead would make libcurl send the request again by itself.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/clock.h"

namespace base {

struct BasicAuth {
    std::string user;
    std::string password;
};

struct HttpRequest {
    std::string method;  // "GET", "POST", ...
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;  // values without line breaks
    std::optional<BasicAuth> auth;
    std::string body;  // sent with every method but GET
};

// "a=1&b=2" with everything but A-Z a-z 0-9 - . _ ~ as %XX (RFC 3986). Pure.
std::string form_body(std::span<const std::pair<std::string, std::string>> fields);

// A date as mails and HTTP headers write it, "Thu, 01 Jan 2026 12:00:00 +0000" (RFC 2822, RFC 9110). Pure; nothing when it is none.
std::optional<Time> parse_date(const std::string& text);

// The service answered.
struct HttpAnswer {
    int status = 0;
    std::map<std::string, std::string, std::less<>> headers;  // names in lower case
    std::string body;

    // The wait that Retry-After asks for, in seconds or as a date; nothing when it is absent or makes no sense.
    std::optional<Millis> retry_after(Time now) const;
};
// Nothing of the request was sent: it has not happened, and may be tried again.
struct HttpNotSent {
    std::string reason;
};
// It was sent, wholly or in part, and no whole answer came: whether it has happened is not known.
struct HttpUnknown {
    std::string reason;
};
using HttpOutcome = std::variant<HttpAnswer, HttpNotSent, HttpUnknown>;

struct HttpBounds {
    Millis connect{5'000};  // name, connection and TLS together
    Millis total{12'000};   // shorter than the supervisor's patience with a service that ends
    std::size_t answer_bytes = 262'144;
    // For addresses that a stranger chose: https alone, and only to public addresses (public_address.h). Asked of each address that is about to be connected to,
    // so that no name can lead elsewhere between the asking and the connecting.
    bool public_only = false;
    std::string authorities;  // a PEM file trusted instead of the system's certificates; empty: the system's
};

// Belongs to one thread. The constructor throws std::runtime_error when libcurl cannot start.
class HttpClient {
public:
    explicit HttpClient(HttpBounds bounds = {});
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    // Blocks until `total` is over at the latest. An address that is not allowed is HttpNotSent. Reasons hold neither address nor body: they may be logged.
    HttpOutcome send(const HttpRequest& request);

private:
    class Transfer;
    HttpBounds bounds_;
};

}  // namespace base
