#include "core/accounts/second_step_change.h"

#include <boost/test/unit_test.hpp>
#include <future>
#include <set>

#include "core/accounts/roles.h"
#include "core/accounts/staff.h"
#include "core/accounts/totp.h"
#include "core/audit/verify.h"
#include "core/db/transaction.h"
#include "tests/core/member_house.h"
#include "tests/support/scratch_folder.h"

using support::told;

namespace {

constexpr const char* number = "+1 202-456-1111";
constexpr const char* good = "a long and lovely phrase";
constexpr base::Millis step{30'000};

// Ana came in by the password alone, then set up the second step.
struct Ground : support::MemberGround {
    support::ScratchFolder folder;
    accounts::Keys keys = member(number, good);
    base::UserId ana = *session_of(keys).user;
    accounts::RecoveryCodes codes;

    Ground() {
        config.audit_head_file = folder.path() + "/audit.head";
        codes = set_up();
    }
    audit::Log log() const { return audit::Log(config); }
    std::string code() {
        const auto sealed = store::find_user(connection, ana)->totp.value();
        return accounts::totp_code(keyring.open(sealed, accounts::Purpose::totp).value(),
                                   accounts::totp_step(clock.now()));
    }
    // The code of a step that nobody has used.
    std::string fresh_code() {
        clock.forward(2 * step);
        return code();
    }
    accounts::RecoveryCodes set_up() {
        (void)accounts::begin_second_step(connection, keyring, ana, "Ana").value();
        return accounts::confirm_second_step(connection, keyring, log(), clock, ana, code()).value();
    }
    // Ana again, by password and code.
    accounts::Keys by_both_steps() {
        const auto half = sign_in(number, good).value();
        return *accounts::finish_sign_in(connection, house, half.second_step.value(), fresh_code(),
                                         {.phone = {}, .password = {}, .device = device, .guest = {}})
                    .value()
                    .keys;
    }
    std::string switch_off(const accounts::Keys& by, const std::string& typed = "") {
        return told(accounts::switch_off_second_step(connection, house, session_of(by), typed));
    }
    auto renew(const std::string& typed) {
        return accounts::renew_recovery_codes(connection, house, session_of(keys), typed);
    }
    auto reset(base::UserId user) {
        return accounts::reset_second_step(connection, log(), clock, hints,
                                           {.user = user, .actor = std::string(audit::by_operator)});
    }
    bool take(const std::string& typed) {
        return accounts::take_second_step(connection, keyring, clock, ana, typed);
    }
    auto state() { return accounts::second_step_state(connection, ana); }
    void make_staff(db::Connection& at) {
        (void)accounts::grant_role(at, log(), clock,
                                   {.user = ana,
                                    .grant = {.role = accounts::Role::moderator, .room = std::nullopt},
                                    .actor = std::string(audit::by_operator)})
            .value();
    }
    std::uint64_t recorded(const std::string& action, const std::string& actor) {
        return support::count(connection, "SELECT COUNT(*) FROM audit_log WHERE action = '" + action +
                                              "' AND actor = '" + actor +
                                              "' AND subject = 'user:" + std::to_string(ana.value) + "'");
    }
    std::uint64_t session_ends() {
        return support::count(connection, "SELECT COUNT(*) FROM event WHERE kind = 'session_end'");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(second_step_change, Ground)

BOOST_AUTO_TEST_CASE(whoever_came_in_by_it_switches_it_off_and_is_out_everywhere_else) {
    const auto here = by_both_steps();
    const auto told_before = session_ends();
    BOOST_TEST(state().on);
    BOOST_TEST(switch_off(here) == "ok");
    BOOST_TEST(!state().on);
    BOOST_TEST(state().codes_left == 0U);
    BOOST_TEST(alive(here));
    BOOST_TEST(!alive(keys));
    BOOST_TEST(session_ends() == told_before + 1, "sockets hear of it");
    BOOST_TEST(!sign_in(number, good).value().second_step.has_value(), "the password alone lets her in");
    BOOST_TEST(!take(codes[0]));
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM audit_log") == 0U, "no privileged act");
}

BOOST_AUTO_TEST_CASE(whoever_did_not_needs_a_code) {
    const auto other = by_both_steps();
    for (const char* wrong : {"", "000000", "aaaa-bbbb-cccc-dddd"})
        BOOST_TEST(switch_off(keys, wrong) == "second_step_wrong", wrong);
    BOOST_TEST(state().on);
    BOOST_TEST(alive(other));
    BOOST_TEST(switch_off(keys, fresh_code()) == "ok");
    BOOST_TEST(!state().on);
    BOOST_TEST(alive(keys));
    BOOST_TEST(!alive(other));
    codes = set_up();
    BOOST_TEST(switch_off(keys, codes[3]) == "ok", "a recovery code");
    BOOST_TEST(!state().on);
}

BOOST_AUTO_TEST_CASE(one_that_is_off_stays_off_and_ends_nothing) {
    const auto other = by_both_steps();
    BOOST_TEST(switch_off(other) == "ok");
    const auto later = *sign_in(number, good).value().keys;
    BOOST_TEST(switch_off(other, "") == "ok");
    BOOST_TEST(alive(later));
    (void)accounts::begin_second_step(connection, keyring, ana, "Ana").value();
    BOOST_TEST(switch_off(other, "") == "ok");
    BOOST_TEST(accounts::pending_second_step(connection, keyring, ana, "Ana").has_value(),
               "what is being set up in another window goes on");
}

BOOST_AUTO_TEST_CASE(tries_are_counted_with_those_of_the_sign_in) {
    config.limits.attempts = 3;
    clock.forward(std::chrono::hours{1});  // what came before is forgotten, and so are access tokens
    keys = accounts::renew(connection, sessions, keys.refresh, device).value();
    const auto half = sign_in(number, good).value().second_step.value();
    const auto finish = [&](const std::string& typed) {
        return told(accounts::finish_sign_in(connection, house, half, typed,
                                             {.phone = {}, .password = {}, .device = device, .guest = {}}));
    };
    BOOST_TEST(switch_off(keys, "000000") == "second_step_wrong");
    BOOST_TEST(told(renew("000000")) == "second_step_wrong");
    BOOST_TEST(finish("000000") == "second_step_wrong");
    BOOST_TEST(switch_off(keys, fresh_code()) == "too_many_attempts");
    BOOST_TEST(told(renew(codes[0])) == "too_many_attempts");
    BOOST_TEST(finish(codes[0]) == "too_many_attempts");
    BOOST_TEST(state().on);
    BOOST_TEST(state().codes_left == 10U, "nothing was used up");
}

BOOST_AUTO_TEST_CASE(staff_keep_it) {
    const auto here = by_both_steps();
    make_staff(connection);
    BOOST_TEST(state().staff);
    BOOST_TEST(switch_off(here) == "second_step_kept");
    BOOST_TEST(switch_off(keys, codes[0]) == "second_step_kept");
    BOOST_TEST(state().on);
    BOOST_TEST(state().codes_left == 10U, "the code was not used up");
    BOOST_TEST(alive(keys));
}

// A session that keeps its mark would open the staff's doors to whoever has the password alone.
BOOST_AUTO_TEST_CASE(a_session_no_longer_counts_as_one_with_a_second_step_once_it_is_off) {
    const auto here = by_both_steps();
    BOOST_TEST(session_of(here).second_step_taken);
    BOOST_TEST(switch_off(here) == "ok");
    make_staff(connection);
    BOOST_TEST(told(accounts::refusal(connection, session_of(here), accounts::Act::moderate)) ==
               "second_step_missing");
}

BOOST_AUTO_TEST_CASE(who_is_being_made_staff_at_that_moment_keeps_it) {
    const auto here = session_of(by_both_steps());
    db::Connection office(settings);
    db::Connection window(settings);
    std::future<std::optional<base::Error>> asked;
    {
        db::Transaction grant(office);
        BOOST_REQUIRE(store::lock_user(office, ana).has_value());
        store::add_role(office, ana, {.role = accounts::Role::admin, .room = std::nullopt}, clock.now());
        asked = std::async(std::launch::async,
                           [&] { return accounts::switch_off_second_step(window, house, here, ""); });
        support::wait_until_one_is_blocked(connection);
        grant.commit();
    }
    BOOST_TEST(told(asked.get()) == "second_step_kept");
    BOOST_TEST(state().on);
}

BOOST_AUTO_TEST_CASE(new_recovery_codes_take_the_place_of_the_old) {
    BOOST_TEST(take(codes[0]));
    BOOST_TEST(state().codes_left == 9U);
    for (const char* wrong : {"", "000000", "aaaa-bbbb-cccc-dddd"})
        BOOST_TEST(told(renew(wrong)) == "second_step_wrong", wrong);
    BOOST_TEST(told(renew(codes[0])) == "second_step_wrong", "used up");
    BOOST_TEST(state().codes_left == 9U);
    const auto made = renew(fresh_code()).value();
    BOOST_TEST(std::set(made.begin(), made.end()).size() == 10U);
    BOOST_TEST(state().codes_left == 10U);
    BOOST_TEST(!take(codes[1]));
    BOOST_TEST(take(made[1]));
    const auto again = renew(made[2]).value();
    BOOST_TEST(!take(made[3]));
    BOOST_TEST(take(again[3]));
    BOOST_TEST(alive(keys), "nobody is signed out");
    BOOST_TEST(support::count(connection, "SELECT COUNT(*) FROM audit_log") == 0U);
    BOOST_TEST(switch_off(keys, again[4]) == "ok");
    BOOST_TEST(told(renew(again[5])) == "second_step_wrong", "there is none to renew for");
}

BOOST_AUTO_TEST_CASE(what_staff_do_to_theirs_goes_on_record) {
    const auto self = audit::by_user(ana);
    make_staff(connection);
    BOOST_TEST(told(renew("000000")) == "second_step_wrong");
    BOOST_TEST(recorded("second_step.codes", self) == 0U);
    BOOST_TEST(renew(fresh_code()).ok());
    BOOST_TEST(recorded("second_step.codes", self) == 1U);
    BOOST_TEST(*reset(ana));
    BOOST_TEST(recorded("second_step.on", self) == 0U);
    set_up();
    BOOST_TEST(recorded("second_step.on", self) == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken.has_value(), "the end is kept in the file too");
}

BOOST_AUTO_TEST_CASE(the_operator_takes_it_away_from_staff_too_and_every_session_ends) {
    const auto here = by_both_steps();
    make_staff(connection);
    BOOST_TEST(*reset(ana));
    BOOST_TEST(!state().on);
    BOOST_TEST(!take(codes[0]));
    for (const auto& one : {keys, here}) {
        BOOST_TEST(!alive(one));
        BOOST_TEST(told(accounts::renew(connection, sessions, one.refresh, device)) == "invalid_session");
    }
    BOOST_TEST(recorded("second_step.reset", "operator") == 1U);
    BOOST_TEST(!audit::verify(connection, config).broken.has_value());
    const auto later = *sign_in(number, good).value().keys;
    BOOST_TEST(told(accounts::refusal(connection, session_of(later), accounts::Act::moderate)) ==
               "second_step_missing");
    BOOST_TEST(!*reset(ana), "there is none any more");
    BOOST_TEST(alive(later));
    BOOST_TEST(recorded("second_step.reset", "operator") == 1U, "what changes nothing is no act");
}

BOOST_AUTO_TEST_CASE(there_is_nothing_to_take_away_from_nobody) {
    BOOST_TEST(told(reset(base::UserId{4711})) == "not_found");
    BOOST_TEST(!accounts::delete_account(connection, house, session_of(keys), good).has_value());
    BOOST_TEST(told(reset(ana)) == "not_found", "deleted");
}

BOOST_AUTO_TEST_SUITE_END()
