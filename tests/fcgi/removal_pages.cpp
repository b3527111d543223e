// Requests for removal: the form for whoever has no account, the page that only whoever asked can find, and what moderators see and do.
#include <boost/test/unit_test.hpp>

#include "core/store/removal_requests.h"
#include "core/store/roles.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/members.h"
#include "tests/support/server_view.h"

using support::alert_of;
using support::between;
using support::contains;
using support::error_at;
using support::Form;
using support::location;
using support::Pages;
using support::Visitor;

namespace {

// Ana has said something in en-us. Mia moderates en. Zoe has no session.
struct Asked : Pages {
    Visitor mia{house};
    Visitor zoe{house, "203.0.113.7"};

    Asked() {
        ana.enter("Ana");
        become_member(mia);
        BOOST_REQUIRE_EQUAL(
            ana.post("/lounges/en-us/messages", {{"body", "a <b>picture of you"}, {"clientId", "a1"}})
                .status(),
            303);
        zoe.get("/removal");
        mia_is(std::nullopt);
    }
    // A moderator who has taken the second step: of one room, or of the whole house.
    void mia_is(std::optional<base::LanguageRoomId> room) {
        house.connection().run("DELETE FROM user_role");
        store::add_role(house.connection(), base::UserId{1}, {store::Role::moderator, room},
                        house.clock.now());
        house.connection().run("UPDATE session SET second_step_at = created_at");
    }
    base::LanguageRoomId room(const std::string& code) {
        return store::lounges_of(house.connection(), code).at(0).room.id;
    }
    static Form form(const std::string& link = "/lounges/en-us/1", const std::string& ground = "LIKENESS") {
        return {{"link", link},
                {"ground", ground},
                {"text", "That is <b>me"},
                {"contact", "me@mail.example"},
                {"isTrue", "yes"}};
    }
    // Where the answer will stand.
    std::string ask(const Form& form) {
        const auto to = location(zoe.post("/removal", form));
        BOOST_REQUIRE(to.ends_with("?sent=1"));
        return to.substr(0, to.size() - 7);
    }
    std::string case_path() {
        return "/moderation/cases/" + between(mia.get("/moderation").body(), "/moderation/cases/", "\"");
    }
    std::uint64_t rows(const std::string& table) {
        return support::count(house.connection(), "SELECT COUNT(*) FROM " + table);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(removal_pages, Asked)

BOOST_AUTO_TEST_CASE(every_page_leads_to_the_form_and_it_needs_no_session) {
    Visitor stranger(house);
    for (const char* page : {"/", "/terms", "/privacy", "/languages"})
        BOOST_TEST(contains(stranger.get(page).body(), "href=\"/removal\""), page);
    const auto shown = stranger.get("/removal");
    BOOST_TEST(shown.status() == 200);
    for (const char* part :
         {"action=\"/removal\"", "name=\"csrfToken\"", "value=\"MINOR\"", "name=\"isTrue\""})
        BOOST_TEST(contains(shown.body(), part), part);
    BOOST_TEST(contains(stranger.get("/removal", {{"HTTP_ACCEPT_LANGUAGE", "ar"}}).body(), "dir=\"rtl\""));
}

BOOST_AUTO_TEST_CASE(whoever_asks_gets_a_case_number_and_an_address_that_shows_the_state) {
    const auto path = ask(form());
    const auto page = zoe.get(path + "?sent=1");
    BOOST_TEST(page.status() == 200);
    for (const char* part : {"Thank you.", "<b>1</b>", "It waits for a moderator.", "That is &lt;b&gt;me",
                             "/lounges/en-us/1", "My picture or likeness", "/note\""})
        BOOST_TEST(contains(page.body(), part), part);
    BOOST_TEST(contains(page.body(), ">" + house.config.frontend_url + path + "<"));
    for (const char* part : {"mail.example", "picture of you", "Ana"})
        BOOST_TEST(!contains(page.body(), part), part);
    Visitor anybody(house);
    BOOST_TEST(anybody.get(path).status() == 200);
    BOOST_TEST(!contains(anybody.get(path).body(), "Thank you."));
    for (const char* wrong : {"/removal/1", "/removal/1-000000000000000000000000", "/removal/x"})
        BOOST_TEST(anybody.get(wrong).status() == 404, wrong);
    BOOST_TEST(anybody.get(path + "0").status() == 404);
    BOOST_TEST(anybody.post(path + "0/note", {{"note", "x"}}).status() == 404);
}

BOOST_AUTO_TEST_CASE(a_refused_form_comes_back_filled_in_with_the_reason_beside_its_field) {
    const auto refused = [&](const char* field, const std::string& value, const char* where) {
        auto wrong = form();
        wrong[field] = value;
        const auto page = zoe.post("/removal", wrong);
        BOOST_TEST(page.status() == 400, field);
        BOOST_TEST(error_at(page, where) != "", where);
        return page.body();
    };
    const auto truth = refused("isTrue", "", "removal-truth-error");
    for (const char* part : {"value=\"/lounges/en-us/1\"", "value=\"LIKENESS\" selected",
                             "That is &lt;b&gt;me</textarea>", "value=\"me@mail.example\""})
        BOOST_TEST(contains(truth, part), part);
    BOOST_TEST(!contains(truth, "required checked"));
    BOOST_TEST(contains(refused("ground", "", "removal-ground-error"), "required checked"));
    refused("ground", "nonsense", "removal-ground-error");
    refused("text", " \r\n ", "removal-text-error");
    refused("text", std::string(4001, 'x'), "removal-text-error");
    refused("contact", "<b>nobody", "removal-contact-error");
    BOOST_TEST(contains(refused("link", "https://evil.example/\"><b>", "removal-link-error"),
                        "value=\"https://evil.example/&quot;&gt;&lt;b&gt;\""));
    const auto forged =
        zoe.post_raw("/removal", support::encode_form(form()), "application/x-www-form-urlencoded");
    BOOST_TEST(forged.status() == 403);
    BOOST_TEST(alert_of(forged).starts_with("This page was open for too long"));
    BOOST_TEST(contains(forged.body(), "That is &lt;b&gt;me</textarea>"));
    BOOST_TEST(zoe.post("/removal", {}, {{"HTTP_ACCEPT", "application/json"}}).body() ==
               R"({"error":"Please choose a reason."})");
    BOOST_TEST(rows("removal_request") == 0U);
}

BOOST_AUTO_TEST_CASE(one_connection_asks_five_times_an_hour_and_what_was_typed_is_kept) {
    for (int i = 0; i < 5; ++i) ask(form());
    const auto refused = zoe.post("/removal", form());
    BOOST_TEST(refused.status() == 429);
    BOOST_TEST(contains(alert_of(refused), "Please wait an hour."));
    BOOST_TEST(refused.header("Retry-After") == "3600");
    BOOST_TEST(contains(refused.body(), "That is &lt;b&gt;me</textarea>"));
    BOOST_TEST(rows("removal_request") == 5U);
    house.clock.forward(std::chrono::hours{1});
    ask(form());
}

BOOST_AUTO_TEST_CASE(one_note_is_added_while_it_is_open) {
    const auto path = ask(form());
    const auto empty = zoe.post(path + "/note", {{"note", " "}});
    BOOST_TEST(error_at(empty, "removal-note-error") == "Please write what you would like to add.");
    const auto wordy = zoe.post(path + "/note", {{"note", std::string(2001, 'x')}});
    BOOST_TEST(contains(error_at(wordy, "removal-note-error"), "at most 2,000"));
    BOOST_TEST(contains(wordy.body(), std::string(2001, 'x') + "</textarea>"));
    const auto forged = zoe.post_raw(path + "/note", support::encode_form({{"note", "kept <u>"}}),
                                     "application/x-www-form-urlencoded");
    BOOST_TEST(forged.status() == 403);
    BOOST_TEST(contains(forged.body(), "kept &lt;u&gt;</textarea>"));
    BOOST_TEST(location(zoe.post(path + "/note", {{"note", "and <i>there"}})) == path + "?sent=note");
    const auto noted = zoe.get(path + "?sent=note").body();
    BOOST_TEST(contains(noted, "Your note was added."));
    BOOST_TEST(contains(noted, "and &lt;i&gt;there"));
    BOOST_TEST(!contains(noted, "/note\""));
    const auto again = zoe.post(path + "/note", {{"note", "more"}});
    BOOST_TEST(again.status() == 409);
    BOOST_TEST(alert_of(again) == "A note was added already.");
    BOOST_TEST(contains(mia.get(case_path()).body(), "and &lt;i&gt;there"));
}

BOOST_AUTO_TEST_CASE(whoever_is_banned_may_ask_and_read_the_answer) {
    const auto id = between(ana.get("/lounges/en-us").body(), "data-viewer=\"", "\"");
    BOOST_REQUIRE_EQUAL(
        location(mia.post("/people/" + id + "/moderate", {{"action", "BAN_PERMANENT"}, {"ground", "SPAM"}})),
        "/people/" + id + "?done=1#record");
    BOOST_TEST(location(ana.get("/languages")).starts_with("/decisions/"));
    BOOST_TEST(ana.get("/removal").status() == 200);
    const auto to = location(ana.post("/removal", form()));
    BOOST_REQUIRE(to.starts_with("/removal/"));
    BOOST_TEST(contains(ana.get(to).body(), "It waits for a moderator."));
}

BOOST_AUTO_TEST_CASE(the_queue_and_the_case_tell_what_was_asked) {
    ask(form());
    const auto queue = mia.get("/moderation").body();
    for (const char* part : {"1 request from outside", "A message of \u2068Ana\u2069", "United States"})
        BOOST_TEST(contains(queue, part), part);
    BOOST_TEST(!contains(queue, "0 reports"));
    const auto page = mia.get(case_path()).body();
    for (const char* part :
         {"Asked for from outside", "Case 1", "My picture or likeness", "That is &lt;b&gt;me",
          "<a href=\"/lounges/en-us/1\" dir=\"ltr\">", "class=\"reported\"", "a &lt;b&gt;picture of you",
          "They said how they can be reached.", "Whoever takes the case can see it.", "id=\"order-answer\"",
          "id=\"dismiss-answer\""})
        BOOST_TEST(contains(page, part), part);
    for (const char* part : {"mail.example", "id=\"contact\"", "Who has reported it", "id=\"settle\""})
        BOOST_TEST(!contains(page, part), part);
}

BOOST_AUTO_TEST_CASE(how_they_can_be_reached_is_shown_to_whoever_holds_the_case_and_asks_for_it) {
    ask(form());
    const auto path = case_path();
    const auto early = mia.post(path + "/contact", {});
    BOOST_TEST(early.status() == 409);
    BOOST_TEST(contains(alert_of(early), "Please take the case first"));
    BOOST_REQUIRE_EQUAL(location(mia.post(path + "/take", {})), path);
    const auto held = mia.get(path).body();
    BOOST_TEST(contains(held, "id=\"contact\""));
    BOOST_TEST(!contains(held, "mail.example"));
    BOOST_TEST(location(mia.post(path + "/contact", {})) == path);
    const auto read = mia.get(path).body();
    BOOST_TEST(contains(read, "<bdi class=\"contact\">me@mail.example</bdi>"));
    BOOST_TEST(!contains(read, "id=\"contact\""));
    BOOST_TEST(rows("audit_log WHERE action = 'case.contact' AND detail NOT LIKE '%refused%'") == 1U);
    house.clock.forward(std::chrono::minutes{11});
    BOOST_TEST(!contains(mia.get(path).body(), "mail.example"), "held no longer");
}

BOOST_AUTO_TEST_CASE(a_decision_answers_whoever_asked) {
    const auto path = ask(form());
    Form decision{{"action", "MESSAGE_DELETE"},
                  {"ground", "INAPPROPRIATE_CONTENT"},
                  {"text", "Without consent."},
                  {"answer", std::string(1001, 'x')}};
    const auto wordy = mia.post(case_path() + "/decide", decision);
    BOOST_TEST(wordy.status() == 400);
    BOOST_TEST(contains(error_at(wordy, "order-answer-error"), "1,000"));
    BOOST_TEST(support::count(wordy.body(), std::string(1001, 'x')) == 1U, "in its own field alone");
    BOOST_TEST(contains(wordy.body(), "value=\"MESSAGE_DELETE\" checked"));
    decision["answer"] = "It is <b>gone";
    BOOST_REQUIRE_EQUAL(location(mia.post(case_path() + "/decide", decision)), "/moderation?done=1");
    const auto page = zoe.get(path).body();
    for (const char* part : {"Decided: something was done about it.", "It is &lt;b&gt;gone"})
        BOOST_TEST(contains(page, part), part);
    for (const char* part : {"Without consent.", "/note\"", "It waits"})
        BOOST_TEST(!contains(page, part), part);
    const auto late = zoe.post(path + "/note", {{"note", "thanks"}});
    BOOST_TEST(late.status() == 409);
    BOOST_TEST(alert_of(late) == "This case has been decided already.");
    BOOST_TEST(!contains(ana.get("/lounges/en-us").body(), "picture of you"));
}

BOOST_AUTO_TEST_CASE(a_dismissal_answers_too) {
    const auto path = ask(form());
    const auto wordy =
        mia.post(case_path() + "/dismiss", {{"note", "n"}, {"answer", std::string(1001, 'x')}});
    BOOST_TEST(contains(error_at(wordy, "dismiss-answer-error"), "1,000"));
    BOOST_REQUIRE_EQUAL(
        location(mia.post(case_path() + "/dismiss", {{"note", "for us"}, {"answer", "It is a drawing."}})),
        "/moderation?done=1");
    const auto page = zoe.get(path).body();
    BOOST_TEST(contains(page, "Decided: nothing was found wrong."));
    BOOST_TEST(contains(page, "It is a drawing."));
    BOOST_TEST(!contains(page, "for us"));
}

BOOST_AUTO_TEST_CASE(what_names_nothing_is_for_the_whole_house_and_is_settled_with_an_answer) {
    const auto path = ask(form("", "LAW"));
    mia_is(room("en"));
    BOOST_TEST(contains(mia.get("/moderation").body(), "Nothing waits."));
    BOOST_TEST(mia.get("/moderation/cases/1").status() == 403);
    BOOST_TEST(mia.post("/moderation/cases/1/settle", {{"answer", "x"}}).status() == 403);
    BOOST_TEST(mia.post("/moderation/cases/1/contact", {}).status() == 403);
    mia_is(std::nullopt);
    BOOST_TEST(contains(mia.get("/moderation").body(), "No message and no person is named"));
    const auto page = mia.get(case_path()).body();
    for (const char* part : {"No message and no person is named", "Nothing is kept", "id=\"settle\"",
                             "It breaks a law, or somebody&#39;s rights"})
        BOOST_TEST(contains(page, part), part);
    for (const char* part : {"id=\"moderate\"", "href=\"/people/", "What was decided before"})
        BOOST_TEST(!contains(page, part), part);
    const auto silent = mia.post(case_path() + "/settle", {{"answer", " "}});
    BOOST_TEST(silent.status() == 400);
    BOOST_TEST(error_at(silent, "settle-answer-error") == "Please write what was done, for whoever asked.");
    BOOST_TEST(mia.post(case_path() + "/decide", {{"action", "WARNING"}, {"ground", "SPAM"}}).status() ==
               400);
    BOOST_REQUIRE_EQUAL(location(mia.post(case_path() + "/settle", {{"answer", "We took it down."}})),
                        "/moderation?done=1");
    const auto told = zoe.get(path).body();
    BOOST_TEST(contains(told, "Decided: something was done about it."));
    BOOST_TEST(contains(told, "We took it down."));
}

BOOST_AUTO_TEST_CASE(somebody_under_18_is_hidden_at_once) {
    BOOST_TEST(contains(ana.get("/lounges/en-us").body(), "picture of you"));
    ask(form("/lounges/en-us/messages/1", "MINOR"));
    BOOST_TEST(!contains(ana.get("/lounges/en-us").body(), "picture of you"));
    BOOST_TEST(contains(mia.get(case_path()).body(), "hidden until it is decided"));
    BOOST_REQUIRE_EQUAL(location(mia.post(case_path() + "/dismiss", {})), "/moderation?done=1");
    BOOST_TEST(contains(ana.get("/lounges/en-us").body(), "picture of you"));
}

BOOST_AUTO_TEST_SUITE_END()
