// What another app hands over for a lounge, and the list of one's lounges.
#include <boost/test/unit_test.hpp>

#include "tests/fcgi/house.h"

using support::between;
using support::contains;
using support::House;
using support::Visitor;

namespace {

std::string own_part(const std::string& page) { return between(page, "id=\"own-lounges\">", "</ul>"); }
std::string composer(const fcgi::Response& page) {
    return between(between(page.body(), "id=\"composer\"", "</form>"), "<textarea", "</textarea>");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(share)

BOOST_AUTO_TEST_CASE(what_was_shared_stands_in_the_composer_of_the_lounge_and_is_not_said) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    ana.get("/lounges/en-gb");
    const auto page =
        ana.get("/share?title=A+%3Cb%3Etitle&text=look+%26+see&url=https%3A%2F%2Fexample.org%2F").body();
    BOOST_TEST(contains(page, "A &lt;b&gt;title"));
    const auto link = between(own_part(page), "href=\"", "\"");
    BOOST_TEST(link.starts_with("/lounges/en-gb?draft="));
    BOOST_TEST(!contains(own_part(page), "/lounges/en-us"));
    BOOST_TEST(contains(page, "/lounges/en-us?draft="));
    BOOST_TEST(!contains(page, "/lounges/en-red"), "which is closed to them");
    const auto lounge = ana.get(link);
    BOOST_TEST(contains(composer(lounge), "A &lt;b&gt;title"));
    BOOST_TEST(contains(composer(lounge), "look &amp; see"));
    BOOST_TEST(contains(composer(lounge), "https://example.org/"));
    BOOST_TEST(contains(lounge.body(), "data-last-seq=\"0\""));
}

BOOST_AUTO_TEST_CASE(what_says_the_same_twice_is_shared_once) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto page =
        ana.get("/share?title=Hello&text=Hello+https%3A%2F%2Fa.example%2F&url=https%3A%2F%2Fa.example%2F")
            .body();
    BOOST_TEST(contains(between(page, "<blockquote", "</blockquote>"), "Hello\nHello https://a.example/"));
    BOOST_TEST(!contains(between(page, "<blockquote", "</blockquote>"), "a.example/\nhttps"));
}

BOOST_AUTO_TEST_CASE(without_anything_to_share_it_is_the_list_of_ones_lounges) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto none = ana.get("/lounges").body();
    BOOST_TEST(contains(none, "You have not been in a lounge yet."));
    BOOST_TEST(own_part(none).empty());
    ana.get("/lounges/en-us");
    for (const auto* target : {"/lounges", "/share"}) {
        const auto page = ana.get(target).body();
        BOOST_TEST(contains(page, "<h1>Your lounges</h1>"));
        BOOST_TEST(contains(own_part(page), "href=\"/lounges/en-us\""));
        BOOST_TEST(!contains(page, "not been in a lounge"));
    }
}

BOOST_AUTO_TEST_CASE(whoever_is_not_in_yet_is_led_on_to_it) {
    House house;
    Visitor ana(house);
    const std::string shared = "/share?text=hello%20there";
    const std::string door(ana.get(shared).header("Location"));
    BOOST_TEST(door == "/?next=%2Fshare%3Ftext%3Dhello%2520there");
    const auto entry = ana.get(door).body();
    BOOST_TEST(contains(entry, "name=\"next\" value=\"/share?text=hello%20there\""));
    const auto in =
        ana.post("/enter", {{"name", "Ana"}, {"ageCategory", "18+"}, {"go", "liveliest"}, {"next", shared}});
    BOOST_TEST(in.header("Location") == shared);
}

BOOST_AUTO_TEST_SUITE_END()
