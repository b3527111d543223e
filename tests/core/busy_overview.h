// An administrator looks at the house as a whole, which has counted itself for a year.
#pragma once

#include "core/overview/job_health.h"
#include "core/overview/sampler.h"
#include "core/overview/series.h"
#include "core/store/house_backlog.h"
#include "core/store/house_figures.h"
#include "tests/core/busy_proofs.h"

namespace support {

struct BusyOverview : BusyProofs {
    BusyOverview() {
        std::vector<store::HouseSample> hours;
        std::vector<store::HouseSample> fine;
        for (unsigned i = 1; i < 24 * 365; ++i)
            hours.push_back(
                {.at = overview::step_of(clock.now(), overview::hour_step) - i * overview::hour_step});
        for (unsigned i = 1; i < 24 * 24; ++i)
            fine.push_back(
                {.at = overview::step_of(clock.now(), overview::fine_step) - i * overview::fine_step});
        store::put_house_samples(connection, store::SampleStep::hour, hours);
        store::put_house_samples(connection, store::SampleStep::fine, fine);
    }

    void look_over_the_house() {
        for (int i = 0; i < 2; ++i) overview::take_sample(connection, clock.now());
        (void)store::needs_of_house(connection, clock.now());
        (void)store::newest_house_sample(connection);
        for (const auto span : {overview::Span::day, overview::Span::month})
            (void)store::house_samples(connection, overview::step_for(span),
                                       overview::bars_of(span, clock.now()).from);
        (void)store::sidecar_beats(connection, 20);
        (void)store::database_state(connection);
        (void)store::backlog_of_house(connection);
        (void)store::database_bytes(connection);
    }
};

}  // namespace support
