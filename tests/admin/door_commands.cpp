#include "admin/door_commands.h"

#include <boost/test/unit_test.hpp>

#include "admin/jobs.h"
#include "core/store/admissions.h"
#include "core/store/jobs.h"
#include "tests/core/door.h"

namespace {

struct Porter : support::AtTheDoor {
    std::string order(std::optional<std::string> people = std::nullopt,
                      std::optional<std::uint64_t> guests = std::nullopt, std::string slug = "en-all") {
        return admin::change_capacity(
                   connection, config, clock,
                   {.slug = std::move(slug), .people = std::move(people), .guests = guests})
            .text;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(door_commands, Porter)

BOOST_AUTO_TEST_CASE(the_operator_sets_asks_and_takes_away_a_bound) {
    BOOST_TEST(order() == "en-all: as many as come\n");
    BOOST_TEST(order("50", 40) ==
               "en-all: 50 people, at most 40 of them guests; 0 places taken or held, 0 by guests; 0 wait\n");
    order("1");
    lounge = *store::find_lounge(connection, "en-all");
    come(cy);
    come(dan);
    BOOST_TEST(order() ==
               "en-all: 1 people, at most 1 of them guests; 1 places taken or held, 1 by guests; 1 wait\n");
    BOOST_TEST(order("none") == "en-all: as many as come\n");
    BOOST_TEST(
        support::count(connection, "SELECT COUNT(*) FROM audit_log WHERE action = 'lounge.capacity'") == 3U);
}

BOOST_AUTO_TEST_CASE(orders_that_make_no_sense_are_refused) {
    for (const char* people : {"0", "-1", "many", "1000001", "1.5", ""})
        BOOST_CHECK_THROW(order(people), std::runtime_error);
    BOOST_CHECK_THROW(order("5", 6), std::runtime_error);
    BOOST_CHECK_THROW(order("none", 6), std::runtime_error);
    BOOST_CHECK_THROW(order(std::nullopt, 6), std::runtime_error);
    BOOST_CHECK_THROW(order("5", std::nullopt, "nowhere"), std::runtime_error);
    BOOST_TEST(order() == "en-all: as many as come\n");
}

BOOST_AUTO_TEST_CASE(the_job_calls_the_next_where_nobody_comes_by) {
    bound(1);
    come(cy);
    come(dan);
    const auto job = admin::doors_job(house);
    store::ensure_job(connection, job.name, clock.now());
    for (int i = 0; i < 12; ++i) {
        clock.forward(base::Millis{5000});
        see({dan});
        BOOST_TEST(admin::run_due_jobs(connection, clock, {job}, "one") == 1U);
    }
    BOOST_TEST((store::find_admission(connection, lounge.id, dan.participant.id)->state ==
                store::PlaceState::called));
    BOOST_TEST(!store::find_admission(connection, lounge.id, cy.participant.id).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
