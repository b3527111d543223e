// Links that lead deep into the house, also for whoever has to come in first.
#include "fcgi/way_on.h"

#include <boost/test/unit_test.hpp>

#include "tests/fcgi/account_pages.h"

using support::contains;
using support::location;
using support::Pages;
using support::Visitor;

BOOST_AUTO_TEST_SUITE(way_on)

BOOST_AUTO_TEST_CASE(only_a_path_of_the_house_is_a_way_on) {
    for (const auto* path : {"/", "/lounges/en-us/7", "/share?text=a%20b", "/%2F/evil.example"})
        BOOST_TEST(fcgi::is_own_path(path), path);
    for (const std::string& path :
         {std::string(), std::string("//evil.example"), std::string("/\\evil.example"),
          std::string("https://evil.example/"), std::string("lounges"), std::string("/a\r\nSet-Cookie: x=y"),
          std::string("/\0", 2), std::string("/\x1b"), std::string("/\x7f"), "/" + std::string(4000, 'x')})
        BOOST_TEST(!fcgi::is_own_path(path), path);
    BOOST_TEST(fcgi::door_to("/signin", "/a?b=c&d") == "/signin?next=%2Fa%3Fb%3Dc%26d");
    BOOST_TEST(fcgi::door_to("/signin?done=ended", "en-us") == "/signin?done=ended&next=en-us");
    BOOST_TEST(fcgi::door_to("/", "") == "/");
    BOOST_TEST(fcgi::door_to("/", std::string(2000, '/')) == "/", "which would not fit into a head");
    BOOST_TEST(fcgi::door_to("/", "/share?text=" + std::string(3990, '/')) == "/?next=%2Fshare");
}

BOOST_AUTO_TEST_CASE(a_guest_comes_in_and_stands_where_the_link_led) {
    for (const std::string target :
         {"/lounges/en-us/3", "/lounges/en-us/messages/3", "/lounges/en-us/search?q=tea", "/market/items/7",
          "/people/2", "/lounges?lang=de"}) {
        Pages pages;
        BOOST_TEST_CONTEXT(target) {
            const auto door = location(pages.ana.get(target));
            BOOST_TEST(door.starts_with("/?next=%2F"));
            BOOST_TEST(contains(pages.ana.get(door).body(), "name=\"next\" value=\"" + target + "\""));
            const auto in = pages.ana.post(
                "/enter", {{"name", "Ana"}, {"ageCategory", "18+"}, {"go", "liveliest"}, {"next", target}});
            BOOST_TEST(location(in) == target);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_member_signs_in_and_stands_where_the_link_led) {
    Pages pages;
    for (const std::string target : {"/market/orders/7", "/account/sessions", "/moderation"}) {
        BOOST_TEST_CONTEXT(target) {
            const auto door = location(pages.ana.get(target));
            BOOST_TEST(door == fcgi::door_to("/signin", target));
            const auto page = pages.ana.get(door).body();
            BOOST_TEST(contains(page, "name=\"next\" value=\"" + target + "\""));
            BOOST_TEST(contains(page, "href=\"/signup?next=" + target));
        }
    }
    Visitor guest(pages.house);
    guest.enter("Gus");
    BOOST_TEST(location(guest.get("/market/orders/7")) == "/signin?next=%2Fmarket%2Forders%2F7");
}

BOOST_AUTO_TEST_CASE(the_way_leads_through_all_of_signing_up) {
    Pages pages;
    auto form = Pages::sign_up_form();
    form["next"] = "/market/orders/7";
    pages.ana.get("/signup");
    const auto signed_up = location(pages.ana.post("/signup", form));
    BOOST_TEST(signed_up == "/signin?done=signup&next=%2Fmarket%2Forders%2F7");
    form = Pages::sign_in_form(pages.sms_password());
    form["next"] = "/market/orders/7";
    pages.ana.get("/signin");
    BOOST_TEST(location(pages.ana.post("/signin", form)) == "/account/password?next=%2Fmarket%2Forders%2F7");
    BOOST_TEST(location(pages.ana.post("/account/password",
                                       {{"newPassword", support::good}, {"next", "/market/orders/7"}})) ==
               "/market/orders/7");
}

BOOST_AUTO_TEST_CASE(no_link_leads_elsewhere_by_it) {
    Pages pages;
    for (const std::string next : {"//evil.example", "/\\\\evil.example", "https://evil.example/"}) {
        Visitor ana(pages.house);
        BOOST_TEST_CONTEXT(next) {
            BOOST_TEST(!contains(ana.get(fcgi::door_to("/", next)).body(), "evil.example"));
            const auto in = ana.post("/enter", {{"name", "Ana" + std::to_string(next.size())},
                                                {"ageCategory", "18+"},
                                                {"go", "liveliest"},
                                                {"next", next}});
            BOOST_TEST(in.status() == 303);
            BOOST_TEST(location(in).starts_with("/lounges/"));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_was_sent_is_not_asked_for_again) {
    Pages pages;
    pages.ana.get("/");
    BOOST_TEST(location(pages.ana.post("/lounges/en-us/messages", {{"body", "x"}, {"clientId", "a"}})) ==
               "/?next=en-us");
    BOOST_TEST(location(pages.ana.post("/account/profile", {})) == "/signin");
}

BOOST_AUTO_TEST_CASE(whose_session_has_ended_is_told_so_at_the_door) {
    Pages pages;
    pages.ana.cookies["tempSessionToken"] = "of-no-use";
    const auto door = location(pages.ana.get("/lounges/en-us/3"));
    BOOST_TEST(door == "/?done=ended&next=%2Flounges%2Fen-us%2F3");
    BOOST_TEST(contains(pages.ana.get(door).body(), "Your session has ended. Please enter again."));
    pages.ana.cookies["tempSessionToken"] = "of-no-use";
    BOOST_TEST(
        contains(pages.ana.get(location(pages.ana.get("/account"))).body(), "Your session has ended."));
}

BOOST_AUTO_TEST_CASE(an_error_page_says_what_can_be_done) {
    Pages pages([](base::Config& config) { config.limits.api_requests = 0; });
    pages.ana.get("/");
    const auto fast = pages.ana.post("/preferences", {{"language", "de"}, {"theme", ""}});
    BOOST_TEST(fast.status() == 429);
    BOOST_TEST(!fast.header("Retry-After").empty());
    BOOST_TEST(contains(fast.body(), "what you wrote is still there"));
    BOOST_TEST(!contains(fast.body(), "href=\"/preferences\">Try again"));
    const auto nothing = pages.ana.get("/nothing/here");
    BOOST_TEST(contains(nothing.body(), "There is no page at this address."));
    BOOST_TEST(!contains(nothing.body(), "Try again"));
}

BOOST_AUTO_TEST_SUITE_END()
