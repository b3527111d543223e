#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <csignal>

#include "admin/sms_job.h"
#include "tests/admin/sms_carrier.h"

using std::chrono::minutes;
using store::SmsStatus;

BOOST_FIXTURE_TEST_SUITE(sms_job_crash, SmsCarrier)

BOOST_AUTO_TEST_CASE(a_sender_killed_between_sending_and_recording_leaves_an_outcome_to_be_asked_for) {
    const auto id = queue();
    // The child is forked before this test has a second thread.
    const pid_t child = fork();
    if (child == 0) {
        try {
            db::Connection own(config.database);
            admin::SmsJob mortal(config, keyring, base::HttpBounds{});
            run(mortal, own, clock, "mortal");
        } catch (...) {
            _exit(1);
        }
        _exit(0);
    }
    twilio.serve({accept("SM1", [&] { ::kill(child, SIGKILL); })});
    int status = 0;
    ::waitpid(child, &status, 0);
    BOOST_REQUIRE(WIFSIGNALED(status));
    BOOST_TEST(is(id, SmsStatus::sending));
    BOOST_TEST(run(sender, connection, clock, "one") == 0U, "its lease holds for a while");
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::unknown));
    BOOST_TEST(row(id).last_error == "the job ended while it was being sent");
    twilio.serve({lists({message("SM1")})});
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::sent));
    BOOST_TEST(row(id).reference == "SM1");
    run_after(minutes{10});
    BOOST_TEST(handed_in() == 1U);
    BOOST_TEST(asked_about() == 1U);
}

BOOST_AUTO_TEST_CASE(a_sender_killed_before_it_sent_is_made_up_for_once) {
    const auto id = queue();
    // As a crash leaves it: claimed and committed, and nobody was asked.
    db::transact(connection, [&](db::Connection& inside) {
        return store::claim_sms(inside, accounts::twilio_sender(config.twilio), clock.now());
    });
    run();
    BOOST_TEST(is(id, SmsStatus::unknown));
    twilio.serve({lists({}), lists({}), accept("SM1")});
    run_after(minutes{1});
    run_after(minutes{4});
    BOOST_TEST(is(id, SmsStatus::waiting));
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::sent));
    run_after(minutes{10});
    BOOST_TEST(handed_in() == 1U);
    BOOST_TEST(asked_about() == 2U);
}

BOOST_AUTO_TEST_CASE(a_sender_that_was_taken_over_records_nothing) {
    const auto id = queue();
    std::size_t ran = 0;
    const auto take_over = [&] {
        clock.forward(minutes{1});
        admin::SmsJob successor(config, keyring, patience);
        ran = run(successor, observer, clock, "two");
    };
    twilio.serve({accept("SM1", take_over)});
    run();
    BOOST_TEST(ran == 1U);
    BOOST_TEST(is(id, SmsStatus::unknown), "so says the successor, who could not know");
    BOOST_TEST(row(id).reference.empty());
    BOOST_TEST(twilio.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lost_database_leaves_an_unknown_outcome) {
    const auto id = queue();
    twilio.serve({accept("SM1", [&] { support::kill(observer, support::id_of(connection)); })});
    BOOST_CHECK_THROW(run(), db::ConnectionLost);
    clock.forward(minutes{1});
    db::Connection fresh(config.database);
    BOOST_TEST(run(sender, fresh, clock, "two") == 1U);
    BOOST_TEST(is(id, SmsStatus::unknown));
    BOOST_TEST(twilio.requests().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
