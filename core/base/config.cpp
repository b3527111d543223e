#include "core/base/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/base/config_market.h"
#include "core/base/config_parts.h"
#include "core/base/config_push.h"
#include "core/base/config_verification.h"

namespace base {
namespace {

constexpr std::size_t secret_bytes = 32;

Environment parse_environment(const std::optional<std::string>& text) {
    if (!text || *text == "development") return Environment::development;
    if (*text == "production") return Environment::production;
    if (*text == "test") return Environment::test;
    throw ConfigError("CHATROOM_ENV must be production, development or test");
}

RedLounges parse_red_lounges(const std::optional<std::string>& text) {
    // "closed" is what it was called while there was no way to prove it.
    if (!text || *text == "verified" || *text == "closed") return RedLounges::verified;
    if (*text == "declared") return RedLounges::declared;
    throw ConfigError("RED_LOUNGES must be verified or declared");
}

void load_previews(const Environ& environ, Config& config) {
    const std::string wanted = environ("LINK_PREVIEWS").value_or("on");
    if (wanted != "on" && wanted != "off") throw ConfigError("LINK_PREVIEWS must be on or off");
    config.link_previews = wanted == "on";
    config.preview_stand_ins = environ("CHATROOM_TEST_PREVIEW_STAND_INS").value_or("");
    // It leads the fetcher to this machine: nothing for a house with people in it.
    if (!config.preview_stand_ins.empty() && config.environment != Environment::test)
        throw ConfigError(
            "CHATROOM_TEST_PREVIEW_STAND_INS is for tests: take it out, or set CHATROOM_ENV=test");
}

// A secret that stood in an example is public.
bool looks_published(std::string_view secret) {
    for (const std::string_view word : {"change", "secret", "example", "your", "password"}) {
        if (secret.find(word) != std::string_view::npos) return true;
    }
    return secret.find_first_not_of(secret.front()) == std::string_view::npos;
}

void refuse_weak(std::string_view name, std::string_view secret, Environment environment) {
    if (secret.size() < secret_bytes) {
        throw ConfigError(
            fmt::format("{} must be set to at least {} characters of randomness: openssl rand -hex 32", name,
                        secret_bytes));
    }
    if (environment == Environment::production && looks_published(secret)) {
        throw ConfigError(
            fmt::format("{} looks like an example, not like a secret: openssl rand -hex 32", name));
    }
}

std::string require_secret(const Environ& environ, std::string_view name, Environment environment) {
    std::string secret = environ(name).value_or("");
    refuse_weak(name, secret, environment);
    return secret;
}

std::string optional_secret(const Environ& environ, std::string_view name, Environment environment) {
    std::string secret = environ(name).value_or("");
    if (!secret.empty()) refuse_weak(name, secret, environment);
    return secret;
}

KeyPair require_keys(const Environ& environ, const std::string& name, Environment environment) {
    return {.current = require_secret(environ, name, environment),
            .previous = optional_secret(environ, name + "_PREVIOUS", environment)};
}

void load_keys(const Environ& environ, Config& config) {
    const auto environment = config.environment;
    config.access_keys = require_keys(environ, "ACCESS_TOKEN_SECRET", environment);
    config.refresh_keys = require_keys(environ, "REFRESH_TOKEN_SECRET", environment);
    const std::string phone_key = environ("PHONE_ENC_KEY") ? "PHONE_ENC_KEY" : "ENCRYPTION_KEY";
    config.phone_keys = {.current = require_secret(environ, phone_key, environment),
                         .previous = optional_secret(environ, "PHONE_ENC_KEY_PREVIOUS", environment)};
    config.phone_key_next = optional_secret(environ, "PHONE_ENC_KEY_NEXT", environment);
    config.audit_secret = require_secret(environ, "AUDIT_SECRET", environment);
}

std::vector<std::string> parse_countries(std::string_view text) {
    std::vector<std::string> countries;
    std::string word;
    for (const char c : std::string(text) + ' ') {
        if (c >= 'A' && c <= 'Z') {
            word += c;
        } else if (c == ' ' || c == ',') {
            if (!word.empty() && word.size() != 2)
                throw ConfigError("SMS_COUNTRIES must be a list such as US,GB,DE");
            if (!word.empty()) countries.push_back(std::exchange(word, {}));
        } else {
            throw ConfigError("SMS_COUNTRIES must be a list of two-letter countries such as US,GB,DE");
        }
    }
    return countries;
}

// The countries of the house's languages, without those where an SMS costs most: those are what fraud aims at.
constexpr std::string_view usual_countries =
    "US CA GB IE AU NZ ES MX AR CL CO PE FR BE CH LU DE AT PT BR IN CN TW HK SG AE SA EG MA";

void load_sms(const Environ& environ, Config& config) {
    config.twilio = {.account_sid = environ("TWILIO_ACCOUNT_SID").value_or(""),
                     .auth_token = environ("TWILIO_AUTH_TOKEN").value_or(""),
                     .from_number = environ("TWILIO_FROM_NUMBER").value_or(""),
                     .api_url = "https://api.twilio.com"};
    const auto& twilio = config.twilio;
    if (twilio.account_sid.empty() != twilio.auth_token.empty() ||
        twilio.account_sid.empty() != twilio.from_number.empty())
        throw ConfigError(
            "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM_NUMBER belong together: set all three or none");
    // A stand-in for tests; nobody may lead real SMS elsewhere.
    if (const auto url = environ("TWILIO_API_URL"); url && config.environment == Environment::test)
        config.twilio.api_url = *url;
    config.sms_countries = parse_countries(environ("SMS_COUNTRIES").value_or(std::string(usual_countries)));
    if (config.sms_countries.empty()) throw ConfigError("SMS_COUNTRIES must name at least one country");
}

// Letters, digits, dots and dashes: what goes into addresses and signatures as it is.
bool is_plain(std::string_view text) {
    return text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_") ==
           std::string_view::npos;
}

std::optional<S3Settings> load_s3(const Environ& environ) {
    const auto value = [&](std::string_view name) { return environ(name).value_or(""); };
    S3Settings s3{.endpoint = value("S3_ENDPOINT"),
                  .bucket = value("S3_BUCKET"),
                  .access_key = value("S3_ACCESS_KEY"),
                  .secret_key = value("S3_SECRET_KEY"),
                  .region = environ("S3_REGION").value_or("us-east-1")};
    const bool none =
        s3.endpoint.empty() && s3.bucket.empty() && s3.access_key.empty() && s3.secret_key.empty();
    if (none) return std::nullopt;
    if (s3.endpoint.empty() || s3.bucket.empty() || s3.access_key.empty() || s3.secret_key.empty())
        throw ConfigError(
            "S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY belong together: set all four or none");
    while (s3.endpoint.ends_with('/')) s3.endpoint.pop_back();
    const auto host_at = s3.endpoint.find("://") + 3;
    const auto host = std::string_view(s3.endpoint).substr(std::min(host_at, s3.endpoint.size()));
    const bool here =
        host.starts_with("127.0.0.1") || host.starts_with("localhost") || host.starts_with("[::1]");
    const bool allowed = s3.endpoint.starts_with("https://") || (s3.endpoint.starts_with("http://") && here);
    if (!allowed || host.empty() || host.find_first_of("/?#@ ;,'\"") != std::string_view::npos)
        throw ConfigError(
            "S3_ENDPOINT must be an https address without a path, such as https://s3.example.com");
    if (!is_plain(s3.bucket) || !is_plain(s3.region))
        throw ConfigError("S3_BUCKET and S3_REGION are made of letters, digits, dots and dashes");
    return s3;
}

template <class Number>
void override_limit(const Environ& environ, std::string_view name, Number& limit) {
    if (const auto text = environ(name))
        limit = static_cast<Number>(parse_number(name, *text, 1, 1'000'000'000));
}

void override_limit(const Environ& environ, std::string_view name, Millis& limit) {
    if (const auto text = environ(name)) limit = Millis{parse_number(name, *text, 1, 1'000'000'000)};
}

void override_limits(const Environ& environ, Limits& limits) {
    override_limit(environ, "CHATROOM_LIMIT_POSTS", limits.posts);
    override_limit(environ, "CHATROOM_LIMIT_POSTS_PER_MS", limits.posts_per);
    override_limit(environ, "CHATROOM_LIMIT_SOCKETS_PER_SESSION", limits.sockets_per_session);
    override_limit(environ, "CHATROOM_LIMIT_ENTRIES", limits.entries);
    override_limit(environ, "CHATROOM_LIMIT_RUSH_ENTRIES", limits.rush_entries);
    override_limit(environ, "CHATROOM_LIMIT_RUSH_LASTS_MS", limits.rush_lasts);
    override_limit(environ, "CHATROOM_LIMIT_API", limits.api_requests);
    override_limit(environ, "CHATROOM_LIMIT_OUTBOX_BYTES", limits.outbox_bytes);
    override_limit(environ, "CHATROOM_LIMIT_FLOOD_TYPING", limits.flood_typing);
    override_limit(environ, "CHATROOM_LIMIT_FLOOD_LISTS", limits.flood_lists);
    override_limit(environ, "CHATROOM_LIMIT_FLOOD_GATHER", limits.flood_gather);
    override_limit(environ, "CHATROOM_LIMIT_GUEST_SESSION_MS", limits.guest_session);
    override_limit(environ, "CHATROOM_LIMIT_LIVE_LINES", limits.live_lines);
    override_limit(environ, "CHATROOM_LIMIT_REPLAY_EVENTS", limits.replay_events);
    override_limit(environ, "CHATROOM_LIMIT_PLACE_UNSEEN_MS", limits.place_unseen);
    override_limit(environ, "CHATROOM_LIMIT_PLACE_HELD_MS", limits.place_held);
    override_limit(environ, "CHATROOM_LIMIT_PING_MS", limits.ping_every);
    override_limit(environ, "CHATROOM_LIMIT_SILENT_MS", limits.silent_for);
    override_limit(environ, "CHATROOM_LIMIT_AWAY_MS", limits.away_after);
    override_limit(environ, "CHATROOM_LIMIT_ATTEMPTS", limits.attempts);
    override_limit(environ, "CHATROOM_LIMIT_ATTEMPTS_PER_MS", limits.attempts_per);
    override_limit(environ, "CHATROOM_LIMIT_HEARTBEATS", limits.heartbeats);
    override_limit(environ, "CHATROOM_LIMIT_ACCESS_TOKEN_MS", limits.access_token);
    override_limit(environ, "CHATROOM_LIMIT_ROTATION_GRACE_MS", limits.rotation_grace);
    override_limit(environ, "CHATROOM_LIMIT_UPLOADS", limits.uploads);
    override_limit(environ, "CHATROOM_LIMIT_PREVIEWS", limits.previews);
    override_limit(environ, "CHATROOM_LIMIT_PREVIEWS_PER_HOST", limits.previews_per_host);
    override_limit(environ, "CHATROOM_LIMIT_PUSH_SETTLE_MS", limits.push_settle);
    override_limit(environ, "CHATROOM_LIMIT_PUSH_RETRY_MS", limits.push_retry);
    override_limit(environ, "CHATROOM_LIMIT_ORDER_HOLD_MS", limits.order_hold);
    override_limit(environ, "CHATROOM_LIMIT_ORDERS", limits.orders);
    override_limit(environ, "CHATROOM_LIMIT_SETTLE_AFTER_MS", limits.settle_after);
    override_limit(environ, "CHATROOM_LIMIT_DELIVER_WITHIN_MS", limits.deliver_within);
    override_limit(environ, "CHATROOM_LIMIT_DOWNLOAD_LINK_MS", limits.download_link);
    override_limit(environ, "CHATROOM_LIMIT_PAYMENT_ASK_MS", limits.payment_ask);
    override_limit(environ, "CHATROOM_LIMIT_REFUND_RETRY_MS", limits.refund_retry);
    override_limit(environ, "CHATROOM_LIMIT_WEBHOOKS", limits.webhooks);
    override_limit(environ, "CHATROOM_LIMIT_SMS_PER_PHONE", limits.sms_per_phone);
    override_limit(environ, "CHATROOM_LIMIT_SMS_PER_PREFIX", limits.sms_per_prefix);
    override_limit(environ, "CHATROOM_LIMIT_SMS_PER_DAY", limits.sms_per_day);
    override_limit(environ, "CHATROOM_LIMIT_SMS_RETRY_MS", limits.sms_retry);
    override_limit(environ, "CHATROOM_LIMIT_SMS_ASK_AFTER_MS", limits.sms_ask_after);
    override_limit(environ, "CHATROOM_LIMIT_SMS_ABSENT_AFTER_MS", limits.sms_absent_after);
}

}  // namespace

Environ process_environ() {
    const Environ process = [](std::string_view name) -> std::optional<std::string> {
        const char* value = std::getenv(
            std::string(name).c_str());  // NOLINT(concurrency-mt-unsafe): read in main, before threads
        if (value == nullptr || *value == '\0') return std::nullopt;
        return std::string(value);
    };
    const auto file = process("CHATROOM_SETTINGS");
    return file ? file_environ(*file) : process;
}

Environ file_environ(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw ConfigError(fmt::format("CHATROOM_SETTINGS names {}, which cannot be read", path));
    std::map<std::string, std::string, std::less<>> variables;
    for (std::string line; std::getline(file, line);) {
        const auto equals = line.find('=');
        if (equals != std::string::npos) variables[line.substr(0, equals)] = line.substr(equals + 1);
    }
    return [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        if (found == variables.end() || found->second.empty()) return std::nullopt;
        return found->second;
    };
}

std::string Config::public_socket_origin() const {
    if (!public_socket_port) return {};
    auto host = frontend_url.substr(frontend_url.find("://") + 3);
    // Its own port; a colon within brackets belongs to an address of IPv6.
    const auto colon = host.rfind(':');
    if (colon != std::string::npos && host.find(']', colon) == std::string::npos) host.resize(colon);
    return fmt::format("{}://{}:{}", frontend_url.starts_with("https:") ? "wss" : "ws", host,
                       *public_socket_port);
}

Config load_config(const Environ& environ) {
    Config config;
    config.environment = parse_environment(environ("CHATROOM_ENV"));
    const auto url = environ("DATABASE_URL");
    if (!url)
        throw ConfigError("DATABASE_URL is not set: start the programs by `make run`, or see .env.example");
    config.database = parse_database_url(*url);
    if (const auto redis = environ("REDIS_URL")) config.redis = parse_redis_url(*redis);
    load_keys(environ, config);
    load_sms(environ, config);
    const auto port = parse_number("PORT", environ("PORT").value_or("8080"), 1, 65535);
    config.frontend_url = environ("FRONTEND_URL").value_or(fmt::format("http://127.0.0.1:{}", port));
    while (config.frontend_url.ends_with('/')) config.frontend_url.pop_back();
    config.push = load_push(environ, require_secret(environ, "VAPID_PRIVATE_KEY", config.environment),
                            config.environment, config.frontend_url);
    config.run_dir = environ("CHATROOM_RUN_DIR").value_or("var/run");
    config.audit_head_file = environ("CHATROOM_AUDIT_HEAD").value_or(config.run_dir + "/audit.head");
    config.root_dir = environ("CHATROOM_ROOT").value_or(".");
    config.messages_dir = environ("CHATROOM_MESSAGES").value_or(config.root_dir + "/build/messages");
    config.site_dir = environ("CHATROOM_SITE").value_or(config.root_dir + "/var/site");
    config.ffmpeg = environ("FFMPEG").value_or("");
    config.media_dir = environ("MEDIA_DIR").value_or(config.root_dir + "/var/media");
    config.s3 = load_s3(environ);
    config.workers = static_cast<unsigned>(
        parse_number("CHATROOM_WORKERS", environ("CHATROOM_WORKERS").value_or("4"), 1, 64));
    config.sidecar_name = environ("CHATROOM_SIDECAR").value_or("ws1");
    if (const auto text = environ("SOCKET_PORT"))
        config.socket_port = static_cast<unsigned>(parse_number("SOCKET_PORT", *text, 1, 65535));
    if (const auto text = environ("PUBLIC_SOCKET_PORT"))
        config.public_socket_port =
            static_cast<unsigned>(parse_number("PUBLIC_SOCKET_PORT", *text, 1, 65535));
    config.red_lounges = parse_red_lounges(environ("RED_LOUNGES"));
    load_previews(environ, config);
    config.market = load_market(environ, config.environment);
    config.verification = load_verification(environ, config.environment, config.root_dir);
    if (config.environment == Environment::test) override_limits(environ, config.limits);
    return config;
}

}  // namespace base
