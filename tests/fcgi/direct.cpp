// Direct messages by pages and forms alone.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/fcgi/account_pages.h"

using support::alert_of;
using support::between;
using support::contains;
using support::count;
using support::Form;
using support::location;
using support::Visitor;

namespace {

const std::map<std::string, std::string> wants_json{{"HTTP_ACCEPT", "application/json"}};

struct Two : support::Pages {
    Visitor ben{house};
    std::string ana_id;
    std::string ben_id;

    Two() : Pages([](base::Config& config) { config.limits.posts = 1000; }) {
        ana_id = become(ana, "Ana", "(202) 456-1111");
        ben_id = become(ben, "Ben", "(202) 456-1112");
    }
    // Comes in by that name, then becomes a member and keeps it.
    std::string become(Visitor& who, const std::string& name, const std::string& phone) {
        who.enter(name);
        who.get("/signup");
        auto form = sign_up_form();
        form["phoneNumber"] = phone;
        BOOST_REQUIRE_EQUAL(who.post("/signup", form).status(), 303);
        form = sign_in_form(sms_password());
        form["phoneNumber"] = phone;
        who.get("/signin");
        BOOST_REQUIRE_EQUAL(location(who.post("/signin", form)), "/account/password");
        BOOST_REQUIRE_EQUAL(who.post("/account/password", {{"newPassword", support::good}}).status(), 303);
        return between(who.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
    }
    static fcgi::Response send(Visitor& who, const std::string& to, const std::string& id,
                               const std::string& body) {
        return who.post("/direct/" + to + "/messages", {{"body", body}, {"clientId", id}});
    }
};

std::string badge(const std::string& page) {
    return between(between(page, "class=\"messages-link", "</a>"), "class=\"badge\">", "<");
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(direct_pages, Two)

BOOST_AUTO_TEST_CASE(a_message_goes_by_the_form_and_is_found_by_badge_list_and_page) {
    const auto person = ana.get("/people/" + ben_id).body();
    BOOST_TEST(contains(person, "href=\"/direct/" + ben_id + "#end\""));
    BOOST_TEST(contains(ana.get("/direct").body(), "Nobody has written yet"));
    BOOST_TEST(location(send(ana, ben_id, "c1", "<b>**hi**")) == "/direct/" + ben_id + "#end");
    BOOST_TEST(location(send(ana, ben_id, "c1", "again")) == "/direct/" + ben_id + "#end");
    const auto elsewhere = ben.get("/languages").body();
    BOOST_TEST(badge(elsewhere) == "1");
    const auto list = ben.get("/direct").body();
    BOOST_TEST(contains(list, "href=\"/direct/" + ana_id + "#end\""));
    BOOST_TEST(contains(list, "<bdi class=\"row-name\">Ana</bdi>"));
    BOOST_TEST(contains(list, "<bdi>&lt;b&gt;**hi**</bdi>"));
    const auto page = ben.get("/direct/" + ana_id).body();
    BOOST_TEST(count(page, "<strong>hi</strong>") == 1U);
    BOOST_TEST(count(page, "data-cid=\"c1\"") == 0U, "by what a browser called it is for that browser alone");
    BOOST_TEST(count(ana.get("/direct/" + ben_id).body(), "data-cid=\"c1\"") == 1U);
    BOOST_TEST(!contains(page, "take-back"), "another's message cannot be taken back");
    BOOST_TEST(badge(ben.get("/languages").body()) == "", "seen");
    BOOST_TEST(badge(ana.get("/languages").body()) == "");
    BOOST_TEST(contains(ana.get("/direct").body(), "You:"));
}

BOOST_AUTO_TEST_CASE(whether_somebody_is_there_is_told_except_to_whom_they_have_blocked) {
    BOOST_REQUIRE_EQUAL(send(ana, ben_id, "c1", "hi").status(), 303);
    const auto ben_becomes = [&](const char* availability) {
        house.connection().execute("UPDATE participant SET availability = ? WHERE id = ?", availability,
                                   std::stoi(ben_id));
    };
    const auto told = [](const std::string& page) { return between(page, "data-is=\"", "\""); };
    const auto ana_hears = [&](const std::string& expected) {
        for (const auto& path : {"/people/" + ben_id, std::string("/direct"), "/direct/" + ben_id}) {
            const auto page = ana.get(path).body();
            BOOST_TEST(told(page) == expected, path);
            BOOST_TEST(contains(page, "data-is=\"" + expected + "\">" + expected + "</span>"), path);
        }
    };
    const std::pair<const char*, const char*> kinds[] = {
        {"ONLINE", "online"}, {"AWAY", "away"}, {"OFFLINE", "offline"}};
    for (const auto& [availability, expected] : kinds) {
        ben_becomes(availability);
        ana_hears(expected);
    }
    BOOST_TEST(told(ben.get("/people/" + ben_id).body()).empty(), "nobody asks about themselves");
    ben_becomes("ONLINE");
    ben.post("/people/" + ana_id + "/block", {});
    ana_hears("offline");
    ben.post("/people/" + ana_id + "/unblock", {});
    ana_hears("online");
    ana.post("/people/" + ben_id + "/block", {});
    BOOST_TEST(told(ana.get("/people/" + ben_id).body()).empty(), "who does not want to hear of them");
}

BOOST_AUTO_TEST_CASE(guests_and_strangers_are_told_whom_it_is_for) {
    Visitor guest(house);
    guest.enter("Guest");
    for (const auto& page :
         {guest.get("/direct"), guest.get("/direct/" + ben_id), send(guest, ben_id, "c1", "x")}) {
        BOOST_TEST(page.status() == 403);
        BOOST_TEST(contains(page.body(), "Direct messages are between members."));
    }
    BOOST_TEST(!contains(guest.get("/people/" + ben_id).body(), "href=\"/direct/"));
    BOOST_TEST(!contains(guest.get("/languages").body(), "messages-link"));
    Visitor stranger(house);
    BOOST_TEST(stranger.get("/direct").status() == 303);
    BOOST_TEST(ana.get("/direct/999999").status() == 404);
    for (const char* query : {"?before=x", "?after=-1", "?before=1&after=1"})
        BOOST_TEST(ana.get("/direct/" + ben_id + query).status() == 400, query);
    BOOST_TEST(ana.get("/direct?before=x").status() == 400);
    const auto guest_id = between(guest.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
    const auto to_guest = ana.get("/direct/" + guest_id).body();
    BOOST_TEST(contains(to_guest, "Guests cannot receive direct messages."));
    BOOST_TEST(!contains(to_guest, "id=\"composer\""));
}

BOOST_AUTO_TEST_CASE(a_refused_message_comes_back_with_its_text_and_id) {
    const auto empty = send(ana, ben_id, "c1", " ");
    BOOST_TEST(empty.status() == 400);
    BOOST_TEST(alert_of(empty) == "The message is empty.");
    BOOST_TEST(contains(empty.body(), "name=\"clientId\" value=\"c1\""));
    BOOST_TEST(contains(send(ana, ben_id, "c 2", "kept text").body(), "kept text</textarea>"));
    BOOST_TEST(
        ana.post("/direct/" + ben_id + "/messages", {{"body", "x"}, {"clientId", "c"}, {"csrfToken", "no"}})
            .status() == 403);
    ben.post("/direct/settings", {{"takes", "no"}});
    BOOST_TEST(contains(ben.get("/direct").body(), "Nobody can write to you at the moment."));
    BOOST_TEST(contains(send(ana, ben_id, "c3", "x").body(), "This person takes no messages."));
    ben.post("/direct/settings", {{"takes", "yes"}});
    BOOST_TEST(ben.post("/direct/settings", {{"takes", "perhaps"}}).status() == 400);
    ben.post("/people/" + ana_id + "/block", {});
    BOOST_TEST(contains(ana.get("/direct/" + ben_id).body(), "This person takes no messages."));
    BOOST_TEST(contains(ben.get("/direct/" + ana_id).body(), "You have blocked this person. Unblock"));
}

BOOST_AUTO_TEST_CASE(the_history_goes_both_ways_as_pages_fragments_and_json) {
    house.config.limits.history_page = 3;
    for (int i = 1; i <= 7; ++i) {
        const std::string n = std::to_string(i);
        BOOST_REQUIRE_EQUAL(send(ana, ben_id, "c" + n, "line " + n + ".").status(), 303);
    }
    const auto shown = [&](const std::string& query) {
        std::string lines;
        const auto page = ben.get("/direct/" + ana_id + query).body();
        for (int i = 1; i <= 7; ++i) {
            if (contains(page, "line " + std::to_string(i) + ".")) lines += std::to_string(i);
        }
        return lines + (contains(page, "class=\"older") ? " older" : "") +
               (contains(page, "class=\"newer") ? " newer" : "");
    };
    BOOST_TEST(shown("") == "567 older");
    BOOST_TEST(shown("?before=5") == "234 older newer");
    BOOST_TEST(shown("?before=2") == "1 newer");
    BOOST_TEST(shown("?after=1") == "234 older newer");
    BOOST_TEST(shown("?after=4") == "567 older");
    const auto address = "/direct/" + ana_id + "/lines?after=5";
    BOOST_TEST(count(ben.get(address).body(), "<li class=\"line") == 2U);
    const auto json = nlohmann::json::parse(ben.get(address, wants_json).body());
    BOOST_TEST(json.at("messages").size() == 2U);
    BOOST_TEST(json.at("messages")[0].at("n") == 6);
    BOOST_TEST(json.at("messages")[0].at("body") == "line 6.");
    BOOST_TEST(json.at("more") == false);
}

BOOST_AUTO_TEST_CASE(the_author_takes_a_message_back_by_the_form) {
    BOOST_REQUIRE_EQUAL(send(ana, ben_id, "c1", "a secret").status(), 303);
    BOOST_TEST(contains(ana.get("/direct/" + ben_id).body(), "action=\"/direct/" + ben_id + "/delete\""));
    BOOST_TEST(ben.post("/direct/" + ana_id + "/delete", {{"place", "1"}}).status() == 403);
    BOOST_TEST(ana.post("/direct/" + ben_id + "/delete", {{"place", "x"}}).status() == 400);
    BOOST_TEST(location(ana.post("/direct/" + ben_id + "/delete", {{"place", "1"}})) ==
               "/direct/" + ben_id + "#end");
    for (const auto& page : {ana.get("/direct/" + ben_id).body(), ben.get("/direct/" + ana_id).body(),
                             ben.get("/direct").body()}) {
        BOOST_TEST(!contains(page, "a secret"));
        BOOST_TEST(contains(page, "This message was removed."));
    }
}

BOOST_AUTO_TEST_CASE(the_download_has_ones_own_and_the_deletion_takes_them_from_both) {
    BOOST_REQUIRE_EQUAL(send(ana, ben_id, "c1", "from ana to ben").status(), 303);
    BOOST_REQUIRE_EQUAL(send(ben, ana_id, "c1", "from ben to ana").status(), 303);
    const auto data = nlohmann::json::parse(ana.post("/account/data", {{"password", support::good}}).body());
    BOOST_REQUIRE(data.at("directMessages").size() == 1U);
    BOOST_TEST(data.at("directMessages")[0].at("text") == "from ana to ben");
    BOOST_TEST(data.at("directMessages")[0].at("toPersonId") == std::stoi(ben_id));
    BOOST_REQUIRE_EQUAL(ana.post("/account/delete", {{"password", support::good}}).status(), 303);
    const auto page = ben.get("/direct/" + ana_id).body();
    BOOST_TEST(!contains(page, "from ana to ben"));
    BOOST_TEST(contains(page, "from ben to ana"));
    BOOST_TEST(contains(page, "There is no such person."));
    BOOST_TEST(contains(ben.get("/direct").body(), "deleted"));
    auto rows = house.connection().query("SELECT COUNT(*) FROM direct_message WHERE body LIKE '%from ana%'");
    BOOST_REQUIRE(rows.next());
    BOOST_TEST(rows.number(0) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
