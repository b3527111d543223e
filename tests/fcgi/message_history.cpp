// What a message said before: shown to moderators of its room alone, and what was removed never without a note.
#include <boost/test/unit_test.hpp>

#include "core/store/message_changes.h"
#include "core/store/roles.h"
#include "tests/fcgi/account_pages.h"
#include "tests/support/server_view.h"

using support::contains;
using support::Pages;
using support::Visitor;

namespace {

constexpr const char* place = "/lounges/en-us/messages/1";

// Ana has said something, changed it twice and deleted it; something else she has changed once.
struct Changed : Pages {
    Visitor bob{house};
    Visitor mia{house};

    Changed() {
        ana.enter("Ana");
        bob.enter("Bob");
        become_member(mia);
        say("the <b>first text", "a1");
        say("an early word", "a2");
        edit(1, "the second text");
        edit(1, "the last text");
        edit(2, "a late word");
        BOOST_REQUIRE_EQUAL(ana.post("/lounges/en-us/messages/1/delete", {}).status(), 303);
    }
    void say(const std::string& body, const std::string& id) {
        BOOST_REQUIRE_EQUAL(ana.post("/lounges/en-us/messages", {{"body", body}, {"clientId", id}}).status(),
                            303);
    }
    void edit(int seq, const std::string& body) {
        const auto path = "/lounges/en-us/messages/" + std::to_string(seq) + "/edit";
        BOOST_REQUIRE_EQUAL(ana.post(path, {{"body", body}}).status(), 303);
    }
    // Mia's one role from now on; staff have taken the second step.
    void mia_is(store::Role role, std::optional<base::LanguageRoomId> room) {
        house.connection().run("DELETE FROM user_role");
        store::add_role(house.connection(), base::UserId{1}, {role, room}, house.clock.now());
        house.connection().run("UPDATE session SET second_step_at = created_at");
    }
    base::LanguageRoomId room(const std::string& code) {
        return store::lounges_of(house.connection(), code).at(0).room.id;
    }
    static bool tells_all(const std::string& page) {
        return contains(page, "the &lt;b&gt;first text") && contains(page, "the second text") &&
               contains(page, "the last text");
    }
    static bool tells_nothing(const std::string& page) {
        return !contains(page, "first text") && !contains(page, "second text") &&
               !contains(page, "last text") && !contains(page, "class=\"card form history\"");
    }
    std::uint64_t noted() {
        return support::count(house.connection(),
                              "SELECT COUNT(*) FROM audit_log WHERE action = 'message.read_removed'");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(message_history, Changed)

BOOST_AUTO_TEST_CASE(nobody_but_staff_of_the_room_sees_what_a_message_said_before) {
    for (auto* who : {&ana, &bob, &mia}) {
        const auto page = who->get(place);
        BOOST_TEST(page.status() == 200);
        BOOST_TEST(tells_nothing(page.body()));
        BOOST_TEST(!contains(who->get("/lounges/en-us/messages/2").body(), "an early word"));
    }
    mia_is(store::Role::moderator, room("ar"));
    BOOST_TEST(tells_nothing(mia.get(place).body()), "who moderates another room");
    mia_is(store::Role::moderator, room("en"));
    house.connection().run("UPDATE session SET second_step_at = NULL");
    BOOST_TEST(tells_nothing(mia.get(place).body()), "without the second step");
    BOOST_TEST(noted() == 0U);
}

BOOST_AUTO_TEST_CASE(
    moderators_of_the_room_and_of_all_and_admins_see_it_and_each_look_at_what_was_removed_is_noted) {
    std::uint64_t looks = 0;
    const std::pair<store::Role, std::optional<base::LanguageRoomId>> roles[] = {
        {store::Role::moderator, room("en")},
        {store::Role::moderator, std::nullopt},
        {store::Role::admin, std::nullopt}};
    for (const auto& [role, where] : roles) {
        mia_is(role, where);
        const auto page = mia.get(place).body();
        BOOST_TEST(tells_all(page), page);
        BOOST_TEST(page.find("first text") < page.find("second text"));
        BOOST_TEST(page.find("second text") < page.find("last text"));
        BOOST_TEST(noted() == ++looks);
        BOOST_TEST(contains(mia.get("/lounges/en-us/messages/2").body(), "an early word"));
        BOOST_TEST(noted() == looks, "of a message that stands nothing was removed");
        BOOST_TEST(!contains(mia.get("/lounges/en-us").body(), "an early word"),
                   "on the message's page alone");
    }
    BOOST_TEST(
        support::count(
            house.connection(),
            "SELECT COUNT(*) FROM audit_log WHERE action = 'message.read_removed' AND actor = 'user:1' AND "
            "subject = CONCAT('message:', (SELECT id FROM chat_message WHERE seq = 1))") == looks);
}

BOOST_AUTO_TEST_CASE(what_is_forgotten_is_shown_to_nobody_and_looking_for_it_is_not_noted) {
    mia_is(store::Role::admin, std::nullopt);
    BOOST_TEST(store::forget_removed(house.connection(), house.clock.now(), house.clock.now(), 10) == 1U);
    const auto page = mia.get(place).body();
    BOOST_TEST(!contains(page, "last text"));
    BOOST_TEST(!contains(page, "second text"));
    BOOST_TEST(noted() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
