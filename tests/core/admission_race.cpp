// Two at a door at once, in an order that the server confirms; and what the operator and moderators do there.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <future>

#include "core/db/transaction.h"
#include "core/store/presence.h"
#include "tests/core/door.h"

using support::AtTheDoor;

namespace {

struct Crowd : AtTheDoor {
    db::Connection observer{settings};
    const audit::Log log{config};

    auto come_aside(const accounts::Session& who) {
        return std::async(std::launch::async,
                          [this, who] { return told(chat::come_in(connection, house, lounge, who)); });
    }
    // Empty when it is done.
    std::string change(std::optional<std::uint64_t> people,
                       std::optional<std::uint64_t> guests = std::nullopt) {
        const auto refused = chat::change_bounds(
            connection, house, log, {lounge.id, people, guests, std::string(audit::by_operator)});
        lounge = *store::find_lounge(connection, lounge.slug);
        return refused ? std::string(base::wire_code(refused->code)) : "";
    }
    std::string call(const accounts::Session& moderator, const accounts::Session& who) {
        const auto refused =
            chat::call_out_of_turn(connection, house, log, lounge, moderator, who.participant.id);
        return refused ? std::string(base::wire_code(refused->code)) : "called";
    }
    std::string record() {
        auto rows =
            observer.query("SELECT actor, action, subject, detail FROM audit_log ORDER BY id DESC LIMIT 1");
        return rows.next() ? rows.text(0) + " " + rows.text(1) + " " + rows.text(2) + " " + rows.text(3) : "";
    }
    std::string lounge_subject() const { return "lounge:" + std::to_string(lounge.id.value); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(admission_race, Crowd)

BOOST_AUTO_TEST_CASE(of_two_who_come_at_once_for_one_place_one_gets_it) {
    bound(1);
    db::Transaction first(other);
    store::lock_gate(other, lounge.id, clock.now());
    auto second = come_aside(dan);
    support::wait_until_one_is_blocked(observer);
    store::add_admission(other, lounge.id,
                         {.participant = cy.participant.id,
                          .state = store::PlaceState::in,
                          .waiting_since = clock.now(),
                          .called_at = std::nullopt,
                          .seen_at = clock.now()});
    first.commit();
    BOOST_TEST(second.get() == "1");
}

BOOST_AUTO_TEST_CASE(talk_goes_on_while_places_are_given_away) {
    bound(2);
    come(cy);
    db::Transaction giving(other);
    store::lock_gate(other, lounge.id, clock.now());
    BOOST_TEST(support::told(chat::post(connection, house, by(cy.participant.id, "c1"))) == "1");
    BOOST_TEST(told(come(cy)) == "in", "who is in needs no gate");
}

BOOST_AUTO_TEST_CASE(many_through_several_programs_never_take_more_places_than_there_are) {
    constexpr std::size_t crowd = 24;
    bound(5, 3);
    std::vector<accounts::Session> people;
    for (std::size_t i = 0; i < crowd; ++i) people.push_back(guest("p" + std::to_string(i)));
    const auto run = [&](std::size_t from) {
        db::Connection own(settings);
        for (std::size_t i = from; i < crowd; i += 3) chat::come_in(own, house, lounge, people[i]);
        for (std::size_t i = from; i < crowd; i += 6)
            chat::give_up(own, house, lounge.id, people[i].participant.id);
        for (std::size_t i = from; i < crowd; i += 3) chat::come_in(own, house, lounge, people[i]);
    };
    std::vector<std::future<void>> programs;
    for (std::size_t i = 0; i < 3; ++i) programs.push_back(std::async(std::launch::async, run, i));
    const auto all_ended = [&] {
        return std::ranges::all_of(programs, [](const auto& one) {
            return one.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
        });
    };
    std::uint64_t most = 0;
    while (!all_ended()) most = std::max(most, store::taken(observer, lounge.id).guests);
    for (auto& one : programs) one.get();
    BOOST_TEST(most <= 3U);
    BOOST_TEST(store::taken(observer, lounge.id).guests == 3U);
    BOOST_TEST(support::count(observer, "SELECT COUNT(*) FROM admission") == crowd);
}

BOOST_AUTO_TEST_CASE(the_operator_sets_a_bound_on_record_and_whoever_is_in_stays_in) {
    const auto sidecar = store::register_sidecar(connection, "ws1", clock.now());
    store::add_present(connection, sidecar.id,
                       {{lounge.id, cy.participant.id}, {lounge.id, dan.participant.id}});
    BOOST_TEST(change(1) == "");
    BOOST_TEST(record() == "operator lounge.capacity " + lounge_subject() + R"( {"people":1,"guests":null})");
    BOOST_TEST(stands(cy) == "in");
    BOOST_TEST(stands(dan) == "in");
    BOOST_TEST(told(come(eve)) == "1");
    give_up(cy);
    BOOST_TEST(stands(eve) == "1", "one above the bound has left: it is full still");
    give_up(dan);
    BOOST_TEST(stands(eve) == "held");
}

BOOST_AUTO_TEST_CASE(a_bound_that_is_raised_or_taken_away_lets_in_who_waits) {
    change(1);
    come(cy);
    come(dan);
    come(eve);
    change(2);
    BOOST_TEST(stands(dan) == "held");
    change(std::nullopt);
    BOOST_TEST(stands(eve) == "in");
    BOOST_TEST(told(come(eve)) == "in");
    BOOST_TEST(support::count(observer, "SELECT COUNT(*) FROM admission") == 0U);
}

BOOST_AUTO_TEST_CASE(bounds_that_make_no_sense_are_refused_and_leave_no_trace) {
    BOOST_TEST(change(0) == "bad_request");
    BOOST_TEST(change(3, 4) == "bad_request");
    BOOST_TEST(change(std::nullopt, 4) == "bad_request");
    BOOST_TEST(record() == "");
}

BOOST_AUTO_TEST_CASE(a_moderator_calls_one_out_of_turn_into_a_full_lounge_and_it_is_on_record) {
    bound(1);
    for (const auto& who : {cy, dan, eve}) come(who);
    auto mia = member("mia");
    BOOST_TEST(call(cy, eve) == "members_only");
    BOOST_TEST(call(mia, eve) == "not_allowed");
    store::add_role(connection, *mia.user, {store::Role::moderator, std::nullopt}, clock.now());
    BOOST_TEST(call(mia, eve) == "second_step_missing");
    BOOST_TEST(record() == "");
    mia.second_step_taken = true;
    BOOST_TEST(call(mia, eve) == "called");
    BOOST_TEST(record() == "user:" + std::to_string(mia.user->value) + " lounge.admit " + lounge_subject() +
                               R"( {"participant":)" + std::to_string(eve.participant.id.value) + "}");
    BOOST_TEST(told(come(eve)) == "in");
    BOOST_TEST(stands(dan) == "1");
    BOOST_TEST(call(mia, eve) == "not_waiting");
    BOOST_TEST(call(mia, cy) == "not_waiting");
}

BOOST_AUTO_TEST_SUITE_END()
