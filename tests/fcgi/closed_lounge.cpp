// A lounge that the operator has closed: what its doors say to whom.
#include <boost/test/unit_test.hpp>

#include "core/chat/lounge_acts.h"
#include "core/store/roles.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/server_view.h"

using support::contains;
using support::Pages;
using support::Visitor;

namespace {

// Ana has said something in en-us before it was closed. Mia is a member.
struct Closed : Pages {
    Visitor mia{house};

    Closed() {
        ana.enter("Ana");
        become_member(mia);
        BOOST_REQUIRE_EQUAL(
            ana.post("/lounges/en-us/messages", {{"body", "before the end"}, {"clientId", "a1"}}).status(),
            303);
        (void)chat::close_lounge(house.connection(), house.clock, audit::Log(house.config),
                                 *store::find_lounge(house.connection(), "en-us"), "operator");
    }
    void mia_moderates(const std::string& code) {
        house.connection().run("DELETE FROM user_role");
        store::add_role(house.connection(), base::UserId{1},
                        {store::Role::moderator, store::lounges_of(house.connection(), code).at(0).room.id},
                        house.clock.now());
        house.connection().run("UPDATE session SET second_step_at = created_at");
    }
};

constexpr const char* why = "This lounge is closed.";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(closed_lounge, Closed)

BOOST_AUTO_TEST_CASE(every_door_says_why_and_shows_nothing) {
    for (const char* path : {"/lounges/en-us", "/lounges/en-us/1", "/lounges/en-us/lines",
                             "/lounges/en-us/search?q=end", "/lounges/en-us/messages/1"}) {
        const auto answer = ana.get(path);
        BOOST_TEST(answer.status() == 403, path);
        BOOST_TEST(contains(answer.body(), why), path);
        BOOST_TEST(!contains(answer.body(), "before the end"), path);
    }
    const auto said = ana.post("/lounges/en-us/messages", {{"body", "after it"}, {"clientId", "a2"}});
    BOOST_TEST(said.status() == 403);
    BOOST_TEST(contains(said.body(), why));
}

BOOST_AUTO_TEST_CASE(who_moderates_there_reads_on_and_writes_as_little_as_anybody) {
    BOOST_TEST(mia.get("/lounges/en-us").status() == 403);
    mia_moderates("ar");
    BOOST_TEST(mia.get("/lounges/en-us").status() == 403);
    mia_moderates("en");
    for (const char* path :
         {"/lounges/en-us", "/lounges/en-us/1", "/lounges/en-us/lines", "/lounges/en-us/messages/1"}) {
        const auto page = mia.get(path);
        BOOST_TEST(page.status() == 200, path);
        BOOST_TEST(contains(page.body(), "before the end"), path);
    }
    BOOST_TEST(contains(mia.get("/lounges/en-us").body(), why));
    const auto said = mia.post("/lounges/en-us/messages", {{"body", "after it"}, {"clientId", "m1"}});
    BOOST_TEST(said.status() == 403);
    BOOST_TEST(support::count(house.connection(), "SELECT COUNT(*) FROM chat_message") == 1U);
}

BOOST_AUTO_TEST_CASE(a_list_says_that_it_is_closed_and_counts_nothing_unread_in_it) {
    const auto page = ana.get("/languages/en").body();
    BOOST_TEST(contains(page, "<a class=\"row-link closed\" href=\"/lounges/en-us\""));
}

BOOST_AUTO_TEST_SUITE_END()
