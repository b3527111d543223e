#include "fcgi/router.h"

#include <algorithm>

namespace fcgi {
namespace {

bool is_number(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Whether the segments fit the pattern; then `values` has those of its names.
bool fits(std::string_view pattern, const std::vector<std::string>& segments, PathValues& values) {
    values.clear();
    if (pattern == "/") return segments.empty();
    for (const auto& segment : segments) {
        if (pattern.empty()) return false;
        pattern.remove_prefix(1);  // the slash
        const auto part = pattern.substr(0, std::min(pattern.find('/'), pattern.size()));
        pattern.remove_prefix(part.size());
        if (part.starts_with('{')) {
            const bool number = part.starts_with("{#");
            if (segment.empty() || (number && !is_number(segment))) return false;
            const std::size_t before_name = number ? 2 : 1;
            values.emplace_back(part.substr(before_name, part.size() - before_name - 1), segment);
        } else if (part != segment) {
            return false;
        }
    }
    return pattern.empty();
}

void allow(std::string& list, std::string_view method) {
    if (!list.empty()) list += ", ";
    list += method;
}

}  // namespace

Match match_route(std::span<const Route> routes, Method method, const std::vector<std::string>& segments) {
    const Method wanted = method == Method::head ? Method::get : method;
    Match match;
    match.index = routes.size();
    PathValues values;
    for (std::size_t i = 0; i < routes.size(); ++i) {
        if (!fits(routes[i].pattern, segments, values)) continue;
        if (routes[i].method == wanted)
            return {.route = &routes[i], .index = i, .path = std::move(values), .allow = {}};
        allow(match.allow, name_of(routes[i].method));
        if (routes[i].method == Method::get) allow(match.allow, name_of(Method::head));
    }
    return match;
}

}  // namespace fcgi
