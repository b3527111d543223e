#include "admin/staff_commands.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "admin/audit_commands.h"
#include "core/accounts/keyring.h"
#include "core/accounts/name.h"
#include "core/accounts/second_step.h"
#include "core/accounts/totp.h"
#include "core/store/member_cards.h"
#include "core/store/member_sessions.h"
#include "core/store/users.h"
#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

using nlohmann::json;

namespace {

const std::string phone = "+12024561111";

struct Office {
    support::ScratchFolder folder;
    base::DatabaseSettings settings = support::seeded_database();
    db::Connection connection{settings};
    support::SteppedClock clock;
    base::Config config = configured();
    base::UserId ana = add_member("Ana", phone);
    base::UserId bob = add_member("Bob", "+447400123456");
    admin::StaffDesk desk{connection, config, clock};

    base::Config configured() const {
        base::Config made;
        made.access_keys.current = std::string(32, 'a');
        made.phone_keys.current = "0a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
        made.audit_secret = "9a61c0f2b7d84e35a1c6f09e7b52d8430f6c1e9ab47d5823";
        made.audit_head_file = folder.path() + "/audit.head";
        made.sms_countries = {"DE"};  // what SMS may go to has no say in who is found
        return made;
    }
    base::UserId add_member(const std::string& name, const std::string& number) {
        const accounts::Keyring keyring(config);
        store::NewUser person;
        person.phone = keyring.seal(number, accounts::Purpose::phone);
        person.phone_hashes = keyring.phone_hashes(number);
        person.once_password_hash = std::string(32, 'p');
        person.now = clock.now();
        person.once_password_expires_at = clock.now();
        const auto user = store::add_user(connection, person);
        if (!name.empty())
            store::add_member(connection, user, accounts::parse_name(name, config.limits).value().claim(),
                              clock.now());
        return user;
    }
    std::string role(const std::string& name, const std::string& room = "", bool revoke = false) {
        return desk
            .change_role({.user = std::to_string(ana.value), .role = name, .room = room, .revoke = revoke})
            .text;
    }
    // The ids of those who are found, in one text.
    std::string found(const std::string& text, const std::string& country = "") {
        const auto said = desk.find({text, country});
        if (said.status != 0) return "nobody";
        std::string ids;
        for (const auto& one : said.document)
            ids += (ids.empty() ? "" : " ") + std::to_string(one["id"].get<int>());
        return ids;
    }
    void set_up_second_step(base::UserId user) {
        const accounts::Keyring keyring(config);
        (void)accounts::begin_second_step(connection, keyring, user, "Ana").value();
        const auto sealed = store::find_user(connection, user)->totp.value();
        const auto code = accounts::totp_code(keyring.open(sealed, accounts::Purpose::totp).value(),
                                              accounts::totp_step(clock.now()));
        (void)accounts::confirm_second_step(connection, keyring, audit::Log(config), clock, user, code)
            .value();
    }
    base::SessionId add_session(base::UserId user) {
        return store::add_member_session(connection, {.user = user,
                                                      .device = {},
                                                      .place = {},
                                                      .second_step_taken = true,
                                                      .now = clock.now(),
                                                      .expires_at = clock.now() + std::chrono::hours{1}});
    }
    bool open(base::SessionId session) {
        return store::find_member_session(connection, session, clock.now()).has_value();
    }
    std::string id_of(base::UserId user) const { return std::to_string(user.value); }
};

auto says(std::string_view part) {
    return [part](const std::runtime_error& error) {
        return std::string_view(error.what()).find(part) != std::string_view::npos;
    };
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(staff_commands, Office)

BOOST_AUTO_TEST_CASE(the_operator_makes_the_first_admin_and_it_stands_on_record) {
    BOOST_TEST(role("admin") == "roles of member " + id_of(ana) + ": admin\n");
    BOOST_TEST(accounts::is_staff(connection, ana));
    BOOST_TEST(!accounts::is_staff(connection, bob));
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM audit_log WHERE actor = 'operator' AND "
                              "action = 'role.grant' AND subject = 'user:" +
                                  id_of(ana) + "'") == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken.has_value());
    BOOST_TEST(role("admin") == "Nothing to change; roles of member " + id_of(ana) + ": admin\n");
}

BOOST_AUTO_TEST_CASE(an_admin_is_made_of_a_number_that_nobody_has_with_a_password_for_one_sign_in) {
    const admin::AdminToMake order{.phone = {"+1 202-456-1199"}, .first_name = "Eve", .birth_year = "1980"};
    const auto made = desk.create_admin(order);
    const base::UserId eve{made.document["user"]["id"].get<std::uint64_t>()};
    const std::string password = made.document["once_password"];
    BOOST_TEST(made.document["created"] == true);
    BOOST_TEST(made.text.find(password) != std::string::npos);
    BOOST_TEST(accounts::is_staff(connection, eve));
    BOOST_TEST(found("+12024561199") == id_of(eve));
    const auto user = store::find_user(connection, eve);
    BOOST_TEST((*user->once_password_hash ==
                accounts::Keyring(config).once_password_hash("+12024561199", password)));
    BOOST_TEST((user->once_password_expires_at == clock.now() + config.limits.once_password));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM sms_outbox") == 0U);
    for (const char* action : {"member.create", "role.grant"})
        BOOST_TEST(support::count(connection,
                                  "SELECT COUNT(*) FROM audit_log WHERE actor = 'operator' AND action = '" +
                                      std::string(action) + "' AND subject = 'user:" + id_of(eve) + "'") ==
                   1U);
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM audit_log WHERE detail LIKE '%" + password + "%'") == 0U);
    const auto again = desk.create_admin(order);
    BOOST_TEST(again.text == "Nothing to change; member " + id_of(eve) + " is an admin\n");
    BOOST_TEST(again.document["once_password"].is_null());
    BOOST_TEST((*store::find_user(connection, eve)->once_password_hash == *user->once_password_hash));
}

BOOST_AUTO_TEST_CASE(a_member_becomes_an_admin_and_has_a_new_password_when_that_is_asked_for) {
    const auto before = *store::find_user(connection, ana)->once_password_hash;
    const auto made = desk.create_admin({.phone = {phone}});
    BOOST_TEST(made.text == "member " + id_of(ana) + " is an admin\n");
    BOOST_TEST(made.document["created"] == false);
    BOOST_TEST((*store::find_user(connection, ana)->once_password_hash == before));
    const auto renewed = desk.create_admin({.phone = {phone}, .new_password = true});
    BOOST_TEST(renewed.document["changed"] == true);
    const std::string password = renewed.document["once_password"];
    BOOST_TEST((*store::find_user(connection, ana)->once_password_hash ==
                accounts::Keyring(config).once_password_hash(phone, password)));
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM audit_log WHERE action = 'password.hand_over'") == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken.has_value());
}

BOOST_AUTO_TEST_CASE(no_admin_is_made_of_what_is_no_number_nor_of_the_banned_or_the_young) {
    const struct {
        admin::AdminToMake order;
        const char* says;
    } cases[] = {
        {{.phone = {"12"}, .birth_year = "1980"}, "no number of a mobile phone"},
        {{.phone = {""}, .birth_year = "1980"}, "no number of a mobile phone"},
        {{.phone = {"+12024561199"}}, "--birth-year"},
        {{.phone = {"+12024561199"}, .birth_year = "2020"}, "not 18"},
        {{.phone = {"+12024561199"}, .first_name = std::string(101, 'x'), .birth_year = "1980"}, "refused: "},
    };
    for (const auto& c : cases)
        BOOST_CHECK_EXCEPTION(desk.create_admin(c.order), std::runtime_error, says(c.says));
    connection.run("UPDATE user SET account_status = 'DELETED' WHERE id = " + id_of(ana));
    BOOST_CHECK_EXCEPTION(desk.create_admin({.phone = {phone}}), std::runtime_error, says("banned"));
    BOOST_TEST(found("+12024561199") == "nobody");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM audit_log") == 0U);
}

BOOST_AUTO_TEST_CASE(roles_are_granted_for_rooms_and_taken_away) {
    role("moderator", "en");
    BOOST_TEST(role("moderator").find(": moderator of en, moderator\n") != std::string::npos);
    BOOST_TEST(role("moderator", "en", true).find(": moderator\n") != std::string::npos);
    BOOST_TEST(role("moderator", "", true).find(": none\n") != std::string::npos);
    BOOST_TEST(role("moderator", "", true).find("Nothing to change") == 0U);
    const auto said = desk.change_role({.user = id_of(ana), .role = "moderator", .room = "en"}).document;
    BOOST_TEST(said["changed"] == true);
    BOOST_TEST(said["user"]["name"] == "Ana");
    BOOST_TEST((said["user"]["roles"] == json::parse(R"([{"role":"moderator","room":"en"}])")));
}

BOOST_AUTO_TEST_CASE(a_second_step_that_is_lost_is_taken_away_with_every_session_and_stands_on_record) {
    role("admin");
    set_up_second_step(ana);
    set_up_second_step(bob);
    const auto hers = add_session(ana);
    const auto his = add_session(bob);
    BOOST_TEST(desk.reset_second_step(id_of(ana)).text ==
               "the second step of member " + id_of(ana) + " is off, and all their sessions have ended\n");
    BOOST_TEST(!open(hers));
    BOOST_TEST(open(his));
    BOOST_TEST(!store::find_user(connection, ana)->totp.has_value());
    BOOST_TEST(store::find_user(connection, bob)->totp_confirmed);
    BOOST_TEST(support::count(connection,
                              "SELECT COUNT(*) FROM audit_log WHERE actor = 'operator' AND "
                              "action = 'second_step.reset' AND subject = 'user:" +
                                  id_of(ana) + "'") == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken.has_value());
    BOOST_TEST(desk.reset_second_step(id_of(ana)).text ==
               "Nothing to change; member " + id_of(ana) + " has no second step\n");
    const auto said = desk.reset_second_step(id_of(bob)).document;
    BOOST_TEST(said["changed"] == true);
    BOOST_TEST(said["user"]["name"] == "Bob");
    BOOST_TEST(said["user"]["second_step"] == false);
    BOOST_TEST(desk.reset_second_step(id_of(bob)).document["changed"] == false);
    BOOST_CHECK_EXCEPTION(desk.reset_second_step("Ana"), std::runtime_error, says("USER is an id"));
    BOOST_CHECK_EXCEPTION(desk.reset_second_step("4711"), std::runtime_error, says("no member 4711"));
}

BOOST_AUTO_TEST_CASE(orders_without_sense_are_refused_with_a_reason) {
    const struct {
        admin::RoleOrder order;
        const char* says;
    } cases[] = {
        {{.user = "Ana", .role = "admin"}, "USER is an id"},
        {{.user = "0", .role = "admin"}, "USER is an id"},
        {{.user = "4711", .role = "admin"}, "no member 4711"},
        {{.user = id_of(ana), .role = "king"}, "moderator, reviewer or admin"},
        {{.user = id_of(ana), .role = "moderator", .room = "xx"}, "no language room xx; there are: en"},
        {{.user = id_of(ana), .role = "admin", .room = "en"}, "leave --room out"},
        {{.user = id_of(ana), .role = "reviewer", .room = "en"}, "leave --room out"},
    };
    for (const auto& c : cases)
        BOOST_CHECK_EXCEPTION(desk.change_role(c.order), std::runtime_error, says(c.says));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM audit_log") == 0U);
}

BOOST_AUTO_TEST_CASE(members_are_found_by_id_number_and_name) {
    const struct {
        const char* text;
        const char* country;
        std::string found;
    } cases[] = {
        {"Ana", "", id_of(ana)},
        {"ana", "", id_of(ana)},
        {"Аna", "", id_of(ana)},  // the first letter is Cyrillic
        {"+1 202-456-1111", "", id_of(ana)},
        {"(202) 456-1111", "US", id_of(ana)},
        {"07400 123456", "GB", id_of(bob)},
        {"+12024561112", "", "nobody"},
        {"Nobody", "", "nobody"},
        {"4711", "", "nobody"},
    };
    for (const auto& c : cases) BOOST_TEST(found(c.text, c.country) == c.found, c.text);
    BOOST_TEST(found(id_of(bob)) == id_of(bob));
    const auto digits = add_member("4711", "+12024561113");
    BOOST_TEST(found("4711") == id_of(digits));
    const auto unseen = add_member("", "+12024561114");
    BOOST_TEST(found(id_of(unseen)) == id_of(unseen));
    BOOST_CHECK_EXCEPTION(found("a b/c"), std::runtime_error, says("neither"));
    BOOST_CHECK_EXCEPTION(found("12", "US"), std::runtime_error, says("no phone number"));
}

BOOST_AUTO_TEST_CASE(guests_are_not_found_as_members) {
    store::add_guest(connection, accounts::parse_name("Guesty", config.limits).value().claim(), clock.now());
    BOOST_TEST(found("Guesty") == "nobody");
}

BOOST_AUTO_TEST_CASE(a_member_is_shown_without_the_number) {
    role("moderator", "en");
    clock.forward(std::chrono::minutes{5});
    store::touch_user(connection, ana, clock.now());
    const auto text = desk.find({phone}).text;
    BOOST_TEST(text == "id         " + id_of(ana) +
                           "\n"
                           "person     " +
                           std::to_string(store::find_member_card(connection, ana)->person->value) +
                           "\n"
                           "name       Ana\n"
                           "status     ACTIVE\n"
                           "roles      moderator of en\n"
                           "2nd step   not set up\n"
                           "created    2026-01-01T12:00:00.000Z\n"
                           "last seen  2026-01-01T12:05:00.000Z\n");
    const auto as_json = desk.find({phone}).document.dump(2);
    for (const auto& said : {text, as_json}) BOOST_TEST(said.find("456") == std::string::npos);
    const auto one = json::parse(as_json).at(0);
    BOOST_TEST(one["status"] == "ACTIVE");
    BOOST_TEST(one["last_seen_at"] == "2026-01-01T12:05:00.000Z");
    BOOST_TEST(one["second_step"] == false);
    connection.run("UPDATE participant SET status = 'BANNED' WHERE user_id = " + id_of(ana));
    BOOST_TEST(desk.find({"Ana"}).document.at(0)["status"] == "BANNED");
    const auto unseen = add_member("", "+12024561114");
    BOOST_TEST(desk.find({id_of(unseen)}).text.find("name       (not signed in yet)\n") != std::string::npos);
    BOOST_TEST(desk.find({id_of(unseen)}).text.find("last seen  never\n") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
