// A request as a value: everything is parsed and bounded here, once. Knows the parameters of the FastCGI responder role, not its library.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "fcgi/fields.h"

namespace fcgi {

enum class Method { get, head, post, put, patch, delete_, options, other };
Method parse_method(std::string_view text);
// The name as in HTTP; "OTHER" for a method of no name here.
std::string_view name_of(Method method);

struct Request {
    std::string id;  // nginx's; shown to the visitor and in the log
    Method method = Method::get;
    std::vector<std::string>
        segments;        // of the path, percent-decoded: "/lounges/en-us" is {"lounges", "en-us"}
    std::string path;    // as sent, without the query: "/lounges/en-us"
    std::string target;  // as sent, with the query
    Fields query;
    Fields cookies;
    Fields fields;       // of the body: a form's, or a JSON object's
    std::string body;    // as sent
    bool large = false;  // an upload: nginx has kept it in a file, or all of it in memory
    bool wants_json = false;

    std::string accept_language;
    std::string bearer;  // the token of "Authorization: Bearer"
    std::string csrf_header;
    Fields notice_headers;  // by which a provider of payments signs, by their names in lower case
    std::string origin;
    std::string user_agent;
    std::string fetch_site;      // Sec-Fetch-Site
    std::string host;            // Host
    std::string remote_address;  // nginx's own view of the peer; never a header that a client can write

    // The file of an upload: the part "picture" or "file" of a form, or a whole body that is none. Empty when there is none.
    std::string_view upload() const { return std::string_view(body).substr(upload_at, upload_size); }
    std::size_t upload_at = 0;
    std::size_t upload_size = 0;
    std::string upload_name;  // of a form's file, as the browser sent it

    std::optional<base::Error>
        fault;  // why the request cannot be served at all; what could be read is there all the same
};

// Where a request comes from.
struct Source {
    std::function<std::string_view(const char* name)> parameter;    // empty when absent
    std::function<std::size_t(char* data, std::size_t room)> read;  // of the body; 0 at its end
};

// Never throws for what a client sent: `fault` says it. Errors: bad_request, too_large, unsupported_media.
Request read_request(const Source& source, const base::Limits& limits);

// The decoded segments of a path that begins with a slash; nothing for malformed percent signs and for %00. Pure.
std::optional<std::vector<std::string>> parse_path(std::string_view path);
// The cookies of a Cookie header. Pure.
Fields parse_cookies(std::string_view header);
// A number in digits alone, from 1 to 2^53 - 1 (what JSON keeps exactly). Pure.
std::optional<std::uint64_t> parse_seq(std::string_view text);

}  // namespace fcgi
