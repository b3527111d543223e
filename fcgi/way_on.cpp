#include "fcgi/way_on.h"

#include <algorithm>

#include "core/media/signature_v4.h"

namespace fcgi {
namespace {

// A head of an answer has 8 KB (fastcgi_buffer_size).
constexpr std::size_t longest_next = 4000;

// What is no slug of a lounge has no place in an address.
bool is_plain(std::string_view slug) {
    return slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

bool is_own_path(std::string_view path) {
    const auto is_stray = [](unsigned char c) { return c < ' ' || c == '\\' || c == 0x7f; };
    return path.starts_with('/') && !path.starts_with("//") && path.size() <= longest_next &&
           std::ranges::none_of(path, is_stray);
}

std::string door_to(std::string door, std::string_view next) {
    std::string value = media::percent_encoded(next, false);
    // What was handed over is too long to come along; the place is not.
    if (value.size() > longest_next) value = media::percent_encoded(next.substr(0, next.find('?')), false);
    if (value.empty() || value.size() > longest_next) return door;
    return door + (door.find('?') == std::string::npos ? "?next=" : "&next=") + value;
}

std::string wanted_by(const Request& request, std::string_view slug) {
    const std::string lounge = is_plain(slug) ? std::string(slug) : std::string();
    if (request.method != Method::get || request.target == "/lounges/" + lounge) return lounge;
    return is_own_path(request.target) ? request.target : lounge;
}

}  // namespace fcgi
