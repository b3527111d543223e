// What the house writes down of itself as time goes by: each figure changes when the thing happens, and no other.
#include "core/overview/sampler.h"

#include "core/store/house_figures.h"
#include "core/store/jobs.h"
#include "core/store/sms_outbox.h"
#include "core/store/temp_sessions.h"
#include "core/store/verifications.h"
#include "tests/core/trade.h"

namespace {

using namespace std::chrono_literals;
using store::Figure;
using store::HouseSample;
using store::SampleStep;

struct Sampled : support::Trade {
    Sampled() {
        lift_pace();
        sample();
    }

    std::uint64_t sample() { return overview::take_sample(connection, clock.now()); }
    HouseSample newest() { return store::newest_house_sample(other).value(); }
    std::uint64_t now_is(Figure figure) {
        sample();
        return newest()[figure].value();
    }
    std::vector<HouseSample> all(SampleStep step) {
        return store::house_samples(other, step, base::from_epoch_ms(0));
    }
    // In all rows of this step; the first reading of counters is left out.
    std::uint64_t in_all(SampleStep step, Figure figure) {
        std::uint64_t sum = 0;
        for (const auto& one : all(step)) sum += one[figure].value_or(0);
        return sum;
    }
    base::CaseId reported(const accounts::Session& by, base::Seq message) {
        moderation::Complaint complaint;
        complaint.lounge = lounge;
        complaint.message = message;
        complaint.reason = store::ReportReason::spam;
        BOOST_REQUIRE(moderation::report(connection, house, by, complaint).ok());
        return store::open_cases(other, {.everywhere = true, .rooms = {}}, 10).front().id;
    }
    store::SmsId sms() {
        (void)store::add_sms(connection, {.user = std::nullopt,
                                          .phone = {"sealed", 1},
                                          .body = {"sealed", 1},
                                          .country = "US",
                                          .now = clock.now(),
                                          .expires_at = clock.now() + 1h});
        return store::claim_sms(connection, "AC1", clock.now()).value().id;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(sampler, Sampled)

BOOST_AUTO_TEST_CASE(who_is_here_is_counted_members_and_guests_apart) {
    connection.run("UPDATE participant SET availability = 'OFFLINE'");
    BOOST_TEST(now_is(Figure::members_online) == 0U);
    store::touch(connection, {ann, bob, plain.participant.id}, clock.now());
    set(bob, "availability = 'AWAY'");
    BOOST_TEST(now_is(Figure::members_online) == 1U);
    BOOST_TEST(newest()[Figure::guests_online].value() == 2U, "who is away is here");
}

BOOST_AUTO_TEST_CASE(posts_and_arrivals_are_what_has_come_since_the_last_time) {
    BOOST_TEST(newest()[Figure::posts].value() == 0U, "the first reading says nothing");
    for (const char* id : {"a", "b", "c"}) says(ann, id);
    BOOST_TEST(now_is(Figure::posts) == 3U);
    BOOST_TEST(now_is(Figure::posts) == 3U, "counted again, within the same five minutes");
    (void)store::add_temp_session(connection, ann, std::string(32, 't'), store::AgeCategory::over_18,
                                  clock.now(), clock.now() + 1h);
    (void)member("new");
    BOOST_TEST(now_is(Figure::guests_entered) == 1U);
    BOOST_TEST(newest()[Figure::sign_ups].value() == 1U);
    clock.forward(overview::fine_step);
    says(bob, "d");
    BOOST_TEST(now_is(Figure::posts) == 1U);
    BOOST_TEST(in_all(SampleStep::fine, Figure::posts) == 4U);
    BOOST_TEST(in_all(SampleStep::hour, Figure::posts) == 4U);
}

BOOST_AUTO_TEST_CASE(a_case_waits_ages_and_is_decided) {
    const auto message = says(ann, "spam");
    BOOST_TEST(now_is(Figure::cases_open) == 0U);
    const auto id = reported(of_bob, message);
    BOOST_TEST(now_is(Figure::cases_open) == 1U);
    clock.forward(17min);
    BOOST_TEST(now_is(Figure::case_wait_minutes) == 17U);
    BOOST_REQUIRE(
        moderation::dismiss(connection, house, log, {.session = &moderator, .door = "page"}, id, "fine")
            .ok());
    BOOST_TEST(now_is(Figure::cases_open) == 0U);
    BOOST_TEST(newest()[Figure::case_wait_minutes].value() == 0U);
    BOOST_TEST(newest()[Figure::cases_decided].value() == 1U);
    BOOST_TEST(in_all(SampleStep::fine, Figure::cases_decided) == 1U);
}

BOOST_AUTO_TEST_CASE(payments_are_counted_with_what_was_paid_and_so_are_those_that_came_to_nothing) {
    BOOST_TEST(now_is(Figure::payments) == 0U);
    const auto order = paid(bea);
    BOOST_TEST(now_is(Figure::payments) == 1U);
    BOOST_TEST(newest()[Figure::paid_eur].value() == 1250U);
    BOOST_TEST(newest()[Figure::paid_usd].value() == 0U);
    BOOST_TEST(newest()[Figure::payments_failed].value() == 0U);
    const auto given_up = placed(ben);
    BOOST_REQUIRE(market::cancel_order(connection, house, ben, given_up.id).ok());
    BOOST_TEST(now_is(Figure::payments_failed) == 1U);
    connection.execute("UPDATE transaction SET payment_status = 'REFUNDED' WHERE id = ?", order.id);
    BOOST_TEST(now_is(Figure::payments) == 1U, "that it was given back is another matter");
}

BOOST_AUTO_TEST_CASE(sms_are_counted_by_when_they_were_ordered_and_how_they_ended) {
    const auto sent = sms();
    const auto doubtful = sms();
    BOOST_TEST(now_is(Figure::sms_sent) == 0U);
    store::finish_sms_sent(connection, sent, "SM1", clock.now());
    store::finish_sms_unknown(connection, doubtful, "time-out", clock.now());
    BOOST_TEST(now_is(Figure::sms_sent) == 1U);
    BOOST_TEST(newest()[Figure::sms_failed].value() == 1U);
    clock.forward(20min);
    store::finish_sms_sent(connection, doubtful, "SM2", clock.now());
    BOOST_TEST(now_is(Figure::sms_sent) == 0U);
    BOOST_TEST(in_all(SampleStep::fine, Figure::sms_sent) == 2U, "it is known now how the second ended");
    BOOST_TEST(in_all(SampleStep::fine, Figure::sms_failed) == 0U);
    BOOST_TEST(in_all(SampleStep::hour, Figure::sms_sent) == 2U);
}

BOOST_AUTO_TEST_CASE(proofs_wait_once_they_are_handed_in) {
    const auto proof = store::add_verification(connection, {.user = *plain.user, .at = clock.now()});
    BOOST_TEST(now_is(Figure::proofs_waiting) == 0U);
    store::set_submitted(connection, proof, clock.now());
    BOOST_TEST(now_is(Figure::proofs_waiting) == 1U);
}

BOOST_AUTO_TEST_CASE(jobs_are_in_trouble_when_nobody_comes_for_them_or_they_failed) {
    store::ensure_job(connection, "due", clock.now());
    BOOST_TEST(now_is(Figure::jobs_late) == 0U);
    clock.forward(3min);
    BOOST_TEST(now_is(Figure::jobs_late) == 1U);
    const auto fence = store::lease_job(connection, "due", "one", clock.now(), 1min).value();
    BOOST_TEST(now_is(Figure::jobs_late) == 0U, "it runs");
    store::finish_job(connection, "due", fence, clock.now(), clock.now() + 1min, "no luck");
    BOOST_TEST(now_is(Figure::jobs_late) == 1U);
}

BOOST_AUTO_TEST_CASE(rows_stand_for_five_minutes_and_for_an_hour) {
    const auto first = overview::step_of(clock.now(), overview::fine_step);
    BOOST_TEST(sample() == 13U, "the last hour is counted anew, and this step");
    BOOST_TEST((newest().at == first));
    for (int i = 0; i < 9; ++i) {
        clock.forward(1min);
        sample();
    }
    const auto fine = all(SampleStep::fine);
    BOOST_TEST(fine.size() == 14U);
    for (std::size_t i = 1; i < fine.size(); ++i) BOOST_TEST((fine[i].at - fine[i - 1].at == 5min));
    BOOST_TEST(!fine.front()[Figure::members_online].has_value(), "nobody counted then");
    BOOST_TEST(fine.front()[Figure::payments].value() == 0U, "that is known all the same");
    for (const auto& hour : all(SampleStep::hour))
        BOOST_TEST((overview::step_of(hour.at, overview::hour_step) == hour.at));
}

BOOST_AUTO_TEST_CASE(after_it_was_away_the_sampler_knows_what_came_to_pass_but_not_how_the_house_stood) {
    says(ann, "before");
    sample();
    clock.forward(3h);
    (void)paid(bea);
    clock.forward(3h);
    says(ann, "after");
    sample();
    const auto fine = all(SampleStep::fine);
    BOOST_TEST(fine.size() == 13U + 72U);
    BOOST_TEST(in_all(SampleStep::fine, Figure::payments) == 1U);
    BOOST_TEST(newest()[Figure::payments].value() == 0U);
    BOOST_TEST(!newest()[Figure::posts].has_value(), "when they were written is not known");
    BOOST_TEST(!fine[fine.size() - 30][Figure::members_online].has_value());
    clock.forward(std::chrono::days{3});
    sample();
    BOOST_TEST((all(SampleStep::fine).size() <= 12U * 24U + 1U), "a day, and no more");
}

BOOST_AUTO_TEST_CASE(fine_rows_are_kept_for_two_days_and_hours_for_a_year) {
    const auto begin = clock.now();
    for (int i = 0; i < 60; ++i) {
        clock.forward(1h);
        sample();
    }
    BOOST_TEST((all(SampleStep::fine).front().at >= clock.now() - overview::fine_kept));
    BOOST_TEST(all(SampleStep::fine).size() == 2U * 24U * 12U + 1U);
    BOOST_TEST((all(SampleStep::hour).front().at <= begin));
    clock.forward(std::chrono::days{364});
    sample();
    BOOST_TEST((all(SampleStep::hour).front().at >= clock.now() - overview::hours_kept));
}

BOOST_AUTO_TEST_CASE(every_figure_has_a_column_and_keeps_what_is_put_into_it) {
    HouseSample full{.at = clock.now()};
    for (std::size_t i = 0; i < store::figure_count; ++i) {
        full.values[i] = i + 1;
        const auto figure = static_cast<Figure>(i);
        BOOST_TEST((store::parse_figure(store::name_of(figure)) == figure));
    }
    BOOST_TEST(!store::parse_figure("at").has_value());
    const HouseSample empty{.at = clock.now() + 5min};
    store::put_house_samples(connection, SampleStep::hour, {full, empty});
    BOOST_TEST((store::house_samples(connection, SampleStep::hour, full.at) == std::vector{full, empty}));
    full[Figure::posts] = std::nullopt;
    store::put_house_samples(connection, SampleStep::hour, {full});
    BOOST_TEST((store::house_samples(connection, SampleStep::hour, full.at) == std::vector{full, empty}),
               "in its place");
    BOOST_TEST((store::house_samples(connection, SampleStep::hour, empty.at) == std::vector{empty}));
}

BOOST_AUTO_TEST_CASE(what_needs_somebody_is_told_by_kind_with_the_oldest) {
    using store::Need;
    const auto message = says(ann, "spam");
    const auto first = clock.now();
    (void)reported(of_bob, message);
    clock.forward(1min);
    (void)reported(of_carl, says(ann, "more-spam"));
    const auto disputed = paid(bea);
    connection.execute("UPDATE transaction SET fulfilment = 'DISPUTED', disputed_at = paid_at WHERE id = ?",
                       disputed.id);
    connection.run("UPDATE marketplace_item SET state = 'PENDING_REVIEW'");
    const auto refund =
        store::add_refund(connection, {.order = disputed.id, .minor = 1, .by = *bea.user, .at = clock.now()});
    connection.execute("UPDATE refund SET status = 'FAILED' WHERE id = ?", refund);
    (void)store::add_posting(
        connection, "unclear:1", disputed.id, "unclear",
        {{"unclear", 700, store::Currency::gbp}, {"provider:TEST", -700, store::Currency::gbp}}, clock.now());
    store::finish_sms_failed(connection, sms(), "no such number");
    const auto needs = store::needs_of_house(other, clock.now());
    BOOST_TEST(needs[Need::cases].count == 2U);
    BOOST_TEST((needs[Need::cases].oldest == first));
    for (const auto need : {Need::disputes, Need::listings, Need::refunds, Need::unclear, Need::sms})
        BOOST_TEST(needs[need].count == 1U, static_cast<int>(need));
    for (const auto need : {Need::appeals, Need::proofs}) BOOST_TEST(needs[need].count == 0U);
    BOOST_TEST(store::needs_of_house(other, clock.now() + 25h)[Need::sms].count == 0U, "of the last day");
}

BOOST_AUTO_TEST_CASE(the_database_says_how_it_is) {
    const auto state = store::database_state(connection);
    BOOST_TEST(!state.version.empty());
    BOOST_TEST(state.connections >= 2U);
}

BOOST_AUTO_TEST_SUITE_END()
