#include "fcgi/request.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <utility>

#include "core/base/random.h"
#include "core/view/quality_list.h"
#include "fcgi/form.h"
#include "fcgi/json_fields.h"
#include "fcgi/multipart.h"

namespace fcgi {
namespace {

constexpr std::array<std::pair<std::string_view, Method>, 7> methods{{{"GET", Method::get},
                                                                      {"HEAD", Method::head},
                                                                      {"POST", Method::post},
                                                                      {"PUT", Method::put},
                                                                      {"PATCH", Method::patch},
                                                                      {"DELETE", Method::delete_},
                                                                      {"OPTIONS", Method::options}}};
constexpr std::string_view picture_field = "picture";
constexpr std::string_view file_field = "file";
constexpr std::uint64_t largest_seq = (std::uint64_t{1} << 53) - 1;

void fail(Request& request, base::ErrorCode code) {
    if (!request.fault) request.fault = base::Error{code};
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::string> decode_percent(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (text[0] != '%') {
            out += text[0];
            text.remove_prefix(1);
            continue;
        }
        unsigned char byte = 0;
        if (text.size() < 3 || std::from_chars(&text[1], &text[1] + 2, byte, 16).ptr != &text[1] + 2)
            return std::nullopt;
        if (byte == 0) return std::nullopt;
        out += static_cast<char>(byte);
        text.remove_prefix(3);
    }
    return out;
}

bool prefers_json(std::string_view accept) {
    for (const auto& item : view::parse_quality_list(accept)) {
        if (view::equal_ignoring_case(item.value, "application/json")) return true;
        if (view::equal_ignoring_case(item.value, "text/html") || item.value == "*/*") return false;
    }
    return false;
}

std::string bearer_of(std::string_view authorization) {
    constexpr std::string_view scheme = "Bearer ";
    if (!view::equal_ignoring_case(authorization.substr(0, scheme.size()), scheme)) return {};
    return std::string(view::trim(authorization.substr(scheme.size())));
}

// Without its parameters, e.g. "; charset=utf-8".
bool is_type(std::string_view content_type, std::string_view type) {
    return view::equal_ignoring_case(view::trim(content_type.substr(0, content_type.find(';'))), type);
}

void read_headers(Request& request, const Source& source) {
    const auto header = [&](const char* name) { return std::string(source.parameter(name)); };
    request.id = header("X_REQUEST_ID");
    if (request.id.empty()) request.id = base::random_code(16);
    request.cookies = parse_cookies(source.parameter("HTTP_COOKIE"));
    request.accept_language = header("HTTP_ACCEPT_LANGUAGE");
    request.bearer = bearer_of(source.parameter("HTTP_AUTHORIZATION"));
    request.csrf_header = header("HTTP_X_CSRF_TOKEN");
    if (request.csrf_header.empty()) request.csrf_header = header("HTTP_X_CSRF");
    request.origin = header("HTTP_ORIGIN");
    request.user_agent = header("HTTP_USER_AGENT");
    request.fetch_site = header("HTTP_SEC_FETCH_SITE");
    request.host = header("HTTP_HOST");
    request.remote_address = header("REMOTE_ADDR");
}

// As CGI calls a header, and by its own name.
constexpr std::array<std::pair<const char*, const char*>, 7> notice_headers{{
    {"HTTP_STRIPE_SIGNATURE", "stripe-signature"},
    {"HTTP_BTCPAY_SIG", "btcpay-sig"},
    {"HTTP_PAYPAL_TRANSMISSION_ID", "paypal-transmission-id"},
    {"HTTP_PAYPAL_TRANSMISSION_TIME", "paypal-transmission-time"},
    {"HTTP_PAYPAL_TRANSMISSION_SIG", "paypal-transmission-sig"},
    {"HTTP_PAYPAL_CERT_URL", "paypal-cert-url"},
    {"HTTP_PAYPAL_AUTH_ALGO", "paypal-auth-algo"},
}};

bool is_notice(const Request& request) {
    return !request.segments.empty() && request.segments.front() == "webhooks";
}

void read_notice_headers(Request& request, const Source& source) {
    for (const auto& [parameter, name] : notice_headers) {
        const auto value = source.parameter(parameter);
        if (!value.empty()) request.notice_headers.add(name, std::string(value));
    }
}

void read_target(Request& request, const Source& source) {
    const auto target = source.parameter("REQUEST_URI");
    const auto mark = std::min(target.find('?'), target.size());
    const auto path = target.substr(0, mark);
    request.wants_json = path.starts_with("/api/") || prefers_json(source.parameter("HTTP_ACCEPT"));
    auto segments = parse_path(path);
    if (!segments) return fail(request, base::ErrorCode::bad_request);
    request.segments = std::move(*segments);
    request.path = path;
    request.target = target;
    auto query = parse_query(target.substr(std::min(mark + 1, target.size())));
    if (!query) return fail(request, base::ErrorCode::bad_request);
    request.query = std::move(*query);
}

// An upload: nginx has written it to a file of its own, whose name no client can choose.
void read_spooled(Request& request, const std::string& path, const base::Limits& limits) {
    request.large = true;
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const auto length = static_cast<std::streamoff>(file.tellg());
    if (!file || length < 0) return fail(request, base::ErrorCode::internal);
    if (static_cast<std::size_t>(length) > limits.upload_body_bytes) {
        const bool files = !request.segments.empty() && request.segments.back() == "files";
        return fail(request, files ? base::ErrorCode::file_bytes : base::ErrorCode::picture_bytes);
    }
    request.body.resize(static_cast<std::size_t>(length));
    file.seekg(0);
    if (!file.read(request.body.data(), length)) fail(request, base::ErrorCode::internal);
}

void read_body(Request& request, const Source& source, const base::Limits& limits) {
    if (const auto path = source.parameter("REQUEST_BODY_FILE"); !path.empty())
        return read_spooled(request, std::string(path), limits);
    const auto length_text = source.parameter("CONTENT_LENGTH");
    if (length_text.empty()) return;
    const auto length = parse_number(length_text);
    if (!length) return fail(request, base::ErrorCode::bad_request);
    // A picture of a document must not touch a disk as it came, so it is no file. Only nginx can say so, and it has bounded it.
    request.large = source.parameter("REQUEST_BODY_KIND") == "document";
    const auto most = request.large ? limits.upload_body_bytes : limits.request_body_bytes;
    if (*length > most) return fail(request, base::ErrorCode::too_large);
    request.body.resize(*length);
    std::size_t have = 0;
    while (have < *length) {
        const auto count = source.read(request.body.data() + have, *length - have);
        if (count == 0) return fail(request, base::ErrorCode::bad_request);
        have += count;
    }
}

void parse_upload(Request& request, std::string_view content_type, const base::Limits& limits) {
    if (!is_type(content_type, "multipart/form-data")) {
        request.upload_size = request.body.size();
        return;
    }
    const auto parts = parse_multipart(content_type, request.body);
    if (!parts) return fail(request, base::ErrorCode::bad_request);
    for (const auto& part : *parts) {
        if (part.file && (part.name == picture_field || part.name == file_field)) {
            request.upload_name = part.file_name;
            request.upload_at = static_cast<std::size_t>(part.content.data() - request.body.data());
            request.upload_size = part.content.size();
        } else if (part.content.size() <= limits.request_body_bytes) {
            request.fields.add(part.name, std::string(part.content));
        } else {
            return fail(request, base::ErrorCode::too_large);
        }
    }
}

void parse_body(Request& request, std::string_view content_type, const base::Limits& limits) {
    if (request.body.empty() || request.fault) return;
    // What a provider has signed are these bytes; its signature is looked at before anything in them is.
    if (is_notice(request)) return;
    if (request.large) return parse_upload(request, content_type, limits);
    const bool api = !request.segments.empty() && request.segments.front() == "api";
    const bool json = is_type(content_type, "application/json");
    const bool form = is_type(content_type, "application/x-www-form-urlencoded") ||
                      is_type(content_type, "multipart/form-data");
    if (api ? !json : !form) return fail(request, base::ErrorCode::unsupported_media);
    auto fields = json ? parse_json_fields(request.body) : parse_form(content_type, request.body);
    if (!fields) return fail(request, base::ErrorCode::bad_request);
    request.fields = std::move(*fields);
}

}  // namespace

Method parse_method(std::string_view text) {
    for (const auto& [name, method] : methods) {
        if (name == text) return method;
    }
    return Method::other;
}

std::string_view name_of(Method method) {
    for (const auto& [name, named] : methods) {
        if (named == method) return name;
    }
    return "OTHER";
}

std::optional<std::vector<std::string>> parse_path(std::string_view path) {
    if (!path.starts_with('/')) return std::nullopt;
    std::vector<std::string> segments;
    if (path == "/") return segments;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const auto end = std::min(path.find('/'), path.size());
        auto segment = decode_percent(path.substr(0, end));
        if (!segment) return std::nullopt;
        segments.push_back(std::move(*segment));
        path.remove_prefix(end);
    }
    return segments;
}

Fields parse_cookies(std::string_view header) {
    Fields cookies;
    while (!header.empty()) {
        const auto end = std::min(header.find(';'), header.size());
        const auto cookie = view::trim(header.substr(0, end));
        if (const auto equals = cookie.find('='); equals != std::string_view::npos && equals > 0) {
            cookies.add(std::string(cookie.substr(0, equals)), std::string(cookie.substr(equals + 1)));
        }
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return cookies;
}

std::optional<std::uint64_t> parse_seq(std::string_view text) {
    const auto number = parse_number(text);
    return number && *number >= 1 && *number <= largest_seq ? number : std::nullopt;
}

Request read_request(const Source& source, const base::Limits& limits) {
    Request request;
    request.method = parse_method(source.parameter("REQUEST_METHOD"));
    read_headers(request, source);
    read_target(request, source);
    if (is_notice(request)) read_notice_headers(request, source);
    read_body(request, source, limits);
    parse_body(request, source.parameter("CONTENT_TYPE"), limits);
    return request;
}

}  // namespace fcgi
