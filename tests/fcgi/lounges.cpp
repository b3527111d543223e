// Language rooms, lounges and their history.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/fcgi/house.h"

using support::between;
using support::contains;
using support::count;
using support::House;
using support::Visitor;

namespace {

const std::map<std::string, std::string> wants_json{{"HTTP_ACCEPT", "application/json"}};

void slow(base::Config& config) { config.limits.posts = 1000; }

void say(Visitor& visitor, const std::string& lounge, const std::string& body, const std::string& id) {
    BOOST_REQUIRE_EQUAL(
        visitor.post("/lounges/" + lounge + "/messages", {{"body", body}, {"clientId", id}}).status(), 303);
}

void say_many(Visitor& visitor, int many) {
    for (int i = 1; i <= many; ++i)
        say(visitor, "en-us", "line " + std::to_string(i) + ".", "id-" + std::to_string(i));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lounges)

BOOST_AUTO_TEST_CASE(the_language_rooms_show_how_many_people_and_lounges_they_have) {
    House house;
    house.set_present("en-us", 2);
    house.set_present("en-gb", 1);
    Visitor one(house);
    const auto page = one.get("/languages").body();
    BOOST_TEST(contains(page, "href=\"/languages/en\""));
    BOOST_TEST(contains(page, "3 people here"));
    BOOST_TEST(contains(page, "5 lounges"));
    BOOST_TEST(contains(page, "1 lounge<"));
    BOOST_TEST(contains(page, "dir=\"rtl\">العربية"));
    BOOST_TEST(contains(page, "🇺🇸\u200f🇬🇧"));
}

BOOST_AUTO_TEST_CASE(a_language_room_lists_all_first_and_marks_what_is_closed) {
    House house;
    house.set_present("en-us", 1);
    Visitor one(house);
    const auto page = one.get("/languages/en").body();
    BOOST_TEST(page.find("en-all") < page.find("en-us"));
    BOOST_TEST(contains(page, "1 person here"));
    BOOST_TEST(contains(page, "href=\"/lounges/en-us\""));
    BOOST_TEST(contains(page, "<a class=\"row-link closed\" href=\"/lounges/en-red\""));
    BOOST_TEST(contains(page, "<a class=\"row-link closed\" href=\"/lounges/en-closed\""));
    BOOST_TEST(support::count(page, "Opens when your age is proven") == 1U);
    BOOST_TEST(contains(page, "data-slug=\"en-red\""));
    BOOST_TEST(one.get("/languages/xx").status() == 404);
    BOOST_TEST(one.get("/languages/%3Cscript%3E").status() == 404);
}

BOOST_AUTO_TEST_CASE(the_list_of_people_marks_who_is_away_but_not_whoever_looks) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    Visitor ben(house);
    ben.enter("Ben");
    house.set_present("en-us", 2);
    for (const char* name : {"Ana", "Ben"})
        house.connection().execute(
            "INSERT INTO presence (lounge_id, participant_id, sidecar_id, away) "
            "SELECT l.id, p.id, s.id, 1 FROM lounge l JOIN participant p JOIN sidecar s "
            "WHERE l.slug = 'en-us' AND p.display_name = ? AND s.name = 'en-us'",
            name);
    const auto list = [](Visitor& who) {
        return between(who.get("/lounges/en-us").body(), "id=\"member-list\"", "</ul>");
    };
    for (auto* who : {&ana, &ben}) {
        const auto people = list(*who);
        BOOST_TEST(count(people, "class=\"member is-away\"") == 1U);
        BOOST_TEST(count(people, "<span class=\"unseen\">away</span>") == 1U);
        const auto idle = between(people, "class=\"member is-away\"", "</li>");
        BOOST_TEST(contains(idle, who == &ana ? ">Ben</a>" : ">Ana</a>"));
    }
}

BOOST_AUTO_TEST_CASE(the_live_frame_says_when_its_page_was_made) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto made = [&] { return between(ana.get("/lounges/en-us").body(), "&amp;made=", "&amp;"); };
    BOOST_TEST(made() == std::to_string(base::to_epoch_ms(house.clock.now())));
    house.clock.forward(base::Millis{1234});
    BOOST_TEST(made() == std::to_string(base::to_epoch_ms(house.clock.now())));
}

BOOST_AUTO_TEST_CASE(red_lounges_open_by_the_sites_setting_and_the_declared_age_alone) {
    const struct {
        base::RedLounges setting;
        const char* age;
        int status;
    } cases[] = {
        {base::RedLounges::verified, "18+", 403},
        {base::RedLounges::verified, "18+RED", 403},
        {base::RedLounges::declared, "18+", 403},
        {base::RedLounges::declared, "18+RED", 200},
    };
    for (const auto& c : cases) {
        House house([&](base::Config& config) { config.red_lounges = c.setting; });
        Visitor one(house);
        one.enter("Ana", c.age);
        BOOST_TEST_CONTEXT(static_cast<int>(c.setting) << " " << c.age) {
            BOOST_TEST(one.get("/lounges/en-red").status() == c.status);
            BOOST_TEST(one.get("/lounges/en-red/lines").status() == c.status);
            BOOST_TEST(one.post("/lounges/en-red/messages", {{"body", "x"}, {"clientId", "a"}}).status() ==
                       (c.status == 200 ? 303 : 403));
            BOOST_TEST(contains(one.get("/languages/en").body(), "row-link\" href=\"/lounges/en-red\"") ==
                       (c.status == 200));
        }
    }
}

BOOST_AUTO_TEST_CASE(without_a_session_a_page_leads_to_the_entry_and_a_fragment_is_refused) {
    House house;
    Visitor one(house);
    BOOST_TEST(one.get("/lounges/en-us").header("Location") == "/?next=en-us");
    BOOST_TEST(one.get("/lounges/%2F%2Felsewhere").header("Location") ==
               "/?next=%2Flounges%2F%252F%252Felsewhere");
    BOOST_TEST(one.get("/lounges/en-us/lines").status() == 401);
    const auto as_json = one.get("/lounges/en-us", wants_json);
    BOOST_TEST(as_json.status() == 401);
    BOOST_TEST(as_json.body() == R"({"error":"Please enter first."})");
}

BOOST_AUTO_TEST_CASE(a_closed_or_unknown_lounge_says_so) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto unknown = ana.get("/lounges/en-nowhere");
    BOOST_TEST(unknown.status() == 404);
    BOOST_TEST(contains(unknown.body(), "There is no such lounge."));
    const auto closed = ana.get("/lounges/en-closed");
    BOOST_TEST(closed.status() == 403);
    BOOST_TEST(contains(closed.body(), "This lounge is closed."));
}

BOOST_AUTO_TEST_CASE(an_empty_lounge_has_a_page) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    const auto page = ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(page, "data-first-seq=\"0\" data-last-seq=\"0\""));
    BOOST_TEST(!contains(page, "before="));
}

BOOST_AUTO_TEST_CASE(the_latest_50_lines_are_shown_and_older_ones_on_demand) {
    House house(slow);
    Visitor ana(house);
    ana.enter("Ana");
    say_many(ana, 120);
    const auto latest = ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(latest, "data-first-seq=\"71\" data-last-seq=\"120\""));
    BOOST_TEST(contains(latest, "before=71"));
    BOOST_TEST(!contains(latest, "line 70."));
    BOOST_TEST(latest.find("line 71.") < latest.find("line 120."));
    const auto older = ana.get("/lounges/en-us?before=71").body();
    BOOST_TEST(contains(older, "data-first-seq=\"21\" data-last-seq=\"70\""));
    BOOST_TEST(contains(older, "before=21"));
    const auto oldest = ana.get("/lounges/en-us?before=21").body();
    BOOST_TEST(contains(oldest, "data-first-seq=\"1\" data-last-seq=\"20\""));
    BOOST_TEST(!contains(oldest, "before="));
    BOOST_TEST(contains(ana.get("/lounges/en-us?before=1").body(), "data-first-seq=\"0\""));
}

BOOST_AUTO_TEST_CASE(a_place_that_is_no_number_is_a_bad_request) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    for (const char* query :
         {"before=0", "before=-1", "before=", "before=x", "before=1e3", "before=9007199254740992"}) {
        BOOST_TEST(ana.get(std::string("/lounges/en-us?") + query).status() == 400, query);
        BOOST_TEST(ana.get(std::string("/lounges/en-us/lines?") + query).status() == 400, query);
    }
    BOOST_TEST(ana.get("/lounges/en-us/lines?before=1&after=1").status() == 400);
}

BOOST_AUTO_TEST_CASE(lines_come_as_a_fragment_or_as_the_objects_of_the_protocol) {
    House house(slow);
    Visitor ana(house);
    ana.enter("Ana");
    say_many(ana, 60);
    const auto fragment = ana.get("/lounges/en-us/lines?before=60");
    BOOST_TEST(count(fragment.body(), "data-seq=\"") == 50U);
    BOOST_TEST(!contains(fragment.body(), "<html"));
    BOOST_TEST(fragment.body().find("data-seq=\"10\"") < fragment.body().find("data-seq=\"59\""));

    const struct {
        const char* query;
        std::uint64_t first;
        std::uint64_t last;
        bool more;
    } cases[] = {
        {"", 11, 60, true},          {"?before=11", 1, 10, false}, {"?before=51", 1, 50, false},
        {"?before=52", 2, 51, true}, {"?after=0", 1, 50, true},    {"?after=10", 11, 60, false},
        {"?after=9", 10, 59, true},  {"?after=59", 60, 60, false},
    };
    for (const auto& c : cases) {
        const auto answer =
            nlohmann::json::parse(ana.get(std::string("/lounges/en-us/lines") + c.query, wants_json).body());
        BOOST_TEST_CONTEXT(c.query) {
            BOOST_TEST(answer["events"].front()["seq"] == c.first);
            BOOST_TEST(answer["events"].back()["seq"] == c.last);
            BOOST_TEST(answer["events"].size() == c.last - c.first + 1);
            BOOST_TEST(answer["more"] == c.more);
        }
    }
    const auto none = ana.get("/lounges/en-us/lines?after=60", wants_json);
    BOOST_TEST(none.body() == R"({"events":[],"more":false})");
    const auto first =
        nlohmann::json::parse(ana.get("/lounges/en-us/lines?after=0", wants_json).body())["events"][0];
    BOOST_TEST(first["t"] == "event");
    BOOST_TEST(first["kind"] == "message");
    BOOST_TEST(first["lounge"] == "en-us");
    BOOST_TEST(first["body"] == "line 1.");
    BOOST_TEST(first["cid"] == "id-1");
}

BOOST_AUTO_TEST_CASE(a_bearer_token_opens_what_the_cookie_opens) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    Visitor program(house);
    const std::map<std::string, std::string> bearer{
        {"HTTP_AUTHORIZATION", "Bearer " + ana.cookies["tempSessionToken"]}};
    BOOST_TEST(program.get("/lounges/en-us/lines", bearer).status() == 200);
    program.cookies.clear();
    BOOST_TEST(program
                   .post_raw("/lounges/en-us/messages", "body=hello&clientId=p1",
                             "application/x-www-form-urlencoded", bearer)
                   .status() == 303);
    BOOST_TEST(program.get("/lounges/en-us/lines", {{"HTTP_AUTHORIZATION", "Bearer forged"}}).status() ==
               401);
}

BOOST_AUTO_TEST_SUITE_END()
