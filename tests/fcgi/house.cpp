#include "tests/fcgi/house.h"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>

#include "core/market/test_provider.h"
#include "core/store/presence.h"
#include "tests/support/database.h"

namespace support {
namespace {

std::string setting(const char* name, const std::string& otherwise) {
    const char* given = std::getenv(name);
    return given == nullptr ? otherwise : given;
}

}  // namespace

House::House(const std::function<void(base::Config&)>& configure) {
    config.environment = base::Environment::test;
    config.database = fresh_database();
    config.access_keys.current = "0123456789abcdef0123456789abcdef";
    config.refresh_keys.current = "fedcba9876543210fedcba9876543210";
    config.phone_keys.current = "00112233445566778899aabbccddeeff";
    config.audit_secret = "ffeeddccbbaa99887766554433221100";
    config.push.private_key = std::string(32, 'k');
    config.sms_countries = {"US", "GB", "DE"};
    config.frontend_url = "http://house.test";
    config.market.test_provider = true;
    config.root_dir = setting("CHATROOM_ROOT", ".");
    config.messages_dir = setting("CHATROOM_MESSAGES", config.root_dir + "/build/messages");
    config.run_dir = "/nonexistent";
    config.media_dir = scratch_.path() + "/media";
    config.verification.documents_dir = scratch_.path() + "/documents";
    config.verification.keys_dir = scratch_.path() + "/document-keys";
    config.audit_head_file = scratch_.path() + "/audit.head";
    connection_ = std::make_unique<db::Connection>(config.database);
    furnish();
    configure(config);
    languages_ = std::make_unique<view::Languages>(config.messages_dir);
    renderer_ = std::make_unique<view::Renderer>(config.root_dir + "/templates", config.root_dir + "/static",
                                                 *languages_);
    guest_tokens_ = std::make_unique<accounts::GuestTokens>(config.access_keys);
    member_tokens_ = std::make_unique<accounts::MemberTokens>(config.access_keys, config.refresh_keys);
    csrf_tokens_ = std::make_unique<accounts::CsrfTokens>(config.access_keys.current);
    keyring_ = std::make_unique<accounts::Keyring>(config);
    push_keys_ = std::make_unique<push::Keys>(config.push);
    hints_ = std::make_unique<chat::HintSender>(config.hints_dir());
    metrics_ = std::make_unique<fcgi::Metrics>(fcgi::routes().size());
    films_ = std::make_unique<media::ConfinedFilms>(media::find_film_tools(config.ffmpeg),
                                                    media::confining_launcher());
    pictures_ = media::open_store(config, clock);
    vault_ = std::make_unique<verification::Vault>(config.verification, *keyring_);
    log_ = std::make_unique<audit::Log>(config);
    services_ = std::make_unique<fcgi::Services>(fcgi::Services{config,
                                                                clock,
                                                                *languages_,
                                                                *renderer_,
                                                                *guest_tokens_,
                                                                *member_tokens_,
                                                                *csrf_tokens_,
                                                                *keyring_,
                                                                *push_keys_,
                                                                *hints_,
                                                                *metrics_,
                                                                decoder_,
                                                                *films_,
                                                                *pictures_,
                                                                documents_,
                                                                *vault_,
                                                                *log_,
                                                                "key",
                                                                moderation::DecisionCodes(config.access_keys),
                                                                moderation::RemovalCodes(config.access_keys),
                                                                market::DownloadKeys(config.access_keys)});
    recent_ = std::make_unique<fcgi::RecentLounges>(config.limits);
    services_->recent = recent_.get();
    database_ = std::make_unique<fcgi::WorkerDatabase>(config.database, [](db::Connection&) {});
    providers_ = std::make_unique<market::Providers>(config, clock, test_provider());
    services_->providers = providers_.get();
    dispatcher_ = std::make_unique<fcgi::Dispatcher>(*services_, fcgi::routes(), *database_);
}

// As fcgi/main.cpp makes it.
std::unique_ptr<market::Provider> House::test_provider() {
    if (!config.market.test_provider) return nullptr;
    return std::make_unique<market::TestProvider>(
        [this]() -> db::Connection& { return database_->connection(); }, clock, config.frontend_url);
}

void House::furnish() {
    using store::AccessLevel;
    db::Connection& c = *connection_;
    store::add_language_room(c, {.id = {}, .code = "en", .name = "English", .right_to_left = false}, 1);
    store::add_language_room(c, {.id = {}, .code = "ar", .name = "العربية", .right_to_left = true}, 2);
    const auto add = [&](const char* code, const char* slug, const char* name, const char* country,
                         AccessLevel access, unsigned position) {
        store::add_lounge(c,
                          {.language_code = code,
                           .slug = slug,
                           .name = name,
                           .country = country,
                           .access = access,
                           .position = position},
                          clock.now());
    };
    add("en", "en-all", "Everybody", "", AccessLevel::main_lounge, 0);
    add("en", "en-us", "United States", "US", AccessLevel::main_lounge, 1);
    add("en", "en-gb", "United Kingdom", "GB", AccessLevel::main_lounge, 2);
    add("en", "en-red", "Everybody RED", "", AccessLevel::red_lounge, 3);
    add("en", "en-closed", "Old", "IE", AccessLevel::main_lounge, 4);
    add("ar", "ar-all", "الجميع", "", AccessLevel::main_lounge, 0);
    c.execute("UPDATE lounge SET closed_at = created_at WHERE slug = ?", "en-closed");
}

fcgi::Response House::respond(Parameters parameters) {
    const auto request = fcgi::read_request(parameters.source(), config.limits);
    return dispatcher_->respond(request);
}

store::Lounge House::lounge(const std::string& slug) {
    return store::find_lounge(*connection_, slug).value();
}

void House::set_present(const std::string& slug, std::uint64_t count) {
    const auto sidecar = store::register_sidecar(*connection_, slug, clock.now());
    store::set_counts(*connection_, sidecar.id, {{lounge(slug).id, count}}, 1);
}

fcgi::Response Visitor::send(Parameters parameters, const Headers& headers) {
    parameters.values["REMOTE_ADDR"] = address_;
    parameters.values["HTTP_HOST"] = "house.test";
    for (const auto& [name, value] : cookies) parameters.values["HTTP_COOKIE"] += name + "=" + value + "; ";
    for (const auto& [name, value] : headers) parameters.values[name] = value;
    auto response = house_.respond(std::move(parameters));
    for (const auto& cookie : response.cookies()) {
        cookies.erase(cookie.name);
        if (cookie.max_age.count() > 0) cookies[cookie.name] = cookie.value;
    }
    return response;
}

fcgi::Response Visitor::get(const std::string& target, const Headers& headers) {
    return send(support::get(target), headers);
}

fcgi::Response Visitor::post(const std::string& target, std::map<std::string, std::string> form,
                             const Headers& headers) {
    if (cookies.contains("csrfToken")) form.emplace("csrfToken", cookies["csrfToken"]);
    return post_raw(target, encode_form(form), "application/x-www-form-urlencoded", headers);
}

fcgi::Response Visitor::post_raw(const std::string& target, const std::string& body, const std::string& type,
                                 const Headers& headers) {
    return send(support::post(target, body, type), headers);
}

fcgi::Response Visitor::upload(const std::string& target, const std::string& body, const std::string& type,
                               const Headers& headers) {
    const std::string file = house_.scratch() + "/body";
    std::ofstream(file, std::ios::binary) << body;
    Parameters parameters = support::post(target, "", type);
    parameters.values["CONTENT_LENGTH"] = std::to_string(body.size());
    parameters.values["REQUEST_BODY_FILE"] = file;
    parameters.values["HTTP_X_CSRF_TOKEN"] = cookies["csrfToken"];
    return send(std::move(parameters), headers);
}

void Visitor::enter(const std::string& name, const std::string& age) {
    get("/");
    const auto response = post("/enter", {{"name", name}, {"ageCategory", age}, {"go", "choose"}});
    BOOST_REQUIRE_EQUAL(response.status(), 303);
    BOOST_REQUIRE(cookies.contains("tempSessionToken"));
}

std::string encode_form(const std::map<std::string, std::string>& form) {
    const auto encode = [](const std::string& text) {
        std::string out;
        for (const unsigned char c : text) out += fmt::format("%{:02X}", c);
        return out;
    };
    std::string body;
    for (const auto& [name, value] : form)
        body += (body.empty() ? "" : "&") + encode(name) + "=" + encode(value);
    return body;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const auto from = text.find(begin);
    if (from == std::string::npos) return {};
    const auto start = from + begin.size();
    const auto to = text.find(end, start);
    return to == std::string::npos ? std::string() : text.substr(start, to - start);
}

}  // namespace support
