// What the service worker hands in of what a page could not send.
#include "tests/fcgi/account_api.h"

using support::Api;
using support::between;
using support::contains;
using support::json;
using support::Visitor;

namespace {

struct Kept : Api {
    Kept() { browser.enter("Ana"); }
    std::uint64_t me() {
        return std::stoull(between(browser.get("/lounges/en-us").body(), "data-viewer=\"", "\""));
    }
    json said(const std::string& id, const std::string& body) {
        return {{"id", id}, {"lounge", "en-us"}, {"body", body}, {"author", me()}};
    }
    std::uint64_t messages() {
        auto row = house.connection().query("SELECT COUNT(*) FROM chat_message");
        BOOST_REQUIRE(row.next());
        return row.number(0);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kept_posts, Kept)

BOOST_AUTO_TEST_CASE(it_is_said_once_however_often_it_is_handed_in_and_by_whatever_door) {
    BOOST_TEST(call("/api/posts", said("one", "late but here")).status() == 200);
    const auto again = call("/api/posts", said("one", "late but here"));
    BOOST_TEST(again.status() == 200);
    BOOST_TEST(json::parse(again.body()).contains("at"));
    browser.post("/lounges/en-us/messages", {{"clientId", "one"}, {"body", "late but here"}});
    BOOST_TEST(messages() == 1U);
    BOOST_TEST(contains(browser.get("/lounges/en-us").body(), "late but here"));
}

BOOST_AUTO_TEST_CASE(nobody_says_anything_in_the_name_of_whoever_was_here_before) {
    const auto of_ana = said("one", "from ana");
    browser.post("/leave", {});
    browser.enter("Ben");
    const auto answer = call("/api/posts", of_ana);
    BOOST_TEST(answer.status() == 401);
    auto without = of_ana;
    without.erase("author");
    BOOST_TEST(call("/api/posts", without).status() == 401);
    browser.post("/leave", {});
    BOOST_TEST(call("/api/posts", of_ana).status() == 401);
    BOOST_TEST(messages() == 0U);
}

BOOST_AUTO_TEST_CASE(a_refusal_says_why_in_the_authors_language) {
    auto empty = said("one", " ");
    const auto answer = browser.post_raw(
        "/api/posts", empty.dump(), "application/json",
        {{"HTTP_X_CSRF_TOKEN", browser.cookies["csrfToken"]}, {"HTTP_ACCEPT_LANGUAGE", "de"}});
    BOOST_TEST(answer.status() == 400);
    const auto told = json::parse(answer.body());
    BOOST_TEST(told.at("code") == "body_empty");
    BOOST_TEST(told.at("error") == "The message is empty.");
    BOOST_TEST(told.at("message") != told.at("error"));
    auto nowhere = said("two", "x");
    nowhere["lounge"] = "en-nowhere";
    BOOST_TEST(json::parse(call("/api/posts", nowhere).body()).at("code") == "unknown_lounge");
}

BOOST_AUTO_TEST_CASE(who_writes_too_fast_is_told_when_to_come_again) {
    for (int i = 0; i < 5; ++i) BOOST_TEST(call("/api/posts", said(std::to_string(i), "x")).status() == 200);
    const auto answer = call("/api/posts", said("6", "x"));
    BOOST_TEST(answer.status() == 429);
    BOOST_TEST(std::stoi(std::string(answer.header("Retry-After"))) > 0);
    BOOST_TEST(json::parse(answer.body()).at("retryAfter").get<int>() > 0);
}

BOOST_AUTO_TEST_CASE(guests_write_to_nobody_by_it_either) {
    Visitor ben(house);
    ben.enter("Ben");
    const json letter{{"id", "one"}, {"to", me() + 1}, {"body", "psst"}, {"author", me()}};
    const auto answer = call("/api/posts", letter);
    BOOST_TEST(answer.status() == 403);
    BOOST_TEST(json::parse(answer.body()).at("code") == "direct_members_only");
}

BOOST_AUTO_TEST_CASE(without_the_token_nothing_is_taken) {
    const auto answer = browser.post_raw("/api/posts", said("one", "x").dump(), "application/json");
    BOOST_TEST(answer.status() == 403);
    BOOST_TEST(messages() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
