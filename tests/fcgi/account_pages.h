// Members to be, and what the tests of the pages of accounts look for.
#pragma once

#include <boost/test/unit_test.hpp>
#include <map>
#include <string>

#include "core/accounts/totp.h"
#include "tests/fcgi/house.h"

namespace support {

using Form = std::map<std::string, std::string>;

inline constexpr const char* number = "(202) 456-1111";
inline constexpr const char* good = "paper lanterns on 7 boats";

inline std::string location(const fcgi::Response& response) {
    return std::string(response.header("Location"));
}

// The error beside the field that names it in aria-describedby.
inline std::string error_at(const fcgi::Response& page, const std::string& id) {
    const auto& html = page.body();
    const bool told = contains(html, id + "\" aria-invalid=\"true\"");
    return told ? between(html, "id=\"" + id + "\" role=\"alert\">", "<") : std::string();
}

inline std::string alert_of(const fcgi::Response& page) {
    return between(page.body(), "class=\"alert\" role=\"alert\">", "<");
}

struct Pages {
    explicit Pages(const std::function<void(base::Config&)>& configure = [](base::Config&) {})
        : house([&](base::Config& config) {
              config.limits.attempts = 1000;
              config.limits.api_requests = 1000;
              configure(config);
          }) {}
    House house;
    Visitor ana{house};

    static Form sign_up_form() {
        return {{"phoneNumber", number}, {"country", "US"}, {"birthYear", "1980"}, {"firstName", "Ana"}};
    }
    static Form sign_in_form(const std::string& password) {
        return {{"phoneNumber", number}, {"country", "US"}, {"password", password}};
    }
    // The newest SMS.
    std::string sms_body() {
        auto rows = house.connection().query(
            "SELECT body_ciphertext, phone_key_id FROM sms_outbox ORDER BY id DESC LIMIT 1");
        BOOST_REQUIRE(rows.next());
        const auto body = house.services().keyring.open(
            {.text = rows.text(0), .key_id = static_cast<std::uint16_t>(rows.number(1))},
            accounts::Purpose::sms);
        return body.value();
    }
    std::string sms_password() { return between(sms_body(), "Chatroom: ", "."); }
    fcgi::Response sign_in(Visitor& who, const std::string& password) {
        who.get("/signin");
        return who.post("/signin", sign_in_form(password));
    }
    // Signed up and in, with a password of their own.
    void become_member(Visitor& who) {
        who.get("/signup");
        BOOST_REQUIRE_EQUAL(who.post("/signup", sign_up_form()).status(), 303);
        BOOST_REQUIRE_EQUAL(location(sign_in(who, sms_password())), "/account/password");
        BOOST_REQUIRE_EQUAL(location(who.post("/account/password", {{"newPassword", good}})), "/languages");
    }
    std::string code(Visitor& who) {
        std::string secret = between(who.get("/account/second-step").body(), "<code dir=\"ltr\">", "<");
        std::erase(secret, ' ');
        return code_of(secret);
    }
    std::string code_of(const std::string& base32) const;
};

// RFC 4648; what an authenticator app does with the key that the page shows.
inline std::string from_base32(const std::string& text) {
    std::string bytes;
    unsigned bits = 0;
    unsigned value = 0;
    for (const char c : text) {
        value = value << 5U | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
        bits += 5;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(value >> bits & 0xFFU);
    }
    return bytes;
}

inline std::string Pages::code_of(const std::string& base32) const {
    return accounts::totp_code(from_base32(base32), accounts::totp_step(house.clock.now()));
}

}  // namespace support
