// What only members see: their profile, sessions, data, and the end of it; by forms alone.
#include "tests/fcgi/account_pages.h"

#include <nlohmann/json.hpp>

#include "core/media/signature_v4.h"

using support::alert_of;
using support::between;
using support::contains;
using support::count;
using support::error_at;
using support::Form;
using support::good;
using support::location;
using support::Pages;
using support::Visitor;

BOOST_AUTO_TEST_SUITE(member_pages)

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
    BOOST_TEST(location(tablet.get("/account")) == "/signin?done=ended&next=%2Faccount");
    BOOST_TEST(pages.ana.get("/account").status() == 200);
    BOOST_TEST(location(phone.post("/account/sessions/end-others", {})) == "/account/sessions");
    BOOST_TEST(location(pages.ana.get("/account")) == "/signin?done=ended&next=%2Faccount");
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
        const std::string door = "/signin?next=" + media::percent_encoded(path, false);
        BOOST_TEST(location(nobody.get(path)) == door, path);
        BOOST_TEST(location(guest.get(path)) == door, path);
    }
    nobody.get("/");
    BOOST_TEST(location(nobody.post("/signout", {})) == "/signin");
    pages.become_member(pages.ana);
    BOOST_TEST(location(pages.ana.get("/signup")) == "/account");
    BOOST_TEST(location(pages.ana.get("/signin?next=en-gb")) == "/lounges/en-gb");
    BOOST_TEST(location(pages.ana.post("/signout", {})) == "/");
    BOOST_TEST(!pages.ana.cookies.contains("accessToken"));
    BOOST_TEST(location(pages.ana.get("/account")) == "/signin?next=%2Faccount");
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
        {"/account/second-step/codes", {{"code", "000000"}}},
        {"/account/second-step/off", {}},
        {"/account/data", {{"password", good}}},
        {"/account/delete", {{"password", good}}},
    };
    Visitor nobody(pages.house);
    for (const auto& c : cases) {
        auto form = c.form;
        form["csrfToken"] = "forged";
        const auto page = pages.ana.post(c.path, form);
        BOOST_TEST(page.status() == 403, c.path);
        BOOST_TEST(alert_of(page).starts_with("This page was open for too long"), c.path);
        BOOST_TEST(nobody.post(c.path, form).status() == 403, c.path);
    }
    BOOST_TEST(pages.ana.get("/account").status() == 200);
    BOOST_TEST(!contains(pages.ana.get("/account").body(), "Mallory"));
}

BOOST_AUTO_TEST_SUITE_END()
