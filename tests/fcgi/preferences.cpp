// The language and the appearance of the pages: by the address, by the account, by the browser.
#include "tests/fcgi/account_pages.h"

using support::contains;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

const Visitor::Headers german{{"HTTP_ACCEPT_LANGUAGE", "de"}};

std::string begin_of(const fcgi::Response& page) { return page.body().substr(0, page.body().find("<head>")); }

bool speaks(const fcgi::Response& page, const std::string& code) {
    return contains(begin_of(page), "<html lang=\"" + code + "\"");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(preferences)

BOOST_AUTO_TEST_CASE(the_address_names_the_language_and_the_browser_remembers_it) {
    Pages pages;
    BOOST_TEST(speaks(pages.ana.get("/", german), "de"));
    BOOST_TEST(speaks(pages.ana.get("/terms?lang=es", german), "es"));
    BOOST_TEST(pages.ana.cookies["language"] == "es");
    BOOST_TEST(speaks(pages.ana.get("/", german), "es"));
    BOOST_TEST(speaks(pages.ana.get("/?lang=klingon", german), "es"));
    const auto arabic = pages.ana.get("/?lang=ar", german);
    BOOST_TEST(contains(begin_of(arabic), "dir=\"rtl\""));
    BOOST_TEST(arabic.header("Content-Language") == "ar");
}

BOOST_AUTO_TEST_CASE(a_guest_chooses_for_this_browser) {
    Pages pages;
    Visitor& ana = pages.ana;
    const auto form = ana.get("/preferences?next=/languages/en", german);
    BOOST_TEST(contains(form.body(), "name=\"language\" value=\"de\" checked"));
    BOOST_TEST(contains(form.body(), "name=\"theme\" value=\"\" checked"));
    const auto saved =
        ana.post("/preferences", {{"language", "pt"}, {"theme", "dark"}, {"next", "/languages/en"}});
    BOOST_TEST(location(saved) == "/languages/en");
    const auto page = ana.get("/languages/en", german);
    BOOST_TEST(speaks(page, "pt"));
    BOOST_TEST(contains(begin_of(page), "data-theme=\"dark\""));
    BOOST_TEST(contains(page.body(), "<meta name=\"color-scheme\" content=\"dark\">"));
    ana.post("/preferences", {{"language", "pt"}, {"theme", ""}});
    BOOST_TEST(!ana.cookies.contains("theme"));
    BOOST_TEST(contains(begin_of(ana.get("/")), "data-theme=\"\""));
}

BOOST_AUTO_TEST_CASE(a_members_language_goes_with_their_account) {
    Pages pages;
    pages.become_member(pages.ana);
    pages.ana.post("/preferences", {{"language", "fr"}, {"theme", "light"}});
    BOOST_TEST(
        contains(pages.ana.get("/account", german).body(), "<option value=\"fr\" lang=\"fr\" selected>"));
    pages.ana.cookies.erase("language");
    BOOST_TEST(speaks(pages.ana.get("/languages", german), "fr"));
    // For this one page, whatever the account says.
    BOOST_TEST(speaks(pages.ana.get("/languages?lang=hi", german), "hi"));
    BOOST_TEST(speaks(pages.ana.get("/languages", german), "fr"));
}

BOOST_AUTO_TEST_CASE(a_password_by_sms_is_written_in_the_language_of_the_page_and_later_of_the_account) {
    Pages pages;
    Visitor& ana = pages.ana;
    ana.get("/?lang=es", german);
    ana.post("/signup", Pages::sign_up_form());
    BOOST_TEST(pages.sms_body().starts_with("Tu contraseña"));
    pages.sign_in(ana, pages.sms_password());
    ana.post("/account/password", {{"newPassword", support::good}});
    ana.post("/preferences", {{"language", "fr"}, {"theme", ""}});
    Visitor somewhere_else{pages.house};
    somewhere_else.get("/forgotten?lang=de");
    somewhere_else.post("/forgotten", {{"phoneNumber", support::number}, {"country", "US"}});
    BOOST_TEST(pages.sms_body().starts_with("Ton mot de passe"), pages.sms_body());
}

BOOST_AUTO_TEST_CASE(what_is_no_choice_is_refused_and_the_way_back_stays_in_the_house) {
    Pages pages;
    Visitor& ana = pages.ana;
    ana.get("/preferences");
    BOOST_TEST(ana.post("/preferences", {{"language", "xx"}, {"theme", ""}}).status() == 400);
    BOOST_TEST(ana.post("/preferences", {{"language", "en"}, {"theme", "pink"}}).status() == 400);
    for (const auto* next :
         {"//example.org/", "/\\example.org", "https://example.org/", "", "/preferences?next=/"}) {
        const auto saved = ana.post("/preferences", {{"language", "en"}, {"theme", ""}, {"next", next}});
        BOOST_TEST(location(saved) == "/", next);
    }
}

BOOST_AUTO_TEST_SUITE_END()
