#include "core/store/sms_outbox.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/sms_post.h"

using std::chrono::hours;
using std::chrono::minutes;
using store::SmsStatus;

BOOST_FIXTURE_TEST_SUITE(sms_outbox, SmsPost)

BOOST_AUTO_TEST_CASE(the_one_that_waited_longest_is_claimed_first_and_only_once) {
    const auto first = queue(ann);
    clock.forward(minutes{1});
    const auto second = queue(bob);
    const auto claimed = claim();
    BOOST_REQUIRE(claimed.has_value());
    BOOST_TEST((claimed->id == first));
    BOOST_TEST(claimed->attempts == 1U);
    BOOST_TEST(opened(claimed->phone) == ann.e164);
    BOOST_TEST((row(first).status == SmsStatus::sending));
    BOOST_TEST(row(first).attempts == 1U);
    BOOST_TEST((claim()->id == second));
    BOOST_TEST(!claim().has_value());
}

BOOST_AUTO_TEST_CASE(a_sent_message_keeps_its_reference_and_neither_phone_nor_text) {
    const auto id = queue(ann);
    claim();
    store::finish_sms_sent(connection, id, "SM1", clock.now());
    const auto sms = row(id);
    BOOST_TEST((sms.status == SmsStatus::sent));
    BOOST_TEST(sms.reference == "SM1");
    BOOST_TEST((sms.sent_at == clock.now()));
    BOOST_TEST(sms.phone.text.empty());
    BOOST_TEST(sms.body.text.empty());
    BOOST_TEST(store::list_sms(connection, false, 10).empty());
}

BOOST_AUTO_TEST_CASE(a_message_put_back_is_due_at_its_time) {
    const auto id = queue(ann);
    claim();
    store::finish_sms_waiting(connection, id, clock.now() + minutes{2}, "Twilio answered 500");
    BOOST_TEST(row(id).last_error == "Twilio answered 500");
    clock.forward(minutes{2} - base::Millis{1});
    BOOST_TEST(!claim().has_value());
    clock.forward(base::Millis{1});
    BOOST_TEST(claim()->attempts == 2U);
}

BOOST_AUTO_TEST_CASE(only_a_message_being_sent_is_finished) {
    const auto id = queue(ann);
    store::finish_sms_sent(connection, id, "SM1", clock.now());
    store::finish_sms_failed(connection, id, "x");
    store::finish_sms_unknown(connection, id, "x", clock.now());
    store::finish_sms_waiting(connection, id, clock.now() + hours{1}, "x");
    BOOST_TEST((row(id).status == SmsStatus::waiting));
    BOOST_TEST((row(id).next_attempt_at == clock.now()));
}

BOOST_AUTO_TEST_CASE(what_was_left_in_sending_may_have_arrived) {
    const auto left = queue(ann);
    claim();
    const auto waiting = queue(bob);
    BOOST_TEST(store::abandon_sending_sms(connection, clock.now() + minutes{1}) == 1U);
    BOOST_TEST((row(left).status == SmsStatus::unknown));
    BOOST_TEST((row(waiting).status == SmsStatus::waiting));
    BOOST_TEST((claim()->id == waiting));
    BOOST_TEST(!claim().has_value(), "it is not sent again by itself");
}

BOOST_AUTO_TEST_CASE(a_message_of_no_use_any_more_is_not_sent_and_is_emptied) {
    const auto id = queue(ann);
    const auto tried = queue(bob);
    claim();
    store::finish_sms_waiting(connection, id, clock.now(), "Twilio answered 500");
    clock.forward(minutes{30} - base::Millis{1});
    BOOST_TEST(store::expire_sms(connection, clock.now(), 10) == 0U);
    clock.forward(base::Millis{1});
    BOOST_TEST(!claim().has_value(), "also before the clean-up");
    BOOST_TEST(store::expire_sms(connection, clock.now(), 10) == 2U);
    BOOST_TEST((row(id).status == SmsStatus::failed));
    BOOST_TEST(row(id).last_error == "expired; before: Twilio answered 500");
    BOOST_TEST(row(tried).last_error == "expired");
    BOOST_TEST(!row(id).phone.text.empty());
    BOOST_TEST(store::empty_expired_sms(connection, clock.now(), 10) == 2U);
    BOOST_TEST(row(id).phone.text.empty());
    BOOST_TEST(row(id).body.text.empty());
    BOOST_TEST(store::empty_expired_sms(connection, clock.now(), 10) == 0U);
}

BOOST_AUTO_TEST_CASE(the_clean_up_leaves_alone_what_is_still_of_use) {
    const auto failed = queue(ann);
    claim();
    store::finish_sms_failed(connection, failed, "Twilio answered 400");
    queue(bob);
    BOOST_TEST(store::expire_sms(connection, clock.now(), 10) == 0U);
    BOOST_TEST(store::empty_expired_sms(connection, clock.now(), 10) == 0U);
    BOOST_TEST(store::delete_old_sms(connection, clock.now() - hours{1}, 10) == 0U);
    clock.forward(hours{2});
    BOOST_TEST(store::delete_old_sms(connection, clock.now() - hours{1}, 10) == 1U, "the waiting one stays");
}

BOOST_AUTO_TEST_CASE(the_operator_sees_what_is_not_sent_the_oldest_first) {
    const auto sent = queue(ann);
    claim();
    store::finish_sms_sent(connection, sent, "SM1", clock.now());
    const auto failed = queue(ann);
    claim();
    store::finish_sms_failed(connection, failed, std::string(600, 'x'));
    const auto waiting = queue(bob);
    const auto list = store::list_sms(connection, false, 10);
    BOOST_REQUIRE(list.size() == 2U);
    BOOST_TEST((list[0].id == failed));
    BOOST_TEST(list[0].last_error.size() == 500U);
    BOOST_TEST((list[1].id == waiting));
    BOOST_TEST(store::list_sms(connection, true, 10).size() == 3U);
    BOOST_TEST((store::list_sms(connection, true, 1).at(0).id == waiting), "of too many the newest");
}

BOOST_AUTO_TEST_CASE(the_operator_may_have_an_unsent_message_sent_again_while_it_is_of_use) {
    const auto id = queue(ann);
    BOOST_TEST(retry(id), "a waiting one, sooner");
    claim();
    BOOST_TEST(!retry(id), "not one that is being sent");
    store::finish_sms_unknown(connection, id, "no answer", clock.now());
    BOOST_TEST(retry(id));
    BOOST_TEST(claim()->attempts == 1U, "as if it were new");
    store::finish_sms_failed(connection, id, "Twilio answered 400");
    clock.forward(minutes{30});
    BOOST_TEST(!retry(id), "of no use any more");
    BOOST_TEST(!retry(store::SmsId{id.value + 1}));
}

BOOST_AUTO_TEST_CASE(the_operator_may_drop_an_unsent_message) {
    const auto id = queue(ann);
    claim();
    BOOST_TEST(!store::drop_sms(connection, id), "not one that is being sent");
    store::finish_sms_unknown(connection, id, "no answer", clock.now());
    BOOST_TEST(store::drop_sms(connection, id));
    BOOST_TEST(!store::drop_sms(connection, id));
    const auto sent = queue(ann);
    claim();
    store::finish_sms_sent(connection, sent, "SM1", clock.now());
    BOOST_TEST(!store::drop_sms(connection, sent));
    BOOST_TEST(store::list_sms(connection, true, 10).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
