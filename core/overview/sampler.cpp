#include "core/overview/sampler.h"

#include <algorithm>
#include <map>

#include "core/overview/job_health.h"
#include "core/store/house_figures.h"

namespace overview {
namespace {

using store::Figure;
using store::FigureKind;
using store::HouseSample;
using Samples = std::map<base::Time, HouseSample>;

constexpr unsigned rows_at_once = 1000;
// Counted from rows that say when: written anew each time.
constexpr std::array dated{Figure::cases_decided, Figure::payments,  Figure::payments_failed,
                           Figure::paid_usd,      Figure::paid_eur,  Figure::paid_gbp,
                           Figure::sms_sent,      Figure::sms_failed};

base::Time recount_from(const std::optional<HouseSample>& newest, base::Time now) {
    base::Time from = now - recounted;
    if (newest) from = std::max(std::min(from, newest->at), now - caught_up);
    return step_of(from, fine_step);
}

bool is_payment(Figure figure) {
    return figure == Figure::paid_usd || figure == Figure::paid_eur || figure == Figure::paid_gbp;
}

void recount(db::Connection& connection, Samples& samples, base::Time from, base::Time now) {
    for (base::Time at = from; at <= now; at += fine_step) {
        HouseSample& sample = samples[at];
        sample.at = at;
        for (const auto figure : dated) sample[figure] = 0;
    }
    for (const auto& one : store::happened_since(connection, from)) {
        const auto found = samples.find(step_of(one.at, fine_step));
        if (found == samples.end()) continue;  // of a moment that has yet to come
        *found->second[one.figure] += one.amount;
        if (is_payment(one.figure)) ++*found->second[Figure::payments];
    }
}

void count_needs(db::Connection& connection, HouseSample& sample, base::Time now) {
    const auto needs = store::needs_of_house(connection, now);
    const auto& cases = needs[store::Need::cases];
    sample[Figure::cases_open] = cases.count;
    sample[Figure::case_wait_minutes] = minutes_since(cases.oldest, now);
    sample[Figure::proofs_waiting] = needs[store::Need::proofs].count;
}

// What has come since the counter was read last; the first reading says nothing, nor does one after a time in which nobody read: when that came, nobody knows. What was
// rolled back is counted, too.
void add_read(HouseSample& sample, const std::optional<HouseSample>& before, Figure flow, Figure counter,
              std::uint64_t read) {
    const std::uint64_t last = before ? (*before)[counter].value_or(read) : read;
    sample[counter] = std::max(read, last);
    if (before && sample.at - before->at > 2 * fine_step) return;
    sample[flow] = sample[flow].value_or(0) + (std::max(read, last) - last);
}

void count_now(db::Connection& connection, HouseSample& sample, const std::optional<HouseSample>& before,
               base::Time now) {
    const auto online = store::count_online(connection);
    sample[Figure::members_online] = online.members;
    sample[Figure::guests_online] = online.guests;
    sample[Figure::jobs_late] = jobs_in_trouble(store::all_jobs(connection), now);
    count_needs(connection, sample, now);
    const auto read = store::read_counters(connection);
    add_read(sample, before, Figure::posts, Figure::newest_message, read.message);
    add_read(sample, before, Figure::guests_entered, Figure::newest_guest, read.guest);
    add_read(sample, before, Figure::sign_ups, Figure::newest_user, read.user);
}

void put_hours(db::Connection& connection, const Samples& samples) {
    std::map<base::Time, std::vector<HouseSample>> hours;
    for (const auto& [at, sample] : samples) hours[step_of(at, hour_step)].push_back(sample);
    std::vector<HouseSample> rows;
    rows.reserve(hours.size());
    for (const auto& [at, fine] : hours) rows.push_back(hour_of(at, fine));
    store::put_house_samples(connection, store::SampleStep::hour, rows);
}

}  // namespace

base::Time step_of(base::Time at, base::Millis width) {
    return base::Time{at.time_since_epoch() / width * width};
}

std::uint64_t minutes_since(std::optional<base::Time> since, base::Time now) {
    if (!since || *since > now) return 0;
    return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::minutes>(now - *since).count());
}

HouseSample hour_of(base::Time at, const std::vector<HouseSample>& fine) {
    HouseSample hour{.at = at};
    for (std::size_t i = 0; i < store::figure_count; ++i) {
        auto& value = hour.values[i];
        const bool flow = store::kind_of(static_cast<Figure>(i)) == FigureKind::flow;
        for (const auto& sample : fine) {
            const auto& one = sample.values[i];
            if (!one) continue;
            value = !value ? *one : flow ? *value + *one : std::max(*value, *one);
        }
    }
    return hour;
}

// The hours are made of whole hours of fine rows, also where only their end is counted anew.
std::uint64_t take_sample(db::Connection& connection, base::Time now) {
    const auto before = store::newest_house_sample(connection);
    const base::Time from = recount_from(before, now);
    Samples samples;
    for (auto& sample : store::house_samples(connection, store::SampleStep::fine, step_of(from, hour_step)))
        samples.emplace(sample.at, sample);
    recount(connection, samples, from, now);
    count_now(connection, samples[step_of(now, fine_step)], before, now);
    std::vector<HouseSample> fine;
    for (auto one = samples.lower_bound(from); one != samples.end(); ++one) fine.push_back(one->second);
    store::put_house_samples(connection, store::SampleStep::fine, fine);
    put_hours(connection, samples);
    store::forget_house_samples(connection, store::SampleStep::fine, now - fine_kept, rows_at_once);
    store::forget_house_samples(connection, store::SampleStep::hour, now - hours_kept, rows_at_once);
    return fine.size();
}

}  // namespace overview
