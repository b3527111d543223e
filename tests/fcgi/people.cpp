// A person as others see them, and what a block does to pages.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/fcgi/account_pages.h"

using support::alert_of;
using support::between;
using support::contains;
using support::count;
using support::House;
using support::location;
using support::Visitor;

namespace {

const std::map<std::string, std::string> wants_json{{"HTTP_ACCEPT", "application/json"}};

struct Two {
    House house{[](base::Config& config) { config.limits.api_requests = 1000; }};
    Visitor ana{house};
    Visitor ben{house};
    std::string ben_id;

    Two() {
        ana.enter("Ana");
        ben.enter("Ben");
        ben_id = between(ben.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
    }
    void say(Visitor& who, const std::string& body) {
        static int said = 0;
        const auto posted =
            who.post("/lounges/en-us/messages", {{"body", body}, {"clientId", std::to_string(++said)}});
        BOOST_REQUIRE_EQUAL(posted.status(), 303);
    }
    void block() {
        BOOST_REQUIRE_EQUAL(location(ana.post("/people/" + ben_id + "/block", {})), "/people/" + ben_id);
    }
    std::string lines(const std::string& query = "") {
        return ana.get("/lounges/en-us/lines" + query).body();
    }
    nlohmann::json json_lines(const std::string& query = "") {
        return nlohmann::json::parse(ana.get("/lounges/en-us/lines" + query, wants_json).body()).at("events");
    }
};

constexpr const char* veil = "<details class=\"veil\">";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(people, Two)

BOOST_AUTO_TEST_CASE(names_in_log_and_list_lead_to_the_persons_page) {
    say(ben, "hello");
    const auto lounge = ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(lounge, "class=\"author\" dir=\"auto\" href=\"/people/" + ben_id + "\""));
    const auto own = ben.get("/lounges/en-us").body();
    BOOST_TEST(contains(own, "class=\"member-name\" dir=\"auto\" href=\"/people/" + ben_id + "\""));
}

BOOST_AUTO_TEST_CASE(a_guest_is_shown_by_name_and_without_what_only_members_have) {
    const auto page = ana.get("/people/" + ben_id);
    BOOST_TEST(page.status() == 200);
    BOOST_TEST(contains(page.body(), "<bdi>Ben</bdi>"));
    BOOST_TEST(contains(page.body(), "Guest"));
    BOOST_TEST(!contains(page.body(), "Member since"));
    BOOST_TEST(contains(page.body(), "action=\"/people/" + ben_id + "/block\""));
    const auto own = ben.get("/people/" + ben_id).body();
    BOOST_TEST(contains(own, "This is you"));
    BOOST_TEST(!contains(own, "/block\""));
}

BOOST_AUTO_TEST_CASE(a_member_is_shown_with_what_they_say_about_themselves_and_nothing_else) {
    support::Pages pages;
    pages.become_member(pages.ana);
    const auto saved = pages.ana.post(
        "/account/profile",
        {{"displayName", "Zoe"}, {"firstName", "Quentina"}, {"bio", "I <3 quokkas"}, {"ageCategory", "18+"}});
    BOOST_REQUIRE_EQUAL(location(saved), "/account?done=profile");
    const auto id = between(pages.ana.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
    Visitor other(pages.house);
    other.enter("Other");
    const auto page = other.get("/people/" + id).body();
    BOOST_TEST(contains(page, "<bdi>Zoe</bdi>"));
    BOOST_TEST(contains(page, "Member since Jan 1, 2026"));
    BOOST_TEST(contains(page, "I &lt;3 quokkas"));
    BOOST_TEST(!contains(page, "Quentina"));
    BOOST_TEST(!contains(page, "1980"));
}

BOOST_AUTO_TEST_CASE(whoever_is_nobody_has_no_page) {
    for (const char* id : {"999999", "0", "x", "-1", "1e3"})
        BOOST_TEST(ana.get("/people/" + std::string(id)).status() == 404, id);
    Visitor stranger(house);
    BOOST_TEST(stranger.get("/people/" + ben_id).status() == 303);
    BOOST_TEST(ana.post("/people/999999/block", {}).status() == 404);
}

BOOST_AUTO_TEST_CASE(blocking_and_unblocking_by_the_forms) {
    block();
    block();
    BOOST_TEST(contains(ana.get("/people/" + ben_id).body(), "You have blocked this person."));
    const auto list = ana.get("/account/blocks").body();
    BOOST_TEST(contains(list, "<bdi>Ben</bdi>"));
    BOOST_TEST(!contains(list, "You have blocked nobody."));
    BOOST_TEST(contains(ben.get("/account/blocks").body(), "You have blocked nobody."));
    const auto lifted = ana.post("/people/" + ben_id + "/unblock", {{"from", "list"}});
    BOOST_TEST(location(lifted) == "/account/blocks");
    BOOST_TEST(contains(ana.get("/account/blocks").body(), "You have blocked nobody."));
    const auto self = ben.post("/people/" + ben_id + "/block", {});
    BOOST_TEST(self.status() == 400);
    BOOST_TEST(alert_of(self) == "You cannot do this with yourself.");
}

BOOST_AUTO_TEST_CASE(pages_and_fragments_veil_what_a_blocked_person_said_for_the_blocker_alone) {
    say(ben, "from ben");
    say(ana, "from ana");
    BOOST_TEST(!contains(lines(), veil));
    block();
    for (const auto& html : {lines(), lines("?after=0"), ana.get("/lounges/en-us?before=9").body()}) {
        BOOST_TEST(count(html.substr(0, html.find("line-template")), veil) == 1U);
        BOOST_TEST(html.find(veil) < html.find("from ben"));
    }
    BOOST_TEST(contains(ana.get("/lounges/en-us").body(), "data-blocked=\"[" + ben_id + "]\""));
    BOOST_TEST(!contains(ben.get("/lounges/en-us/lines").body(), veil));
    ana.post("/people/" + ben_id + "/unblock", {});
    BOOST_TEST(!contains(lines(), veil));
}

BOOST_AUTO_TEST_CASE(an_answer_shows_nothing_of_what_a_blocked_person_said) {
    say(ben, "from ben");
    const auto answer = ana.post("/lounges/en-us/messages",
                                 {{"body", "my answer"}, {"clientId", "answer"}, {"replyTo", "1"}});
    BOOST_REQUIRE_EQUAL(answer.status(), 303);
    BOOST_TEST(contains(lines("?after=1"), "from ben"));
    block();
    BOOST_TEST(!contains(lines("?after=1"), "from ben"));
    BOOST_TEST(contains(lines("?after=1"), "Message of a blocked person"));
}

BOOST_AUTO_TEST_CASE(history_as_json_leaves_the_text_out_unless_it_is_asked_for) {
    say(ben, "from ben");
    say(ana, "from ana");
    block();
    const auto veiled = json_lines();
    BOOST_REQUIRE(veiled.size() == 2U);
    BOOST_TEST(!veiled[0].contains("body"));
    BOOST_TEST(veiled[0].at("blocked") == true);
    BOOST_TEST(veiled[0].at("from").at("name") == "Ben");
    BOOST_TEST(veiled[1].at("body") == "from ana");
    BOOST_TEST(json_lines("?blocked=show")[0].at("body") == "from ben");
}

BOOST_AUTO_TEST_CASE(the_list_of_people_marks_who_is_blocked) {
    house.connection().execute(
        "INSERT INTO sidecar (id, name, seen_at) VALUES (1, 'x', '2026-01-01 12:00:00')");
    house.connection().execute(
        "INSERT INTO presence (lounge_id, participant_id, sidecar_id) SELECT id, ?, 1 FROM lounge WHERE slug = 'en-us'",
        std::stoi(ben_id));
    block();
    house.clock.forward(house.config.limits.recent_for);
    const auto page = ana.get("/lounges/en-us").body();
    const auto people = between(page, "id=\"member-list\"", "</ul>");
    BOOST_TEST(contains(between(people, "data-member=\"" + ben_id + "\"", "</li>"), "member-blocked"));
    BOOST_TEST(count(people, "member-blocked") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
