// The waiting room at the doors of the pages: none of them lets somebody read or write who waits.
#include <boost/test/unit_test.hpp>

#include "core/store/admissions.h"
#include "core/store/roles.h"
#include "fcgi/routes.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/server_view.h"

using support::between;
using support::contains;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

const std::map<std::string, std::string> wants_json{{"HTTP_ACCEPT", "application/json"}};

struct FullLounge : Pages {
    Visitor bob{house};
    Visitor cy{house};

    FullLounge() {
        ana.enter("Ana");
        bob.enter("Bob");
        cy.enter("Cy");
        BOOST_REQUIRE_EQUAL(say(ana, "a secret", "a1").status(), 303);
        bound(1);
        ana.get("/lounges/en-us");
    }
    void bound(std::optional<std::uint64_t> people) {
        store::set_bounds(house.connection(), house.lounge("en-us").id, people, std::nullopt);
    }
    fcgi::Response say(Visitor& who, const std::string& body, const std::string& id) {
        return who.post("/lounges/en-us/messages", {{"body", body}, {"clientId", id}});
    }
    static bool waits(const fcgi::Response& page) { return contains(page.body(), "class=\"page-waiting\""); }
    static bool is_in(const fcgi::Response& page) { return contains(page.body(), "class=\"page-lounge\""); }
    static std::string position(const fcgi::Response& page) {
        return between(page.body(), "role=\"status\">You are number ", " in the queue.</p>");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(waiting_room, FullLounge)

BOOST_AUTO_TEST_CASE(no_endpoint_lets_somebody_who_waits_read_or_write) {
    BOOST_TEST(waits(bob.get("/lounges/en-us")));
    const struct {
        const char* target;
        bool json;
        int status;
    } doors[] = {
        {"/lounges/en-us", false, 200},
        {"/lounges/en-us?before=2", false, 200},
        {"/lounges/en-us?after=0", false, 200},
        {"/lounges/en-us?date=2026-01-01", false, 200},
        {"/lounges/en-us/1", false, 200},
        {"/lounges/en-us", true, 403},
        {"/lounges/en-us?date=2026-01-01", true, 403},
        {"/lounges/en-us/1", true, 403},
        {"/lounges/en-us/search?q=secret", false, 303},
        {"/lounges/en-us/search?q=secret", true, 403},
        {"/lounges/en-us/lines", false, 403},
        {"/lounges/en-us/lines", true, 403},
        {"/lounges/en-us/lines?after=0", true, 403},
        {"/lounges/en-us/lines?before=2", true, 403},
    };
    for (const auto& door : doors) {
        const auto answer =
            bob.get(door.target, door.json ? wants_json : std::map<std::string, std::string>{});
        BOOST_TEST_CONTEXT(door.target) {
            BOOST_TEST(answer.status() == door.status);
            BOOST_TEST(!contains(answer.body(), "secret"));
            BOOST_TEST(!is_in(answer));
        }
    }
    BOOST_TEST(say(bob, "let me in", "b1").status() == 403);
    BOOST_TEST(bob.post("/lounges/en-us/messages", {{"body", "x"}, {"clientId", "b2"}}, wants_json).body() ==
               R"({"error":"This lounge is full. Please wait for your place at its door."})");
    BOOST_TEST(contains(ana.get("/lounges/en-us").body(), "a secret"));
    BOOST_TEST(!contains(ana.get("/lounges/en-us").body(), "let me in"));
}

// What each route below /lounges/{slug} answers to somebody who waits there: to a guest and to a member, as a page and as data. A new route belongs here, after
// thought.
struct Door {
    const char* route;
    int guest;
    int member;
    bool same_as_data = false;  // else 403 as data
};
constexpr Door doors[] = {
    {"GET /lounges/{slug}", 200, 200},
    {"GET /lounges/{slug}/lines", 403, 403},
    {"GET /lounges/{slug}/search", 303, 303},
    {"GET /lounges/{slug}/{#seq}", 200, 200},
    {"POST /lounges/{slug}/messages", 403, 403},
    {"GET /lounges/{slug}/messages/{seq}", 303, 303},
    {"POST /lounges/{slug}/messages/{seq}/edit", 303, 303},
    {"POST /lounges/{slug}/messages/{seq}/delete", 403, 403},
    {"POST /lounges/{slug}/messages/{seq}/react", 303, 303},
    {"POST /lounges/{slug}/messages/{seq}/unreact", 303, 303},
    {"GET /lounges/{slug}/messages/{seq}/preview/{key}", 403, 403},
    {"POST /lounges/{slug}/messages/{seq}/preview/remove", 403, 403},
    {"POST /lounges/{slug}/messages/{seq}/report", 303, 303},
    {"POST /lounges/{slug}/messages/{seq}/moderate", 303, 403},
    {"GET /lounges/{slug}/queue", 303, 403},
    {"POST /lounges/{slug}/queue/admit", 303, 403},
    {"POST /lounges/{slug}/queue/leave", 303, 303, true},
    {"POST /lounges/{slug}/pictures", 303, 303},
};

std::string filled(std::string pattern) {
    for (const auto& [name, value] : {std::pair{"{slug}", "en-us"}, std::pair{"{#seq}", "1"},
                                      std::pair{"{seq}", "1"}, std::pair{"{key}", "thekey"}}) {
        if (const auto at = pattern.find(name); at != std::string::npos)
            pattern.replace(at, std::string_view(name).size(), value);
    }
    return pattern;
}

BOOST_AUTO_TEST_CASE(every_route_of_a_lounge_is_tried_by_who_waits) {
    Visitor mia(house);
    become_member(mia);
    const support::Form form{{"body", "let me in"}, {"clientId", "w1"}, {"emoji", "👍"},
                             {"participant", "1"},  {"q", "secret"},    {"replyTo", "1"}};
    std::size_t tried = 0;
    const auto answer = [&](Visitor& who, const fcgi::Route& route, const Visitor::Headers& headers) {
        const std::string target = filled(std::string(route.pattern));
        return route.method == fcgi::Method::post
                   ? who.post(target, form, headers)
                   : who.get(target + (target.ends_with("/search") ? "?q=secret" : ""), headers);
    };
    for (std::size_t i = 0; i < fcgi::routes().size(); ++i) {
        const auto& route = fcgi::routes()[i];
        const auto& name = fcgi::route_names()[i];
        if (!route.pattern.starts_with("/lounges/{slug}")) continue;
        const auto* door =
            std::ranges::find(doors, name, [](const Door& one) { return std::string(one.route); });
        BOOST_TEST_REQUIRE((door != std::end(doors)), name << " is a new one: it belongs into the table");
        ++tried;
        for (auto* who : {&bob, &mia}) {
            for (const bool data : {false, true}) {
                BOOST_TEST_CONTEXT(name << (who == &bob ? " by a guest" : " by a member")
                                        << (data ? ", data" : "")) {
                    BOOST_TEST(waits(who->get("/lounges/en-us")));
                    const auto got = answer(*who, route, data ? wants_json : Visitor::Headers{});
                    const int page = who == &bob ? door->guest : door->member;
                    BOOST_TEST(got.status() == (data && !door->same_as_data ? 403 : page));
                    BOOST_TEST(!contains(got.body(), "a secret"));
                    BOOST_TEST(!is_in(got));
                    if (got.status() == 303)
                        BOOST_TEST(!contains(location(got), "#"), "to a door, and not to what was done");
                }
            }
        }
    }
    BOOST_TEST(tried == std::size(doors));
    BOOST_TEST(support::count(house.connection(),
                              "SELECT COUNT(*) FROM event e JOIN lounge l USING (stream_id) "
                              "WHERE l.slug = 'en-us'") == 1U,
               "what Ana said, and nothing since");
    BOOST_TEST(support::count(house.connection(), "SELECT COUNT(*) FROM media") == 0U);
}

BOOST_AUTO_TEST_CASE(who_waits_takes_back_what_they_said_by_form_as_by_the_socket_and_nothing_else) {
    bound(2);
    BOOST_REQUIRE(is_in(bob.get("/lounges/en-us")));
    BOOST_REQUIRE_EQUAL(say(bob, "mine", "b1").status(), 303);
    bob.post("/lounges/en-us/queue/leave", {});
    cy.get("/lounges/en-us");
    BOOST_REQUIRE(waits(bob.get("/lounges/en-us")));
    for (const char* what : {"edit", "react"}) {
        const auto refused =
            bob.post(std::string("/lounges/en-us/messages/2/") + what, {{"body", "x"}, {"emoji", "👍"}});
        BOOST_TEST(location(refused) == "/lounges/en-us", what << ": to the door");
    }
    BOOST_TEST(location(bob.get("/lounges/en-us/messages/2")) == "/lounges/en-us");
    BOOST_TEST(bob.post("/lounges/en-us/messages/1/delete", {}).status() == 403, "what is somebody else's");
    BOOST_TEST(location(bob.post("/lounges/en-us/messages/2/preview/remove", {})) == "/lounges/en-us#end",
               "there was none: nothing to do");
    BOOST_TEST(location(bob.post("/lounges/en-us/messages/2/delete", {})) == "/lounges/en-us#end");
    BOOST_TEST(!contains(ana.get("/lounges/en-us").body(), "reaction mine"));
    BOOST_TEST(contains(ana.get("/lounges/en-us").body(), "a secret"));
}

BOOST_AUTO_TEST_CASE(who_has_not_been_at_the_door_reads_nothing_either) {
    BOOST_TEST(bob.get("/lounges/en-us/lines").status() == 403);
    bound(5);
    BOOST_TEST(bob.get("/lounges/en-us/lines").status() == 403);
    BOOST_TEST(is_in(bob.get("/lounges/en-us")));
    BOOST_TEST(bob.get("/lounges/en-us/lines").status() == 200);
}

BOOST_AUTO_TEST_CASE(the_page_says_the_place_and_loads_itself_anew_and_the_next_comes_in) {
    const auto page = bob.get("/lounges/en-us");
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(position(page) == "1");
    BOOST_TEST(contains(page.body(), "<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>"));
    BOOST_TEST(contains(page.body(), "max=\"1\" value=\"0\""));
    BOOST_TEST(contains(page.body(), "not known yet"));
    BOOST_TEST(position(cy.get("/lounges/en-us")) == "2");
    BOOST_TEST(location(ana.post("/lounges/en-us/queue/leave", {})) == "/languages/en");
    BOOST_TEST(is_in(bob.get("/lounges/en-us")));
    const auto moved = cy.get("/lounges/en-us");
    BOOST_TEST(position(moved) == "1");
    BOOST_TEST(contains(moved.body(), "max=\"2\" value=\"1\""));
    BOOST_TEST(!contains(bob.get("/lounges/en-us").body(), "http-equiv=\"refresh\""));
}

BOOST_AUTO_TEST_CASE(the_estimate_is_told_in_words) {
    bob.get("/lounges/en-us");
    for (int i = 0; i < 20; ++i) {
        house.clock.forward(std::chrono::seconds{10});
        for (auto* one : {&ana, &bob}) one->get("/lounges/en-us");
    }
    ana.post("/lounges/en-us/queue/leave", {});
    bob.get("/lounges/en-us");
    BOOST_TEST(between(cy.get("/lounges/en-us").body(), "id=\"door-estimate\">", "<") == "about 4 minutes");
}

BOOST_AUTO_TEST_CASE(whoever_leaves_the_queue_or_the_house_gives_the_place_up) {
    bob.get("/lounges/en-us");
    cy.get("/lounges/en-us");
    bob.post("/lounges/en-us/queue/leave", {});
    BOOST_TEST(position(cy.get("/lounges/en-us")) == "1");
    ana.post("/leave", {});
    BOOST_TEST(is_in(cy.get("/lounges/en-us")));
    BOOST_TEST(bob.post("/lounges/en-nowhere/queue/leave", {}).status() == 404);
    BOOST_TEST(location(bob.post("/lounges/en-gb/queue/leave", {})) == "/languages/en");
}

BOOST_AUTO_TEST_CASE(a_text_is_not_lost_when_the_place_was) {
    bound(2);
    BOOST_TEST(is_in(bob.get("/lounges/en-us")));
    bob.post("/lounges/en-us/queue/leave", {});  // as if they had been away for long
    BOOST_TEST(location(say(bob, "back at once", "b1")) == "/lounges/en-us#end", "there is room still");
    bob.post("/lounges/en-us/queue/leave", {});
    cy.get("/lounges/en-us");
    const auto refused = say(bob, "what I <wrote>", "b2");
    BOOST_TEST(refused.status() == 403);
    BOOST_TEST(waits(refused));
    BOOST_TEST(contains(refused.body(), "what I &lt;wrote&gt;"));
    BOOST_TEST(!contains(refused.body(), "http-equiv=\"refresh\""), "that would throw the text away");
}

BOOST_AUTO_TEST_CASE(a_full_lounge_is_not_where_somebody_new_is_led_to) {
    house.set_present("en-us", 1);
    Visitor dan(house);
    dan.get("/");
    const auto entered = dan.post("/enter", {{"name", "Dan"}, {"ageCategory", "18+"}, {"go", "liveliest"}});
    BOOST_TEST(location(entered) != "/lounges/en-us");
    bound(std::nullopt);
    Visitor eve(house);
    eve.get("/");
    BOOST_TEST(location(eve.post("/enter", {{"name", "Eve"}, {"ageCategory", "18+"}, {"go", "liveliest"}})) ==
               "/lounges/en-us");
}

BOOST_AUTO_TEST_CASE(moderators_see_the_queue_and_admit_whom_they_choose) {
    Visitor mia(house);
    become_member(mia);
    bob.get("/lounges/en-us");
    cy.get("/lounges/en-us");
    BOOST_TEST(location(bob.get("/lounges/en-us/queue")) == "/signin?next=%2Flounges%2Fen-us%2Fqueue");
    BOOST_TEST(mia.get("/lounges/en-us/queue").status() == 403);
    BOOST_TEST(mia.post("/lounges/en-us/queue/admit", {{"participant", "1"}}).status() == 403);
    store::add_role(house.connection(), base::UserId{1}, {store::Role::moderator, std::nullopt},
                    house.clock.now());
    house.connection().run("UPDATE session SET second_step_at = created_at");
    const auto queue = mia.get("/lounges/en-us/queue");
    BOOST_TEST(queue.status() == 200);
    BOOST_TEST(contains(queue.body(), "2 people wait."));
    BOOST_TEST(queue.body().find(">Bob<") < queue.body().find(">Cy<"));
    const auto last = queue.body().rfind("data-participant=\"");
    const auto id = between(queue.body().substr(last), "data-participant=\"", "\"");
    BOOST_TEST(location(mia.post("/lounges/en-us/queue/admit", {{"participant", id}})) ==
               "/lounges/en-us/queue?admitted=1");
    BOOST_TEST(is_in(cy.get("/lounges/en-us")));
    BOOST_TEST(position(bob.get("/lounges/en-us")) == "1");
    const auto again = mia.post("/lounges/en-us/queue/admit", {{"participant", id}});
    BOOST_TEST(again.status() == 404);
    BOOST_TEST(contains(again.body(), "This person does not wait here any more."));
    BOOST_TEST(mia.post("/lounges/en-us/queue/admit", {{"participant", "x"}}).status() == 400);
    const auto inside = mia.get("/lounges/en-us");
    BOOST_TEST(is_in(inside), "and never waits");
    BOOST_TEST(contains(inside.body(), "href=\"/lounges/en-us/queue\""));
    BOOST_TEST(!contains(cy.get("/lounges/en-us").body(), "href=\"/lounges/en-us/queue\""));
}

BOOST_AUTO_TEST_SUITE_END()
