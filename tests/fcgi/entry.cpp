// The way in and out: /, /enter, /leave.
#include <boost/test/unit_test.hpp>

#include "core/accounts/csrf_mask.h"
#include "fcgi/handlers/liveliest.h"
#include "tests/fcgi/house.h"

using support::between;
using support::contains;
using support::House;
using support::Visitor;

namespace {

std::string location(const fcgi::Response& response) { return std::string(response.header("Location")); }

store::Lounge lounge(std::string slug, std::string country, std::uint64_t present, bool closed = false,
                     bool red = false) {
    store::Lounge one;
    one.slug = std::move(slug);
    one.country = std::move(country);
    one.present = present;
    one.closed = closed;
    one.access = red ? store::AccessLevel::red_lounge : store::AccessLevel::main_lounge;
    return one;
}

std::string liveliest(const std::vector<store::Lounge>& lounges) {
    const auto best = fcgi::handlers::liveliest_of(lounges);
    return best ? best->slug : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(entry)

BOOST_AUTO_TEST_CASE(the_entry_page_offers_the_liveliest_lounge_and_gives_a_csrf_token) {
    House house;
    house.set_present("en-gb", 3);
    Visitor ana(house);
    const auto page = ana.get("/");
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(contains(page.body(), "United Kingdom"));
    BOOST_TEST(contains(page.body(), "3 people here"));
    const std::string token = between(page.body(), "name=\"csrfToken\" value=\"", "\"");
    BOOST_TEST(accounts::unmasked_csrf(token) == ana.cookies["csrfToken"]);
    BOOST_TEST(!contains(page.body(), ana.cookies["csrfToken"]));
    BOOST_TEST(!contains(ana.get("/").body(), token));
    BOOST_TEST(page.header("Cache-Control") == "private, no-cache");
    BOOST_TEST(ana.get("/").cookies().empty());
}

BOOST_AUTO_TEST_CASE(a_visitor_enters_with_a_name_and_is_in) {
    House house;
    Visitor ana(house);
    ana.get("/");
    const auto answer = ana.post("/enter", {{"name", " Ana "}, {"ageCategory", "18+"}, {"go", "liveliest"}});
    BOOST_TEST(answer.status() == 303);
    BOOST_TEST(location(answer) == "/lounges/en-all");
    BOOST_REQUIRE(!answer.cookies().empty());
    const auto& cookie = answer.cookies().front();
    BOOST_TEST(cookie.name == "tempSessionToken");
    BOOST_TEST(cookie.http_only);
    BOOST_TEST(cookie.max_age.count() == 24 * 60 * 60);
    const auto page = ana.get("/lounges/en-all");
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(contains(page.body(), "data-viewer-name=\"Ana\""));
    BOOST_TEST(page.header("Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_CASE(the_button_and_the_wanted_lounge_decide_where_the_way_leads) {
    const struct {
        const char* next;
        const char* go;
        const char* language;
        const char* location;
    } cases[] = {
        {"", "liveliest", "en", "/lounges/en-gb"},
        {"", "liveliest", "ar", "/lounges/ar-all"},
        {"", "liveliest", "es", "/languages"},
        {"", "choose", "en", "/languages"},
        {"", "", "en", "/lounges/en-gb"},
        {"en-us", "liveliest", "en", "/lounges/en-us"},
        {"en-us", "choose", "en", "/languages"},
        {"en-nowhere", "liveliest", "en", "/lounges/en-gb"},
        {"//elsewhere.test", "liveliest", "en", "/lounges/en-gb"},
        {"../../health", "liveliest", "en", "/lounges/en-gb"},
        {"//elsewhere.test", "choose", "en", "/languages"},
        {"http://elsewhere.test", "choose", "en", "/languages"},
        {"../../health", "choose", "en", "/languages"},
        {"en-us\r\nSet-Cookie: a=b", "choose", "en", "/languages"},
    };
    House house;
    house.set_present("en-gb", 2);
    int number = 0;
    for (const auto& c : cases) {
        Visitor one(house);
        one.get("/");
        const auto answer = one.post("/enter",
                                     {{"name", "Visitor" + std::to_string(++number)},
                                      {"ageCategory", "18+"},
                                      {"next", c.next},
                                      {"go", c.go}},
                                     {{"HTTP_ACCEPT_LANGUAGE", c.language}});
        BOOST_TEST(location(answer) == c.location, c.next << " " << c.go << " " << c.language);
    }
}

BOOST_AUTO_TEST_CASE(a_refused_form_comes_back_filled_in_with_the_error_in_its_place) {
    House house;
    Visitor earlier(house);
    earlier.enter("Taken");
    const struct {
        const char* name;
        const char* age;
        int status;
        const char* error;
    } cases[] = {
        {"x", "18+", 400, "A name needs at least 2 characters."},
        {"<script>", "18+RED", 400, "A name is made of letters"},
        {"admin", "18+", 400, "This name is reserved."},
        {"Taken", "18+", 409, "Somebody here has this name"},
        {"tаken", "18+", 409, "Somebody here has this name"},  // with a Cyrillic a
        {"Bea", "", 400, "Please say which age category is yours."},
        {"Bea", "17", 400, "Please say which age category is yours."},
    };
    for (const auto& c : cases) {
        Visitor one(house);
        one.get("/");
        const auto answer = one.post("/enter", {{"name", c.name}, {"ageCategory", c.age}, {"next", "en-us"}});
        BOOST_TEST_CONTEXT(c.name << " " << c.age) {
            BOOST_TEST(answer.status() == c.status);
            BOOST_TEST(contains(answer.body(), c.error));
            BOOST_TEST(contains(answer.body(), "name=\"next\" value=\"en-us\""));
            BOOST_TEST(!contains(answer.body(), "<script>"));
            BOOST_TEST(!one.cookies.contains("tempSessionToken"));
        }
    }
}

BOOST_AUTO_TEST_CASE(names_of_every_script_pass) {
    House house;
    for (const char* name : {"王伟", "हिन्दी", "محمد", "Zoë", "O.K-4_u"}) {
        Visitor one(house);
        one.enter(name);
        BOOST_TEST(contains(one.get("/languages").body(), name), name);
    }
}

BOOST_AUTO_TEST_CASE(an_empty_name_makes_a_guest_with_a_given_one) {
    House house;
    Visitor one(house);
    one.enter("");
    BOOST_TEST(contains(one.get("/").body(), "guest_"));
}

BOOST_AUTO_TEST_CASE(the_entry_page_speaks_the_visitors_language_and_keeps_the_wanted_lounge) {
    House house;
    Visitor one(house);
    const auto page = one.get("/?next=en-us", {{"HTTP_ACCEPT_LANGUAGE", "ar"}});
    BOOST_TEST(contains(page.body(), "<html lang=\"ar\" dir=\"rtl\""));
    BOOST_TEST(contains(page.body(), "name=\"next\" value=\"en-us\""));
    BOOST_TEST(page.header("Content-Language") == "ar");
    BOOST_TEST(contains(one.get("/?next=nowhere").body(), "name=\"next\" value=\"\""));
}

BOOST_AUTO_TEST_CASE(who_is_in_is_asked_to_go_on_and_who_leaves_is_out) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    BOOST_TEST(contains(ana.get("/").body(), "Ana"));
    const auto answer = ana.post("/leave", {});
    BOOST_TEST(answer.status() == 303);
    BOOST_TEST(location(answer) == "/");
    BOOST_TEST(!ana.cookies.contains("tempSessionToken"));
    BOOST_TEST(location(ana.get("/lounges/en-us")) == "/?next=en-us");
}

BOOST_AUTO_TEST_CASE(a_token_is_of_no_use_once_its_owner_has_left) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto token = ana.cookies["tempSessionToken"];
    ana.post("/leave", {});
    ana.cookies["tempSessionToken"] = token;
    const auto answer = ana.get("/lounges/en-us");
    BOOST_TEST(location(answer) == "/?done=ended&next=en-us");
    BOOST_TEST(!ana.cookies.contains("tempSessionToken"));
}

BOOST_AUTO_TEST_CASE(entering_again_ends_the_session_before_and_may_keep_the_name) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto first = ana.cookies["tempSessionToken"];
    ana.enter("Ana", "18+RED");
    const auto second = ana.cookies["tempSessionToken"];
    ana.enter("Bea");
    for (const auto& token : {first, second}) {
        Visitor old(house);
        old.cookies["tempSessionToken"] = token;
        BOOST_TEST(old.get("/lounges/en-us").status() == 303);
    }
    Visitor other(house);
    other.enter("Ana");
    BOOST_TEST(ana.get("/lounges/en-us").status() == 200);
}

BOOST_AUTO_TEST_CASE(a_refused_new_name_leaves_the_visitor_in) {
    House house;
    Visitor ana(house);
    Visitor bea(house);
    ana.enter("Ana");
    bea.enter("Bea");
    BOOST_TEST(ana.post("/enter", {{"name", "Bea"}, {"ageCategory", "18+"}}).status() == 409);
    BOOST_TEST(ana.get("/lounges/en-us").status() == 200);
}

BOOST_AUTO_TEST_CASE(a_session_ends_after_a_day) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    house.clock.forward(std::chrono::hours(24) - std::chrono::seconds(1));
    BOOST_TEST(ana.get("/lounges/en-us").status() == 200);
    house.clock.forward(std::chrono::seconds(2));
    BOOST_TEST(location(ana.get("/lounges/en-us")) == "/?done=ended&next=en-us");
}

BOOST_AUTO_TEST_CASE(the_liveliest_lounge_is_open_and_has_most_people_and_all_wins_a_tie) {
    BOOST_TEST(liveliest({}) == "");
    BOOST_TEST(liveliest({lounge("all", "", 0), lounge("us", "US", 0)}) == "all");
    BOOST_TEST(liveliest({lounge("us", "US", 2), lounge("all", "", 2)}) == "all");
    BOOST_TEST(liveliest({lounge("all", "", 2), lounge("us", "US", 3)}) == "us");
    BOOST_TEST(liveliest({lounge("all", "", 1), lounge("us", "US", 9, true),
                          lounge("red", "", 9, false, true)}) == "all");
    BOOST_TEST(liveliest({lounge("us", "US", 9, true)}) == "");
}

BOOST_AUTO_TEST_SUITE_END()
