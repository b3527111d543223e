// A program that uses the accounts' JSON API, for the tests of its routes: what each answers, every refusal, cookies and headers.
#pragma once

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/fcgi/house.h"

namespace support {

using nlohmann::json;

struct Api {
    static constexpr const char* number = "+1 202-456-1111";
    static constexpr const char* good = "a long and lovely phrase";

    explicit Api(const std::function<void(base::Config&)>& configure = [](base::Config&) {})
        : house([&](base::Config& config) {
              config.limits.attempts = 1000;
              config.limits.api_requests = 1000;
              configure(config);
          }) {
        browser.post_raw("/api/auth/csrf", "", "");
    }
    House house;
    Visitor browser{house};

    fcgi::Response call(Visitor& who, const std::string& target, const json& body) {
        Visitor::Headers headers{{"HTTP_USER_AGENT", "Test/1.0"}};
        if (who.cookies.contains("csrfToken")) headers["HTTP_X_CSRF_TOKEN"] = who.cookies["csrfToken"];
        return who.post_raw(target, body.is_null() ? "" : body.dump(), "application/json", headers);
    }
    fcgi::Response call(const std::string& target, const json& body = nullptr) {
        return call(browser, target, body);
    }

    static json signup() {
        return {{"phoneNumber", number}, {"firstName", "Ana"}, {"lastName", "Li"}, {"birthYear", 1980}};
    }
    static json signin(const std::string& password, bool stay = false) {
        return {{"phoneNumber", "(202) 456-1111"},
                {"country", "US"},
                {"password", password},
                {"staySignedIn", stay}};
    }
    // Of the newest SMS.
    std::string sms_password() {
        auto rows = house.connection().query(
            "SELECT body_ciphertext, phone_key_id FROM sms_outbox ORDER BY id DESC LIMIT 1");
        if (!rows.next()) return {};
        const auto body = house.services().keyring.open(
            {.text = rows.text(0), .key_id = static_cast<std::uint16_t>(rows.number(1))},
            accounts::Purpose::sms);
        return between(*body, "Chatroom: ", ".");
    }
    // Signed in, with a password of their own.
    void become_member() {
        call("/api/auth/signup", signup());
        const auto password = sms_password();
        BOOST_REQUIRE_EQUAL(call("/api/auth/signin", signin(password)).status(), 200);
        const auto changed =
            call("/api/auth/change-password",
                 {{"phoneNumber", number}, {"currentPassword", password}, {"newPassword", good}});
        BOOST_REQUIRE_EQUAL(changed.status(), 200);
    }
};

inline std::string error_of(const fcgi::Response& response) {
    const auto body = json::parse(response.body(), nullptr, false);
    return body.is_object() && body.contains("error") ? body.at("error").get<std::string>() : response.body();
}

inline const fcgi::Cookie* cookie(const fcgi::Response& response, std::string_view name) {
    for (const auto& one : response.cookies()) {
        if (one.name == name) return &one;
    }
    return nullptr;
}

}  // namespace support
