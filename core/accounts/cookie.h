// What our cookies are called on the wire.
#pragma once

#include <string>
#include <string_view>

namespace accounts {

// Under TLS with the prefix that makes browsers refuse one set without Secure, for a path, or by a sibling host (RFC 6265bis, section 4.1.3.2).
inline std::string cookie_name(std::string_view name, bool secure) {
    return secure ? "__Host-" + std::string(name) : std::string(name);
}

inline bool is_secure(std::string_view frontend_url) { return frontend_url.starts_with("https://"); }

}  // namespace accounts
