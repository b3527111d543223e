#include "core/accounts/sms_patience.h"

#include <boost/test/unit_test.hpp>

namespace {

using std::chrono::seconds;

const base::Limits limits;
const base::Time attempted = base::from_epoch_ms(1'767'268'800'000);

// Seconds after the attempt when it is asked about next, having been asked at `at`; -1: not again.
std::int64_t after_absence(unsigned absences, seconds at) {
    const auto next = accounts::ask_after_absence(limits, {.attempted_at = attempted, .absences = absences},
                                                  attempted + at);
    return next ? (*next - attempted).count() / 1000 : -1;
}
std::int64_t after_silence(seconds at) {
    const auto next = accounts::ask_after_silence(limits, {.attempted_at = attempted}, attempted + at);
    return (next - attempted).count() / 1000;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sms_patience)

BOOST_AUTO_TEST_CASE(an_absence_is_believed_when_it_is_told_twice_and_late) {
    BOOST_TEST(after_absence(1, seconds{60}) == 300);
    BOOST_TEST(after_absence(2, seconds{120}) == 300, "twice, and too early");
    BOOST_TEST(after_absence(2, seconds{299}) == 359);
    BOOST_TEST(after_absence(2, seconds{300}) == -1);
    BOOST_TEST(after_absence(1, seconds{1000}) == 1060, "late, and only once");
    BOOST_TEST(after_absence(2, seconds{1060}) == -1);
}

BOOST_AUTO_TEST_CASE(a_question_without_an_answer_is_put_again_less_and_less_often) {
    BOOST_TEST(after_silence(seconds{10}) == 70, "never sooner than after a minute");
    BOOST_TEST(after_silence(seconds{70}) == 140);
    BOOST_TEST(after_silence(seconds{140}) == 280);
    BOOST_TEST(after_silence(seconds{5000}) == 5600, "every ten minutes in the end");
}

BOOST_AUTO_TEST_SUITE_END()
