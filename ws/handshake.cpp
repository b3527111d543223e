#include "ws/handshake.h"

#include "core/accounts/cookie.h"
#include "core/base/crypto.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/view/quality_list.h"

namespace ws {
namespace {

constexpr std::size_t key_bytes = 16;

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::string_view cookie_value(std::string_view cookies, std::string_view name) {
    while (!cookies.empty()) {
        const auto end = cookies.find(';');
        const auto pair = trimmed(cookies.substr(0, end));
        if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
            return pair.substr(name.size() + 1);
        if (end == std::string_view::npos) break;
        cookies.remove_prefix(end + 1);
    }
    return {};
}

// One of the list that a client may offer (RFC 6455 section 11.3.4).
bool offers_protocol(std::string_view list) {
    while (!list.empty()) {
        const auto end = list.find(',');
        if (trimmed(list.substr(0, end)) == protocol_name) return true;
        if (end == std::string_view::npos) break;
        list.remove_prefix(end + 1);
    }
    return false;
}

// 24 characters of base64 for 16 bytes, with padding.
bool well_formed_key(std::string_view key) {
    if (key.size() != 24 || !key.ends_with("==")) return false;
    std::string url(key.substr(0, 22));
    for (char& c : url) {
        if (c == '-' || c == '_') return false;
        if (c == '+') c = '-';
        if (c == '/') c = '_';
    }
    const auto raw = base::from_base64url(url);
    return raw && raw->size() == key_bytes;
}

}  // namespace

accounts::Credentials credentials_of(const Handshake& handshake, std::string_view own_origin) {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view authorization(handshake.authorization);
    if (view::equal_ignoring_case(authorization.substr(0, scheme.size()), scheme))
        return {.bearer = std::string(trimmed(authorization.substr(scheme.size())))};
    const bool secure = accounts::is_secure(own_origin);
    const auto cookie = [&](std::string_view name) {
        return std::string(cookie_value(handshake.cookie, accounts::cookie_name(name, secure)));
    };
    return {.bearer = {},
            .access = cookie(accounts::access_cookie),
            .refresh = cookie(accounts::refresh_cookie),
            .guest = cookie(accounts::guest_cookie)};
}

std::string connection_id(const Handshake& handshake) {
    return base::log::is_plain_id(handshake.id) ? handshake.id : base::random_code(16);
}

std::optional<int> refused_session(const Handshake& handshake, const accounts::Tokens& tokens, base::Time now,
                                   std::string_view own_origin) {
    if (!handshake.origin.empty() && handshake.origin != own_origin) return 403;
    if (!accounts::genuine(credentials_of(handshake, own_origin), tokens, now)) return 401;
    return std::nullopt;
}

std::optional<int> refused_socket(const Handshake& handshake, const accounts::Tokens& tokens, base::Time now,
                                  std::string_view own_origin) {
    if (handshake.path != "/ws") return 404;
    if (!offers_protocol(handshake.protocol) || handshake.version != "13" || !well_formed_key(handshake.key))
        return 400;
    return refused_session(handshake, tokens, now, own_origin);
}

}  // namespace ws
