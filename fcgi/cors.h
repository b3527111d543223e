// Scripts of FRONTEND_URL may use the JSON API with cookies, from wherever that page is served; nobody else may. Source: Fetch Standard, "CORS protocol".
#pragma once

#include <optional>
#include <string_view>

#include "fcgi/request.h"
#include "fcgi/response.h"

namespace fcgi {

// The answer to a browser that asks before it sends (OPTIONS); nothing when this is no such question. `allow`: the methods of the address.
std::optional<Response> preflight(const Request& request, std::string_view allow,
                                  std::string_view frontend_url);
// Marks an answer of the API as readable for that page.
void allow_origin(const Request& request, std::string_view frontend_url, Response& response);

}  // namespace fcgi
