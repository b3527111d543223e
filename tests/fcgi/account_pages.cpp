// The ways in, as a browser without scripts uses them: each form, its errors beside their fields, filled in again, and where it leads.
#include "tests/fcgi/account_pages.h"

using support::alert_of;
using support::between;
using support::contains;
using support::count;
using support::error_at;
using support::Form;
using support::good;
using support::location;
using support::number;
using support::Pages;
using support::Visitor;

BOOST_AUTO_TEST_SUITE(account_pages)

BOOST_AUTO_TEST_CASE(a_guest_signs_up_comes_in_by_the_sms_and_keeps_the_name) {
    Pages pages;
    Visitor& ana = pages.ana;
    ana.enter("Ana");
    const auto form = ana.get("/signup?next=en-us");
    BOOST_TEST(contains(form.body(), "You stay \u2068Ana\u2069,"));
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
