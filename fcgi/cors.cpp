#include "fcgi/cors.h"

namespace fcgi {
namespace {

bool from_frontend(const Request& request, std::string_view frontend_url) {
    return request.origin == frontend_url && !request.segments.empty() && request.segments.front() == "api";
}

}  // namespace

std::optional<Response> preflight(const Request& request, std::string_view allow,
                                  std::string_view frontend_url) {
    if (request.method != Method::options || allow.empty() || !from_frontend(request, frontend_url))
        return std::nullopt;
    Response response(204);
    response.set("Access-Control-Allow-Methods", std::string(allow));
    response.set("Access-Control-Allow-Headers", "authorization, content-type, x-csrf, x-csrf-token");
    response.set("Access-Control-Max-Age", "600");
    return response;
}

void allow_origin(const Request& request, std::string_view frontend_url, Response& response) {
    if (request.segments.empty() || request.segments.front() != "api") return;
    response.set("Vary", "Origin");
    if (!from_frontend(request, frontend_url)) return;
    response.set("Access-Control-Allow-Origin", std::string(frontend_url));
    response.set("Access-Control-Allow-Credentials", "true");
    response.set("Access-Control-Expose-Headers",
                 "RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After");
}

}  // namespace fcgi
