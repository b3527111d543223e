// The addresses of other servers, as the operator writes them.
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "core/base/config.h"

namespace base {
namespace {

unsigned parse_unsigned(std::string_view name, std::string_view text, unsigned least, unsigned most) {
    unsigned value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        throw ConfigError(fmt::format("{} must be a whole number from {} to {}", name, least, most));
    return value;
}

std::string decode_percent(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(&text[i + 1], &text[i + 3], code, 16).ptr == &text[i + 3]) {
            out.push_back(static_cast<char>(code));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

// Never says what was read: a password may be in it.
ConfigError wrong_redis_url() {
    return ConfigError(
        "REDIS_URL must look like redis://:password@host:6379/0 or unix:///path/redis.sock (TLS is not spoken)");
}

// "user:password" or ":password"
void read_account(std::string_view account, RedisSettings& settings) {
    const auto colon = account.find(':');
    if (colon == std::string_view::npos || colon + 1 == account.size()) throw wrong_redis_url();
    settings.user = decode_percent(account.substr(0, colon));
    settings.password = decode_percent(account.substr(colon + 1));
}

// "host", "host:port", "[::1]:port"
void read_place(std::string_view place, RedisSettings& settings) {
    const bool bracketed = place.starts_with('[');
    const auto end = bracketed ? place.find(']') : place.find(':');
    if (bracketed && end == std::string_view::npos) throw wrong_redis_url();
    settings.host = std::string(bracketed ? place.substr(1, end - 1) : place.substr(0, end));
    if (settings.host.empty()) throw wrong_redis_url();
    const auto rest = end == std::string_view::npos ? std::string_view{} : place.substr(end + bracketed);
    if (rest.empty()) return;
    if (!rest.starts_with(':')) throw wrong_redis_url();
    settings.port = parse_unsigned("the port in REDIS_URL", rest.substr(1), 1, 65535);
}

}  // namespace

DatabaseSettings parse_database_url(std::string_view url) {
    constexpr std::string_view scheme = "mysql://";
    const ConfigError wrong(
        "DATABASE_URL must look like mysql://user:password@host:3306/chatroom or mysql://user@localhost/chatroom?socket=/path");
    if (!url.starts_with(scheme)) throw wrong;
    url.remove_prefix(scheme.size());
    DatabaseSettings settings;
    if (const auto query = url.find('?'); query != std::string_view::npos) {
        constexpr std::string_view key = "socket=";
        const auto option = url.substr(query + 1);
        if (!option.starts_with(key)) throw wrong;
        settings.socket = decode_percent(option.substr(key.size()));
        url = url.substr(0, query);
    }
    const auto at = url.rfind('@');
    const auto slash = url.rfind('/');
    if (at == std::string_view::npos || slash == std::string_view::npos || slash < at ||
        slash + 1 == url.size())
        throw wrong;
    const auto account = url.substr(0, at);
    const auto colon = account.find(':');
    settings.user = decode_percent(account.substr(0, colon));
    if (colon != std::string_view::npos) settings.password = decode_percent(account.substr(colon + 1));
    settings.schema = decode_percent(url.substr(slash + 1));
    const auto place = url.substr(at + 1, slash - at - 1);
    const auto port = place.rfind(':');
    settings.host = std::string(place.substr(0, port));
    if (port != std::string_view::npos)
        settings.port = parse_unsigned("the port in DATABASE_URL", place.substr(port + 1), 1, 65535);
    if (settings.user.empty() || settings.host.empty()) throw wrong;
    return settings;
}

RedisSettings parse_redis_url(std::string_view url) {
    constexpr std::string_view local = "unix://";
    constexpr std::string_view remote = "redis://";
    RedisSettings settings;
    if (!url.starts_with(local) && !url.starts_with(remote)) throw wrong_redis_url();
    const bool is_local = url.starts_with(local);
    url.remove_prefix(is_local ? local.size() : remote.size());
    // A path may hold an @ of its own.
    const auto at = is_local && url.starts_with('/') ? std::string_view::npos : url.rfind('@');
    if (at != std::string_view::npos) {
        read_account(url.substr(0, at), settings);
        url.remove_prefix(at + 1);
    }
    if (is_local) {
        if (!url.starts_with('/')) throw wrong_redis_url();
        settings.socket = decode_percent(url);
        return settings;
    }
    const auto slash = url.find('/');
    read_place(url.substr(0, slash), settings);
    if (slash != std::string_view::npos && slash + 1 < url.size())
        settings.database = parse_unsigned("the database in REDIS_URL", url.substr(slash + 1), 0, 65535);
    return settings;
}

}  // namespace base
