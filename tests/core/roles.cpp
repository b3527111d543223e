#include "core/accounts/roles.h"

#include <boost/test/unit_test.hpp>

#include "core/accounts/staff.h"
#include "core/audit/verify.h"
#include "core/store/audit_log.h"
#include "core/store/lounges.h"
#include "core/store/users.h"
#include "tests/core/archive.h"

using accounts::Act;
using accounts::Grant;
using accounts::Role;
using base::ErrorCode;

namespace {

constexpr base::LanguageRoomId english{1};
constexpr base::LanguageRoomId french{2};

const Grant admin{.role = Role::admin, .room = std::nullopt};
const Grant moderator{.role = Role::moderator, .room = std::nullopt};
const Grant english_moderator{.role = Role::moderator, .room = english};

struct StaffRoom : Archive {
    base::UserId user = add_user('a');
    base::LanguageRoomId room;

    StaffRoom() {
        store::add_language_room(connection,
                                 {.id = {}, .code = "en", .name = "English", .right_to_left = false}, 1);
        room = store::language_rooms(connection).at(0).id;
    }
    base::UserId add_user(char phone) {
        store::NewUser person;
        person.phone = {.text = "sealed", .key_id = 1};
        person.phone_hashes = {{.hash = std::string(32, phone), .key_id = 1}};
        person.once_password_hash = std::string(32, 'p');
        person.now = clock.now();
        person.once_password_expires_at = clock.now();
        return store::add_user(connection, person);
    }
    Grant of_the_room() const { return {.role = Role::moderator, .room = room}; }
    accounts::RoleChange change(const Grant& grant) const {
        return {.user = user, .grant = grant, .actor = std::string(audit::by_operator)};
    }
    // "changed", "as before", or the wire code of the refusal.
    static std::string outcome(const base::Result<bool>& result) {
        if (!result) return std::string(base::wire_code(result.error().code));
        return *result ? "changed" : "as before";
    }
    std::string grant(const Grant& grant) {
        return outcome(accounts::grant_role(connection, log, clock, change(grant)));
    }
    std::string revoke(const Grant& grant) {
        return outcome(accounts::revoke_role(connection, log, clock, change(grant)));
    }
    // "allowed", or the wire code of the refusal.
    std::string may(Act act, std::optional<base::LanguageRoomId> where = std::nullopt,
                    bool second_step = true) {
        accounts::Session session;
        session.user = user;
        session.second_step_taken = second_step;
        const auto refused = accounts::refusal(connection, session, act, where);
        return refused ? std::string(base::wire_code(refused->code)) : "allowed";
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(roles)

BOOST_AUTO_TEST_CASE(each_role_allows_its_acts_in_its_rooms) {
    const struct {
        std::vector<Grant> grants;
        Act act;
        std::optional<base::LanguageRoomId> where;
        bool allowed;
    } cases[] = {
        {{}, Act::moderate, english, false},
        {{}, Act::see_overview, std::nullopt, false},
        {{admin}, Act::moderate, english, true},
        {{admin}, Act::moderate, std::nullopt, true},
        {{admin}, Act::see_overview, std::nullopt, true},
        {{admin}, Act::see_audit_log, std::nullopt, true},
        {{admin}, Act::grant_role, std::nullopt, true},
        {{moderator}, Act::moderate, english, true},
        {{moderator}, Act::moderate, std::nullopt, true},
        {{moderator}, Act::see_overview, std::nullopt, false},
        {{moderator}, Act::see_audit_log, std::nullopt, false},
        {{moderator}, Act::grant_role, std::nullopt, false},
        {{english_moderator}, Act::moderate, english, true},
        {{english_moderator}, Act::moderate, french, false},
        {{english_moderator}, Act::moderate, std::nullopt, false},
        {{english_moderator}, Act::grant_role, english, false},
        {{english_moderator, {.role = Role::moderator, .room = french}}, Act::moderate, french, true},
        {{english_moderator, admin}, Act::moderate, french, true},
        // No command grants it, but a hand in the database could.
        {{{.role = Role::admin, .room = english}}, Act::grant_role, std::nullopt, false},
    };
    for (const auto& c : cases)
        BOOST_TEST(accounts::allows(c.grants, c.act, c.where) == c.allowed,
                   "case " << &c - cases << " is not " << c.allowed);
}

BOOST_FIXTURE_TEST_CASE(guests_and_members_without_a_role_may_nothing, StaffRoom) {
    accounts::Session guest;
    guest.second_step_taken = true;
    const auto refused = accounts::refusal(connection, guest, Act::moderate);
    BOOST_REQUIRE(refused.has_value());
    BOOST_TEST((refused->code == ErrorCode::members_only));
    BOOST_TEST(may(Act::moderate, room) == "not_allowed");
    BOOST_TEST(!accounts::is_staff(connection, user));
}

BOOST_FIXTURE_TEST_CASE(what_is_granted_or_revoked_holds_at_once, StaffRoom) {
    BOOST_TEST(grant(of_the_room()) == "changed");
    BOOST_TEST(accounts::is_staff(connection, user));
    BOOST_TEST(may(Act::moderate, room) == "allowed");
    BOOST_TEST(may(Act::moderate, base::LanguageRoomId{room.value + 1}) == "not_allowed");
    BOOST_TEST(may(Act::see_audit_log) == "not_allowed");
    BOOST_TEST(grant(admin) == "changed");
    BOOST_TEST(may(Act::see_audit_log) == "allowed");
    BOOST_TEST(revoke(admin) == "changed");
    BOOST_TEST(may(Act::see_audit_log) == "not_allowed");
    BOOST_TEST(may(Act::moderate, room) == "allowed", "the other role stays");
    BOOST_TEST(revoke(of_the_room()) == "changed");
    BOOST_TEST(may(Act::moderate, room) == "not_allowed");
    BOOST_TEST(!accounts::is_staff(connection, user));
}

BOOST_FIXTURE_TEST_CASE(staff_without_the_second_step_may_nothing, StaffRoom) {
    grant(admin);
    for (const auto act : {Act::see_overview, Act::see_audit_log, Act::moderate, Act::grant_role}) {
        BOOST_TEST(may(act, std::nullopt, false) == "second_step_missing");
        BOOST_TEST(may(act, std::nullopt, true) == "allowed");
    }
    revoke(admin);
    BOOST_TEST(may(Act::moderate, std::nullopt, false) == "not_allowed",
               "who has no role need set nothing up");
}

BOOST_FIXTURE_TEST_CASE(each_change_stands_in_the_audit_log_and_no_change_does_not, StaffRoom) {
    BOOST_TEST(grant(moderator) == "changed");
    BOOST_TEST(grant(moderator) == "as before");
    BOOST_TEST(grant(of_the_room()) == "changed");
    BOOST_TEST(revoke(admin) == "as before");
    BOOST_TEST(revoke(moderator) == "changed");
    BOOST_TEST((store::roles_of(connection, user) == std::vector<Grant>{of_the_room()}));
    const auto entries = store::audit_rows(connection, 1, 10);
    BOOST_REQUIRE(entries.size() == 3U);
    const std::string member = "user:" + std::to_string(user.value);
    const std::string in_room = R"({"role":"moderator","room":)" + std::to_string(room.value) + "}";
    const std::pair<std::string, std::string> expected[] = {{"role.grant", R"({"role":"moderator"})"},
                                                            {"role.grant", in_room},
                                                            {"role.revoke", R"({"role":"moderator"})"}};
    for (std::size_t i = 0; i < 3; ++i) {
        BOOST_TEST(entries[i].actor == "operator");
        BOOST_TEST(entries[i].action == expected[i].first);
        BOOST_TEST(entries[i].subject.value() == member);
        BOOST_TEST(entries[i].detail.value() == expected[i].second);
    }
    BOOST_TEST(verdict() == "whole");
    BOOST_TEST(std::filesystem::exists(config.audit_head_file));
}

BOOST_FIXTURE_TEST_CASE(a_role_that_cannot_be_put_on_record_is_not_granted, StaffRoom) {
    connection.run("DELETE FROM audit_head");
    BOOST_CHECK_THROW(grant(admin), std::runtime_error);
    BOOST_TEST(!accounts::is_staff(connection, user));
}

BOOST_FIXTURE_TEST_CASE(nobody_deleted_or_unknown_gets_a_role_and_no_admin_is_one_of_a_room, StaffRoom) {
    BOOST_TEST(grant({.role = Role::admin, .room = room}) == "bad_request");
    connection.run("UPDATE user SET account_status = 'DELETED'");
    BOOST_TEST(grant(admin) == "not_found");
    user = base::UserId{4711};
    BOOST_TEST(grant(admin) == "not_found");
    BOOST_TEST(revoke(admin) == "not_found");
    BOOST_TEST(rows() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
