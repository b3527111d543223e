// SMS that Twilio did not answer for settle by what it says when it is asked, and none is sent twice.
#include <boost/test/unit_test.hpp>

#include "tests/admin/sms_carrier.h"

using std::chrono::minutes;
using std::chrono::seconds;
using store::SmsStatus;
using support::Behaviour;

BOOST_FIXTURE_TEST_SUITE(sms_settling, SmsCarrier)

BOOST_AUTO_TEST_CASE(a_time_out_of_a_message_that_twilio_took_is_found_out) {
    const auto id = queue();
    twilio.serve(
        {Behaviour::be_silent(), lists({message("SM9", "+12024561111", "another"), message("SM1")})});
    run();
    BOOST_TEST(is(id, SmsStatus::unknown));
    run_after(seconds{60} - base::Millis{1});
    BOOST_TEST(asked_about() == 0U, "not yet: Twilio may still be at it");
    run_after(tick);
    BOOST_REQUIRE(asked_about() == 1U);
    BOOST_TEST(twilio.requests().at(1).path ==
               "/2010-04-01/Accounts/AC1/Messages.json?To=%2B12024561111&From=%2B15005550006&PageSize=100");
    BOOST_TEST(is(id, SmsStatus::sent));
    BOOST_TEST(row(id).reference == "SM1");
    BOOST_TEST(row(id).phone.text.empty());
    run_after(minutes{20});
    BOOST_TEST(twilio.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_twilio_does_not_know_is_sent_once_more) {
    const auto id = doubtful();
    const base::Time attempted = clock.now();
    const std::string why = row(id).last_error;
    twilio.serve({lists({}), lists({message("SM9", "+12024561111", "another")}), accept("SM2")});
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::unknown), "once is not enough");
    BOOST_TEST(row(id).inquiry == "not known to Twilio");
    BOOST_TEST(row(id).last_error == why);
    BOOST_TEST((row(id).next_attempt_at == attempted + minutes{5}));
    run_after(minutes{4} - base::Millis{1});
    BOOST_TEST(asked_about() == 1U);
    run_after(tick);
    BOOST_TEST(is(id, SmsStatus::waiting));
    BOOST_TEST(row(id).inquiry == "not known to Twilio: it was not sent");
    BOOST_TEST(row(id).last_error == why);
    BOOST_TEST((row(id).next_attempt_at == clock.now() + seconds{30}));
    run_after(seconds{30});
    BOOST_TEST(is(id, SmsStatus::sent));
    BOOST_TEST(row(id).reference == "SM2");
    BOOST_TEST(row(id).attempts == 2U);
    run_after(minutes{20});
    BOOST_TEST(handed_in() == 2U);
    BOOST_TEST(asked_about() == 2U);
}

BOOST_AUTO_TEST_CASE(a_message_that_shows_late_is_not_sent_again) {
    const auto id = doubtful();
    twilio.serve({lists({}), lists({message("SM1")})});
    run_after(minutes{1});
    run_after(minutes{4});
    BOOST_TEST(is(id, SmsStatus::sent));
    run_after(minutes{20});
    BOOST_TEST(handed_in() == 1U);
}

BOOST_AUTO_TEST_CASE(a_question_that_is_not_answered_is_put_again) {
    const auto id = doubtful();
    twilio.serve(
        {Behaviour::answer(500, R"({"code": 20500})"), Behaviour::be_silent(), lists({message("SM1")})});
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::unknown));
    BOOST_TEST(row(id).inquiry == "Twilio answered 500, code 20500");
    BOOST_TEST((row(id).next_attempt_at == clock.now() + minutes{1}));
    run_after(minutes{1});
    BOOST_TEST(row(id).inquiry.starts_with("no answer from Twilio: "));
    BOOST_TEST((row(id).next_attempt_at == clock.now() + minutes{2}));
    run_after(minutes{2} - base::Millis{1});
    BOOST_TEST(asked_about() == 2U);
    run_after(tick);
    BOOST_TEST(is(id, SmsStatus::sent));
    BOOST_TEST(handed_in() == 1U);
}

BOOST_AUTO_TEST_CASE(twilio_s_wish_for_patience_holds_for_every_message) {
    doubtful();
    twilio.serve({Behaviour::answer(429, "{}", "Retry-After: 100\r\n")});
    run_after(minutes{1});
    const auto next = queue("+12024562222");
    run_after(seconds{99});
    BOOST_TEST(row(next).attempts == 0U);
    twilio.serve({accept("SM2"), lists({message("SM1")})});
    run_after(tick);
    BOOST_TEST(is(next, SmsStatus::sent));
}

BOOST_AUTO_TEST_CASE(a_message_of_no_use_any_more_is_neither_asked_about_nor_sent) {
    const auto unasked = doubtful();
    twilio.serve({Behaviour::answer(500, "")});
    run_after(minutes{20});
    const auto told_late = doubtful();
    connection.run(
        "UPDATE sms_outbox SET absences = 1, expires_at = expires_at - INTERVAL 1435 SECOND WHERE id = " +
        std::to_string(told_late.value));
    twilio.serve({lists({})});
    run_after(minutes{6});
    BOOST_TEST(is(told_late, SmsStatus::waiting));
    run_after(minutes{5});
    BOOST_TEST(is(told_late, SmsStatus::waiting), "the clean-up makes it FAILED");
    BOOST_TEST(is(unasked, SmsStatus::unknown), "and the operator sees it");
    BOOST_TEST(row(unasked).inquiry == "Twilio answered 500");
    BOOST_TEST(handed_in() == 2U);
    BOOST_TEST(asked_about() == 2U);
}

BOOST_AUTO_TEST_CASE(another_account_or_number_cannot_say_and_is_not_asked) {
    const auto id = doubtful();
    config.twilio.from_number = "+15005550001";
    run_after(minutes{10});
    BOOST_TEST(is(id, SmsStatus::unknown));
    BOOST_TEST(twilio.requests().size() == 1U);
    config.twilio.from_number = "+15005550006";
    twilio.serve({lists({message("SM1")})});
    run_after(tick);
    BOOST_TEST(is(id, SmsStatus::sent));
}

BOOST_AUTO_TEST_CASE(an_account_that_shows_no_texts_leaves_it_to_the_operator) {
    const auto id = doubtful();
    twilio.serve({lists({message("SM1", "+12024561111", "")}), lists({message("SM1", "+12024561111", "")})});
    run_after(minutes{1});
    run_after(minutes{9});
    BOOST_TEST(is(id, SmsStatus::unknown));
    BOOST_TEST(row(id).inquiry.find("does not show it whole") != std::string::npos);
    BOOST_TEST(handed_in() == 1U);
}

BOOST_AUTO_TEST_CASE(what_twilio_took_and_gave_up_on_is_failed) {
    const auto id = doubtful();
    auto lost = message("SM1");
    lost["status"] = "undelivered";
    lost["error_code"] = 30005;
    twilio.serve({lists({lost})});
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::failed));
    BOOST_TEST(row(id).last_error == "Twilio took it: undelivered, code 30005");
}

BOOST_AUTO_TEST_CASE(the_last_attempt_ends_it_here_too) {
    const auto id = doubtful();
    connection.run("UPDATE sms_outbox SET attempts = 10, last_error = 'no answer'");
    twilio.serve({lists({}), lists({})});
    run_after(minutes{1});
    run_after(minutes{4});
    BOOST_TEST(is(id, SmsStatus::failed));
    BOOST_TEST(row(id).last_error == "given up; no answer");
}

BOOST_AUTO_TEST_CASE(a_long_list_is_read_to_its_end_or_not_believed) {
    const std::string path = "/2010-04-01/Accounts/AC1/Messages.json?Page=1";
    const auto id = doubtful();
    twilio.serve({lists({}, path), lists({message("SM1")})});
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::sent));
    BOOST_TEST(twilio.requests().at(2).path == path);
    BOOST_TEST(twilio.requests().at(2).headers.at("authorization") ==
               twilio.requests().at(1).headers.at("authorization"));
    const auto endless = doubtful();
    twilio.serve(std::vector(10, lists({}, path)));
    run_after(minutes{1});
    BOOST_TEST(is(endless, SmsStatus::unknown));
    BOOST_TEST(row(endless).inquiry == "Twilio's list of messages is too long");
    BOOST_TEST(asked_about() == 12U);
}

BOOST_AUTO_TEST_CASE(the_operator_s_word_goes_before_twilio_s) {
    const auto id = doubtful();
    twilio.serve({lists({message("SM1")}, "",
                        [&] {
                            db::transact(observer, [&](db::Connection& inside) {
                                return store::retry_sms(inside, id, clock.now());
                            });
                        }),
                  accept("SM2")});
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::waiting));
    run_after(tick);
    BOOST_TEST(row(id).reference == "SM2");
}

BOOST_AUTO_TEST_CASE(an_inquirer_that_was_taken_over_records_nothing) {
    const auto id = doubtful();
    const auto take_over = [&] {
        clock.forward(minutes{2});
        store::lease_job(observer, "send-sms", "two", clock.now(), minutes{1});
    };
    twilio.serve({lists({message("SM1")}, "", take_over)});
    run_after(minutes{1});
    BOOST_TEST(is(id, SmsStatus::unknown));
    BOOST_TEST(row(id).inquiry.empty());
}

BOOST_AUTO_TEST_CASE(a_house_that_sends_and_is_in_doubt_does_both) {
    const auto id = doubtful();
    clock.forward(minutes{1});
    const auto fresh = queue("+12024562222");
    twilio.serve({accept("SM2"), lists({message("SM1")})});
    run();
    BOOST_TEST(is(fresh, SmsStatus::sent));
    BOOST_TEST(is(id, SmsStatus::sent));
}

BOOST_AUTO_TEST_SUITE_END()
