// What rules about content mean for pages: for whoever is caught, and for moderators who tune them.
#include <boost/test/unit_test.hpp>

#include "core/store/content_rules.h"
#include "core/store/roles.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/server_view.h"

using support::contains;
using support::error_at;
using support::Form;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

struct Ruled : Pages {
    Visitor mia{house};

    Ruled() {
        ana.enter("Ana");
        become_member(mia);
        store::add_role(house.connection(), base::UserId{1}, {store::Role::moderator, english()},
                        house.clock.now());
        house.connection().run("UPDATE session SET second_step_at = created_at");
        store::set_content_policy(house.connection(), {.version = 0,
                                                       .new_guest = std::chrono::minutes{10},
                                                       .newcomer_guest = std::chrono::hours{1},
                                                       .newcomer_member = std::chrono::hours{1},
                                                       .strikes = 3,
                                                       .held_for = std::chrono::minutes{1}});
    }
    base::LanguageRoomId english() { return store::lounges_of(house.connection(), "en").at(0).room.id; }
    fcgi::Response says(const std::string& body) {
        house.clock.forward(base::Millis{6000});
        return ana.post("/lounges/en-us/messages",
                        {{"body", body}, {"clientId", "c" + std::to_string(++said)}});
    }
    static Form rule(const std::string& pattern, const std::string& what = "put") {
        return {{"kind", "WORDS"},  {"pattern", pattern}, {"room", "en"}, {"scope", "NEWCOMERS"},
                {"action", "HOLD"}, {"ground", "SPAM"},   {"do", what}};
    }
    int said = 0;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(content_pages, Ruled)

BOOST_AUTO_TEST_CASE(what_is_held_is_shown_to_its_author_alone_and_to_moderators) {
    BOOST_REQUIRE_EQUAL(location(mia.post("/moderation/rules", rule("free lamps"))),
                        "/moderation/rules?done=1#rule-1");
    BOOST_TEST(location(says("Free lamps <b>")) == "/lounges/en-us#end", "as any other post");
    const auto own = ana.get("/lounges/en-us").body();
    BOOST_TEST(contains(own, "Waiting for a moderator. Nobody else sees it yet."));
    BOOST_TEST(contains(own, "<li data-cid=\"c1\" dir=\"auto\">Free lamps &lt;b&gt;</li>"));
    BOOST_TEST(!contains(ana.get("/lounges/en-all").body(), "Free lamps &lt;b&gt;"), "in another lounge");
    Visitor bob(house);
    bob.enter("Bob");
    BOOST_TEST(!contains(bob.get("/lounges/en-us").body(), "lamps"));
    BOOST_TEST(contains(mia.get("/moderation").body(), "1 post waits"));
    const auto page = mia.get("/moderation/cases/1").body();
    for (const auto* part : {"Waiting to be shown", "Free lamps &lt;b&gt;", "Words: \u2068free lamps\u2069",
                             "A rule of the house"})
        BOOST_TEST(contains(page, part), part);
    BOOST_TEST(!contains(page, "It is about the person and not about a message."));
    BOOST_TEST(location(mia.post("/moderation/cases/1/dismiss", {{"note", ""}})) == "/moderation?done=1");
    BOOST_TEST(contains(bob.get("/lounges/en-us").body(), "Free lamps &lt;b&gt;"));
    BOOST_TEST(
        !contains(ana.get("/lounges/en-us").body(), "Waiting for a moderator. Nobody else sees it yet.</p>"));
}

BOOST_AUTO_TEST_CASE(a_refused_post_comes_back_in_its_form) {
    auto links = store::ContentRule{.kind = store::RuleKind::link, .action = store::RuleAction::refuse};
    links.scope = store::RuleScope::new_guests;
    store::put_content_rule(house.connection(), links, house.clock.now());
    const auto answer = says("see https://lamps.example");
    BOOST_TEST(answer.status() == 403);
    BOOST_TEST(contains(answer.body(), "Guests can send links a few minutes after they came in."));
    BOOST_TEST(contains(answer.body(), "see https://lamps.example</textarea>"));
}

BOOST_AUTO_TEST_CASE(a_rule_is_tried_before_it_holds) {
    says("who wants free lamps?");
    says("good evening");
    const auto tried = mia.post("/moderation/rules", rule("free lamps", "try"));
    BOOST_TEST(tried.status() == 200);
    for (const auto* part : {"1 message of last week.", "0 of them were removed since.",
                             "who wants free lamps?", "value=\"free lamps\""})
        BOOST_TEST(contains(tried.body(), part), part);
    BOOST_TEST(store::content_rules(house.connection()).empty());
    BOOST_TEST(
        support::count(house.connection(), "SELECT COUNT(*) FROM audit_log WHERE action = 'rule.put'") == 0U);
}

BOOST_AUTO_TEST_CASE(a_rule_that_cannot_be_comes_back_with_its_reason) {
    const auto answer = mia.post("/moderation/rules", rule("x"));
    BOOST_TEST(answer.status() == 400);
    BOOST_TEST(contains(error_at(answer, "rule-pattern-error"), "at least three letters"));
    BOOST_TEST(contains(answer.body(), "value=\"x\""));
    for (const auto* field : {"kind", "scope", "action", "ground", "room"}) {
        auto form = rule("free lamps");
        form[field] = "NONSENSE";
        BOOST_TEST(mia.post("/moderation/rules", form).status() >= 400, field);
    }
    BOOST_TEST(store::content_rules(house.connection()).empty());
}

BOOST_AUTO_TEST_CASE(a_rule_is_changed_by_whoever_moderates_where_it_holds) {
    mia.post("/moderation/rules", rule("free lamps"));
    BOOST_TEST(location(mia.post("/moderation/rules/1", {{"action", "OFF"}})) ==
               "/moderation/rules?done=1#rule-1");
    BOOST_TEST(
        (store::find_content_rule(house.connection(), base::RuleId{1})->action == store::RuleAction::off));
    auto of_house = rule("free lamps");
    of_house["room"] = "";
    BOOST_TEST(mia.post("/moderation/rules", of_house).status() == 403);
    of_house["do"] = "try";
    BOOST_TEST(mia.post("/moderation/rules", of_house).status() == 403);
    store::put_content_rule(house.connection(), {.kind = store::RuleKind::wall, .most = 5},
                            house.clock.now());
    const auto page = mia.get("/moderation/rules").body();
    BOOST_TEST(contains(page, "A wall of letters or emoji"), "rules of the house are seen ...");
    BOOST_TEST(!contains(page, "action=\"/moderation/rules/2\""), "... and not changed");
    BOOST_TEST(mia.post("/moderation/rules/2", {{"action", "OFF"}}).status() == 403);
    const auto tried = [&] {
        return support::count(house.connection(), "SELECT COUNT(*) FROM audit_log WHERE action = 'rule.put'");
    };
    const auto before = tried();
    BOOST_TEST(mia.post("/moderation/rules/999", {{"action", "OFF"}}).status() == 403, "as if it were there");
    BOOST_TEST(tried() == before + 1, "also on record as if it were");
}

BOOST_AUTO_TEST_SUITE_END()
