// The pages of accounts, as a browser without scripts uses them: each form, its errors beside their fields, filled in again, and where it leads.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/accounts/totp.h"
#include "tests/fcgi/house.h"

namespace {

using support::between;
using support::contains;
using support::count;
using support::House;
using support::Visitor;
using Form = std::map<std::string, std::string>;

constexpr const char* number = "(202) 456-1111";
constexpr const char* good = "paper lanterns on 7 boats";

std::string location(const fcgi::Response& response) { return std::string(response.header("Location")); }

// The error beside the field that names it in aria-describedby.
std::string error_at(const fcgi::Response& page, const std::string& id) {
    const auto& html = page.body();
    const bool told = contains(html, id + "\" aria-invalid=\"true\"");
    return told ? between(html, "id=\"" + id + "\" role=\"alert\">", "<") : std::string();
}

std::string alert_of(const fcgi::Response& page) {
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
    // Of the newest SMS.
    std::string sms_password() {
        auto rows = house.connection().query(
            "SELECT body_ciphertext, phone_key_id FROM sms_outbox ORDER BY id DESC LIMIT 1");
        BOOST_REQUIRE(rows.next());
        const auto body = house.services().keyring.open(
            {.text = rows.text(0), .key_id = static_cast<std::uint16_t>(rows.number(1))},
            accounts::Purpose::sms);
        return between(body.value(), "Chatroom: ", ".");
    }
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
std::string from_base32(const std::string& text) {
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

std::string Pages::code_of(const std::string& base32) const {
    return accounts::totp_code(from_base32(base32), accounts::totp_step(house.clock.now()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(account_pages)

BOOST_AUTO_TEST_CASE(a_guest_signs_up_comes_in_by_the_sms_and_keeps_the_name) {
    Pages pages;
    Visitor& ana = pages.ana;
    ana.enter("Ana");
    const auto form = ana.get("/signup?next=en-us");
    BOOST_TEST(contains(form.body(), "You stay Ana,"));
    BOOST_TEST(contains(form.body(), "This house sends no SMS yet."));
    auto fields = Pages::sign_up_form();
    fields["next"] = "en-us";
    const auto sent = ana.post("/signup", fields);
    BOOST_TEST(sent.status() == 303);
    BOOST_TEST(location(sent) == "/signin?done=signup&next=en-us");
    const auto sign_in = ana.get(location(sent));
    BOOST_TEST(contains(sign_in.body(), "value=\"+12024561111\""),
               "the number is kept, by the browser alone");
    BOOST_TEST(contains(sign_in.body(), "Your password waits with the operator of this house."));
    const auto in = ana.post(
        "/signin", {{"phoneNumber", "+12024561111"}, {"password", pages.sms_password()}, {"next", "en-us"}});
    BOOST_TEST(location(in) == "/account/password?next=en-us");
    BOOST_TEST(!ana.cookies.contains("phoneNumber"));
    BOOST_TEST(!ana.cookies.contains("tempSessionToken"));
    const auto done = ana.post("/account/password", {{"newPassword", good}, {"next", "en-us"}});
    BOOST_TEST(location(done) == "/lounges/en-us");
    const auto lounge = ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(lounge, "data-viewer-name=\"Ana\""));
    BOOST_TEST(contains(lounge, " data-member"));
    BOOST_TEST(contains(lounge, "action=\"/signout\""));
}

BOOST_AUTO_TEST_CASE(where_sms_are_sent_the_page_says_so) {
    Pages pages([](base::Config& config) { config.twilio.account_sid = "AC1"; });
    pages.ana.get("/signup");
    const auto sent = pages.ana.post("/signup", Pages::sign_up_form());
    BOOST_TEST(contains(pages.ana.get(location(sent)).body(), "Your password is on its way by SMS."));
    BOOST_TEST(!contains(pages.ana.get("/signup").body(), "sends no SMS"));
}

BOOST_AUTO_TEST_CASE(a_refused_sign_up_comes_back_filled_in_with_the_error_beside_its_field) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor ben(pages.house);
    ben.get("/signup");
    const struct {
        Form changed;
        int status;
        const char* place;
        const char* error;
    } cases[] = {
        {{{"phoneNumber", ""}}, 400, "phone-error", "Please enter your phone number."},
        {{{"phoneNumber", "123"}}, 400, "phone-error", "This is no number"},
        {{{"phoneNumber", "+33 6 12 34 56 78"}}, 400, "phone-error", "No SMS can be sent"},
        {{}, 409, "phone-error", "There is an account with this number."},
        {{{"phoneNumber", "2024562222"}, {"birthYear", "2015"}}, 400, "birth-year-error", "You must be 18"},
        {{{"phoneNumber", "2024562222"}, {"birthYear", "x"}},
         400,
         "birth-year-error",
         "Please enter the year"},
        {{{"phoneNumber", "2024562222"}, {"lastName", std::string(101, 'x')}},
         400,
         "real-name-error",
         "First and last name"},
    };
    for (const auto& c : cases) {
        auto form = Pages::sign_up_form();
        for (const auto& [name, value] : c.changed) form[name] = value;
        const auto page = ben.post("/signup", form);
        BOOST_TEST_CONTEXT(c.error) {
            BOOST_TEST(page.status() == c.status);
            BOOST_TEST(error_at(page, c.place).starts_with(c.error));
            for (const auto& name : {"phoneNumber", "birthYear", "firstName"})
                BOOST_TEST(contains(page.body(), "value=\"" + form[name] + "\""), name);
            BOOST_TEST(contains(page.body(), "<option value=\"US\" selected>"));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_refused_sign_in_comes_back_with_the_number_and_without_the_password) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor ben(pages.house);
    ben.get("/signin");
    auto form = Pages::sign_in_form("not-the-password");
    form["staySignedIn"] = "true";
    const auto wrong = ben.post("/signin", form);
    BOOST_TEST(wrong.status() == 401);
    BOOST_TEST(alert_of(wrong) == "The number or the password is wrong.");
    BOOST_TEST(contains(wrong.body(), "value=\"" + std::string(number) + "\""));
    BOOST_TEST(contains(wrong.body(), "name=\"staySignedIn\" value=\"true\" checked"));
    BOOST_TEST(!contains(wrong.body(), "not-the-password"));
    BOOST_TEST(!ben.cookies.contains("accessToken"));
    const auto empty = ben.post("/signin", {{"phoneNumber", number}, {"country", "US"}, {"password", ""}});
    BOOST_TEST(error_at(empty, "password-error") == "Please enter your phone number and your password.");
    const auto nothing = ben.post("/signin", {{"password", "x"}});
    BOOST_TEST(error_at(nothing, "phone-error") == "Please enter your phone number and your password.");
    const auto unknown = ben.post("/signin", {{"phoneNumber", "+12024563333"}, {"password", "x"}});
    BOOST_TEST(alert_of(unknown) == alert_of(wrong));
}

BOOST_AUTO_TEST_CASE(the_sixth_attempt_shows_the_form_again_and_says_when_to_come_back) {
    Pages pages([](base::Config& config) { config.limits.attempts = 5; });
    Visitor ben(pages.house);
    ben.get("/signin");
    for (int i = 0; i < 5; ++i)
        BOOST_TEST(ben.post("/signin", {{"phoneNumber", "+12024563333"}, {"password", "x"}}).status() == 401);
    const auto page = ben.post("/signin", {{"phoneNumber", "+12024563333"}, {"password", "x"}});
    BOOST_TEST(page.status() == 429);
    BOOST_TEST(!page.header("Retry-After").empty());
    BOOST_TEST(alert_of(page) == "Too many authentication attempts. Please try again later.");
    BOOST_TEST(contains(page.body(), "value=\"+12024563333\""));
}

BOOST_AUTO_TEST_CASE(before_a_password_is_chosen_nothing_else_is_open) {
    Pages pages;
    Visitor& ana = pages.ana;
    ana.get("/signup");
    ana.post("/signup", Pages::sign_up_form());
    pages.sign_in(ana, pages.sms_password());
    for (const char* path : {"/account", "/account/sessions", "/lounges/en-us"})
        BOOST_TEST(location(ana.get(path)) == "/account/password", path);
    const auto form = ana.get("/account/password");
    BOOST_TEST(contains(form.body(), "Choose a password"));
    BOOST_TEST(!contains(form.body(), "currentPassword"));
    const struct {
        const char* chosen;
        const char* error;
    } cases[] = {{"", "Please fill in every field."},
                 {"short", "A password needs at least 10 characters."},
                 {"password1234", "This password is easy to guess."}};
    for (const auto& c : cases) {
        const auto page = ana.post("/account/password", {{"newPassword", c.chosen}});
        BOOST_TEST(page.status() == 400);
        BOOST_TEST(error_at(page, "new-password-error").starts_with(c.error), c.error);
        if (*c.chosen != '\0') BOOST_TEST(!contains(page.body(), c.chosen));
    }
    BOOST_TEST(location(ana.post("/account/password", {{"newPassword", good}})) == "/languages");
    BOOST_TEST(ana.get("/account").status() == 200);
}

BOOST_AUTO_TEST_CASE(a_password_is_changed_by_who_knows_the_present_one) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    const auto form = ana.get("/account/password");
    BOOST_TEST(contains(form.body(), "name=\"currentPassword\""));
    const std::string next = "quite another phrase 9";
    const auto wrong = ana.post("/account/password", {{"currentPassword", "no"}, {"newPassword", next}});
    BOOST_TEST(wrong.status() == 401);
    BOOST_TEST(error_at(wrong, "current-password-error") == "Your present password is another one.");
    BOOST_TEST(!contains(wrong.body(), next));
    const auto same = ana.post("/account/password", {{"currentPassword", good}, {"newPassword", good}});
    BOOST_TEST(error_at(same, "new-password-error").starts_with("This is the password you have now."));
    const auto done = ana.post("/account/password", {{"currentPassword", good}, {"newPassword", next}});
    BOOST_TEST(location(done) == "/account?done=password");
    BOOST_TEST(contains(ana.get(location(done)).body(), "Your password is changed."));
    Visitor elsewhere(pages.house);
    BOOST_TEST(pages.sign_in(elsewhere, good).status() == 401);
    BOOST_TEST(pages.sign_in(elsewhere, next).status() == 303);
}

BOOST_AUTO_TEST_CASE(a_forgotten_password_is_answered_alike_for_every_number) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor ben(pages.house);
    ben.get("/forgotten");
    const auto known = ben.post("/forgotten", {{"phoneNumber", number}, {"country", "US"}});
    const auto unknown = ben.post("/forgotten", {{"phoneNumber", "+12024564444"}});
    BOOST_TEST(location(known) == "/signin?done=forgotten");
    BOOST_TEST(location(unknown) == location(known));
    BOOST_TEST(contains(ben.get(location(known)).body(), "If there is an account with this number,"));
    BOOST_TEST(location(pages.sign_in(ben, pages.sms_password())) == "/account/password");
    Visitor cid(pages.house);
    cid.get("/forgotten");
    const auto wrong = cid.post("/forgotten", {{"phoneNumber", "12"}, {"country", "US"}});
    BOOST_TEST(wrong.status() == 400);
    BOOST_TEST(error_at(wrong, "phone-error").starts_with("This is no number"));
}

BOOST_AUTO_TEST_CASE(a_profile_is_shown_saved_and_refused_in_place) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    const auto page = ana.get("/account");
    BOOST_TEST(contains(page.body(), "+1 ••••••••"));
    BOOST_TEST(!contains(page.body(), "4561111"));
    BOOST_TEST(contains(page.body(), "Member since Jan 1, 2026"));
    const Form form{{"displayName", "Ana"}, {"firstName", "A"},      {"lastName", "L"},
                    {"locale", "de"},       {"bio", "One\r\n<two>"}, {"ageCategory", "18+RED"}};
    const auto saved = ana.post("/account/profile", form);
    BOOST_TEST(location(saved) == "/account?done=profile");
    const auto german = ana.get(location(saved), {{"HTTP_ACCEPT_LANGUAGE", "fr"}});
    BOOST_TEST(german.header("Content-Language") == "de", "their own choice goes before the browser's");
    for (const char* part : {"Gespeichert.", "value=\"Ana\"", "value=\"A\"", "value=\"L\"", "&lt;two&gt;",
                             "value=\"18+RED\" checked", "<option value=\"de\" lang=\"de\" selected>"})
        BOOST_TEST(contains(german.body(), part), part);
    const struct {
        const char* field;
        std::string value;
        const char* place;
    } cases[] = {{"displayName", "a b", "name-error"},
                 {"firstName", std::string(101, 'x'), "real-name-error"},
                 {"bio", std::string(1001, 'x'), "bio-error"}};
    for (const auto& c : cases) {
        auto wrong = form;
        wrong[c.field] = c.value;
        const auto refused = ana.post("/account/profile", wrong);
        BOOST_TEST(refused.status() == 400, c.field);
        BOOST_TEST(!error_at(refused, c.place).empty(), c.field);
        BOOST_TEST(contains(refused.body(), c.value), c.field);
    }
    auto ageless = form;
    ageless.erase("ageCategory");
    BOOST_TEST(contains(ana.post("/account/profile", ageless).body(), "id=\"age-error\""));
}

BOOST_AUTO_TEST_CASE(sessions_are_listed_and_ended) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor phone(pages.house);
    Visitor tablet(pages.house, "203.0.113.9");
    phone.get("/signin");
    phone.post("/signin", Pages::sign_in_form(good),
               {{"HTTP_USER_AGENT", "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"}});
    pages.sign_in(tablet, good);
    const auto page = phone.get("/account/sessions").body();
    BOOST_TEST(contains(page, "Firefox · Android</span> <span class=\"tag live\">this one</span>"));
    BOOST_TEST(contains(page, "203.0.113.*"));
    BOOST_TEST(contains(page, "Unknown browser"));
    BOOST_TEST(count(page, "name=\"session\"") == 2U, "not the one that asks");
    // The last used stands first: the tablet.
    const auto other = between(page, "name=\"session\" value=\"", "\"");
    BOOST_TEST(location(phone.post("/account/sessions/end", {{"session", other}})) == "/account/sessions");
    BOOST_TEST(location(tablet.get("/account")) == "/signin");
    BOOST_TEST(pages.ana.get("/account").status() == 200);
    BOOST_TEST(location(phone.post("/account/sessions/end-others", {})) == "/account/sessions");
    BOOST_TEST(location(pages.ana.get("/account")) == "/signin");
    BOOST_TEST(count(phone.get("/account/sessions").body(), "class=\"row session\"") == 1U);
}

BOOST_AUTO_TEST_CASE(nobody_ends_the_session_of_another) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor eve(pages.house);
    eve.get("/signup");
    auto form = Pages::sign_up_form();
    form["phoneNumber"] = "2024562222";
    eve.post("/signup", form);
    eve.post("/signin", {{"phoneNumber", "+12024562222"}, {"password", pages.sms_password()}});
    eve.post("/account/password", {{"newPassword", good}});
    for (int number_of_session = 1; number_of_session <= 3; ++number_of_session)
        eve.post("/account/sessions/end", {{"session", std::to_string(number_of_session)}});
    BOOST_TEST(pages.ana.get("/account").status() == 200);
}

BOOST_AUTO_TEST_CASE(a_second_step_is_set_up_and_asked_for) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    BOOST_TEST(contains(ana.get("/account/second-step").body(), "Set it up"));
    BOOST_TEST(location(ana.post("/account/second-step/begin", {})) == "/account/second-step");
    const auto pending = ana.get("/account/second-step").body();
    BOOST_TEST(contains(pending, "href=\"otpauth://totp/The%20Chatroom:"));
    const auto wrong = ana.post("/account/second-step", {{"code", "12"}});
    BOOST_TEST(wrong.status() == 401);
    BOOST_TEST(error_at(wrong, "code-error").starts_with("This code is not valid."));
    BOOST_TEST(contains(wrong.body(), between(pending, "<code dir=\"ltr\">", "<")), "the same key");
    const auto codes = ana.post("/account/second-step", {{"code", pages.code(ana)}});
    BOOST_TEST(codes.status() == 200);
    BOOST_TEST(count(codes.body(), "<li><code") == 10U);
    const auto recovery = between(codes.body(), "<li><code dir=\"ltr\">", "<");
    BOOST_TEST(count(ana.get("/account/second-step").body(), "<code") == 0U, "shown once");

    Visitor phone(pages.house);
    BOOST_TEST(location(phone.get("/signin/code")) == "/signin");
    BOOST_TEST(location(pages.sign_in(phone, good)) == "/signin/code");
    BOOST_TEST(!phone.cookies.contains("accessToken"));
    const auto refused = phone.post("/signin/code", {{"code", "nothing"}});
    BOOST_TEST(refused.status() == 401);
    BOOST_TEST(error_at(refused, "code-error").starts_with("This code is not valid."));
    BOOST_TEST(location(phone.post("/signin/code", {{"code", recovery}})) == "/languages");
    BOOST_TEST(phone.get("/account").status() == 200);

    Visitor late(pages.house);
    pages.sign_in(late, good);
    pages.house.clock.forward(std::chrono::minutes{6});
    const auto over = late.post("/signin/code", {{"code", recovery}});
    BOOST_TEST(over.status() == 401);
    BOOST_TEST(alert_of(over) == "Your session has ended. Please sign in again.");
}

BOOST_AUTO_TEST_CASE(data_is_handed_out_and_an_account_deleted_for_the_password_alone) {
    Pages pages;
    pages.become_member(pages.ana);
    Visitor& ana = pages.ana;
    for (const char* path : {"/account/data", "/account/delete"}) {
        BOOST_TEST(ana.get(path).status() == 200, path);
        const auto wrong = ana.post(path, {{"password", "no"}});
        BOOST_TEST(wrong.status() == 401, path);
        BOOST_TEST(error_at(wrong, "password-error") == "Your present password is another one.", path);
    }
    const auto data = ana.post("/account/data", {{"password", good}});
    BOOST_TEST(data.header("Content-Disposition") == "attachment; filename=\"the-chatroom.json\"");
    BOOST_TEST(data.header("Content-Type") == "application/json");
    BOOST_TEST(nlohmann::json::accept(data.body()));
    BOOST_TEST(contains(data.body(), "12024561111"));
    const auto gone = ana.post("/account/delete", {{"password", good}});
    BOOST_TEST(location(gone) == "/?done=deleted");
    BOOST_TEST(!ana.cookies.contains("refreshToken"));
    BOOST_TEST(contains(ana.get(location(gone)).body(), "Your account is deleted."));
    BOOST_TEST(pages.sign_in(ana, good).status() == 401);
}

BOOST_AUTO_TEST_CASE(who_is_no_member_is_led_to_sign_in_and_who_is_one_away_from_it) {
    Pages pages;
    Visitor nobody(pages.house);
    Visitor guest(pages.house);
    guest.enter("Gus");
    for (const char* path : {"/account", "/account/password", "/account/sessions", "/account/second-step",
                             "/account/data", "/account/delete"}) {
        BOOST_TEST(location(nobody.get(path)) == "/signin", path);
        BOOST_TEST(location(guest.get(path)) == "/signin", path);
    }
    nobody.get("/");
    BOOST_TEST(location(nobody.post("/signout", {})) == "/signin");
    pages.become_member(pages.ana);
    BOOST_TEST(location(pages.ana.get("/signup")) == "/account");
    BOOST_TEST(location(pages.ana.get("/signin?next=en-gb")) == "/lounges/en-gb");
    BOOST_TEST(location(pages.ana.post("/signout", {})) == "/");
    BOOST_TEST(!pages.ana.cookies.contains("accessToken"));
    BOOST_TEST(location(pages.ana.get("/account")) == "/signin");
}

BOOST_AUTO_TEST_CASE(a_form_without_its_token_changes_nothing_and_comes_back) {
    Pages pages;
    pages.become_member(pages.ana);
    const struct {
        const char* path;
        Form form;
    } cases[] = {
        {"/account/profile", {{"displayName", "Mallory"}, {"ageCategory", "18+"}}},
        {"/account/password", {{"currentPassword", good}, {"newPassword", "quite another phrase 9"}}},
        {"/account/sessions/end-others", {}},
        {"/account/second-step/begin", {}},
        {"/account/data", {{"password", good}}},
        {"/account/delete", {{"password", good}}},
    };
    Visitor nobody(pages.house);
    for (const auto& c : cases) {
        auto form = c.form;
        form["csrfToken"] = "forged";
        const auto page = pages.ana.post(c.path, form);
        BOOST_TEST(page.status() == 403, c.path);
        BOOST_TEST(alert_of(page) == "Invalid CSRF token", c.path);
        BOOST_TEST(nobody.post(c.path, form).status() == 403, c.path);
    }
    BOOST_TEST(pages.ana.get("/account").status() == 200);
    BOOST_TEST(!contains(pages.ana.get("/account").body(), "Mallory"));
}

BOOST_AUTO_TEST_CASE(no_way_on_leads_out_of_the_house) {
    Pages pages;
    pages.become_member(pages.ana);
    for (const char* next : {"//elsewhere.test", "http://elsewhere.test", "../health", "en-nowhere", ""}) {
        Visitor one(pages.house);
        one.get("/signin");
        auto form = Pages::sign_in_form(good);
        form["next"] = next;
        BOOST_TEST(location(one.post("/signin", form)) == "/languages", next);
    }
}

BOOST_AUTO_TEST_CASE(the_country_list_is_in_the_visitors_language_and_order_and_begins_where_they_are) {
    Pages pages;
    const auto page = pages.ana.get("/signup", {{"HTTP_ACCEPT_LANGUAGE", "de-AT, de-DE;q=0.9"}}).body();
    const auto at = [&](const char* text) { return page.find(text); };
    BOOST_TEST(at("Deutschland ") < at("Vereinigte Staaten "));
    BOOST_TEST(at("Vereinigte Staaten ") < at("Vereinigtes Königreich "));
    BOOST_TEST(count(page, " selected>") == 0U, "Austria is not among them");
    const auto german = pages.ana.get("/signup", {{"HTTP_ACCEPT_LANGUAGE", "de"}}).body();
    BOOST_TEST(contains(german, "<option value=\"DE\" selected>"));
    const auto english = pages.ana.get("/signup", {{"HTTP_ACCEPT_LANGUAGE", "en-GB"}}).body();
    BOOST_TEST(contains(english, "<option value=\"GB\" selected>United Kingdom &#8294;+44&#8297;<"));
}

BOOST_AUTO_TEST_SUITE_END()
