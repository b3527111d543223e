#include "core/store/sms_inquiries.h"

#include <boost/test/unit_test.hpp>

#include "tests/core/sms_post.h"

using std::chrono::minutes;
using store::SmsStatus;

namespace {

struct Doubt : SmsPost {
    store::SmsId doubtful(const accounts::Phone& phone) {
        const auto id = queue(phone);
        claim();
        store::finish_sms_unknown(connection, id, "no answer", clock.now() + minutes{1});
        return id;
    }
    std::optional<store::DoubtfulSms> next() {
        return store::next_doubtful_sms(connection, sender, clock.now());
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sms_inquiries, Doubt)

BOOST_AUTO_TEST_CASE(what_is_doubtful_is_due_at_its_time) {
    const base::Time attempted = clock.now();
    const auto id = doubtful(ann);
    BOOST_TEST(!next().has_value());
    clock.forward(minutes{1});
    const auto sms = next();
    BOOST_REQUIRE(sms.has_value());
    BOOST_TEST((sms->id == id));
    BOOST_TEST((sms->attempted_at == attempted));
    BOOST_TEST(opened(sms->phone) == ann.e164);
    BOOST_TEST(opened(sms->body) == "hello");
    BOOST_TEST(sms->attempts == 1U);
    BOOST_TEST(sms->absences == 0U);
    BOOST_TEST(sms->last_error == "no answer");
}

BOOST_AUTO_TEST_CASE(only_who_sent_it_can_be_asked_while_it_is_of_use) {
    doubtful(ann);
    clock.forward(minutes{1});
    BOOST_TEST(!store::next_doubtful_sms(connection, std::string(64, 'b'), clock.now()).has_value());
    BOOST_TEST(next().has_value());
    clock.forward(minutes{29});
    BOOST_TEST(!next().has_value());
}

BOOST_AUTO_TEST_CASE(what_was_said_is_kept_until_the_next_attempt) {
    const auto id = doubtful(ann);
    const auto due = clock.now() + minutes{5};
    store::note_sms_inquiry(connection, id, {.word = "not known", .absences = 1, .ask_at = due});
    BOOST_TEST(row(id).inquiry == "not known");
    BOOST_TEST(row(id).last_error == "no answer");
    BOOST_TEST((row(id).next_attempt_at == due));
    clock.forward(minutes{5});
    BOOST_TEST(next()->absences == 1U);
    store::finish_sms_waiting(connection, id, clock.now(), "no answer");
    BOOST_TEST(row(id).inquiry == "not known");
    claim();
    BOOST_TEST(row(id).inquiry.empty());
    store::finish_sms_unknown(connection, id, "no answer", clock.now());
    BOOST_TEST(next()->absences == 0U, "another attempt, another question");
    BOOST_TEST((next()->attempted_at == clock.now()));
}

BOOST_AUTO_TEST_CASE(nothing_is_noted_with_a_message_that_is_settled) {
    const auto id = doubtful(ann);
    BOOST_TEST(retry(id), "by the operator, while the question is asked");
    const auto due = row(id).next_attempt_at;
    store::note_sms_inquiry(connection, id, {.word = "known", .absences = 1, .ask_at = due + minutes{9}});
    store::finish_sms_sent(connection, id, "SM1", clock.now());
    BOOST_TEST(row(id).inquiry.empty());
    BOOST_TEST((row(id).status == SmsStatus::waiting));
    BOOST_TEST((row(id).next_attempt_at == due));
}

BOOST_AUTO_TEST_CASE(a_doubtful_message_is_settled_by_what_is_said) {
    const auto found = doubtful(ann);
    store::finish_sms_sent(connection, found, "SM1", clock.now());
    BOOST_TEST((row(found).status == SmsStatus::sent));
    BOOST_TEST(row(found).phone.text.empty());
    const auto failed = doubtful(ann);
    store::finish_sms_failed(connection, failed, "x");
    BOOST_TEST((row(failed).status == SmsStatus::failed));
}

BOOST_AUTO_TEST_SUITE_END()
