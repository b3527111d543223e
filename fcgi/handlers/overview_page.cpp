// The house as a whole, for administrators: what needs them now, figures over time, how processes and jobs fare.
#include "core/accounts/roles.h"
#include "core/overview/job_health.h"
#include "core/overview/sampler.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/overview_charts.h"
#include "fcgi/handlers/overview_words.h"

namespace fcgi::handlers {
namespace {

using store::Figure;
using store::HouseSample;

constexpr unsigned seconds_between = 120;  // where scripts are off
// The job writes each minute.
constexpr base::Millis freshest_sample{std::chrono::minutes{15}};

// How what waits stands at this moment: it shall not differ from what the page says above.
HouseSample standing_now(const store::Needs& needs, const std::vector<store::JobState>& jobs,
                         base::Time now) {
    HouseSample sample{.at = now};
    const auto& cases = needs[store::Need::cases];
    sample[Figure::cases_open] = cases.count;
    sample[Figure::case_wait_minutes] = overview::minutes_since(cases.oldest, now);
    sample[Figure::proofs_waiting] = needs[store::Need::proofs].count;
    sample[Figure::jobs_late] = overview::jobs_in_trouble(jobs, now);
    return sample;
}

void add_own_needs(Context& context, view::OverviewPage& page, const std::vector<store::JobState>& jobs,
                   const std::optional<HouseSample>& newest) {
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    const auto trouble = overview::jobs_in_trouble(jobs, now);
    if (trouble > 0)
        page.needs.insert(
            page.needs.begin(),
            {.text = language.plural("{1} job is late or failing", "{1} jobs are late or failing", trouble),
             .href = "#jobs",
             .grave = true});
    if (newest && now - newest->at > freshest_sample)
        page.needs.insert(page.needs.begin(),
                          {.text = language.text("Nothing was counted of late: the jobs do not run"),
                           .command = "scripts/jobs",
                           .grave = true});
    for (const auto& card : page.cards) {
        if (!card.well)
            page.needs.insert(page.needs.begin(),
                              {.text = card.title + ": " + card.state, .href = "#processes", .grave = true});
    }
}

std::vector<HouseSample> samples_of(Context& context, overview::Span span) {
    const auto now = context.services().clock.now();
    return store::house_samples(context.connection(), overview::step_for(span),
                                overview::bars_of(span, now).from);
}

}  // namespace

base::Result<Response> show_overview(Context& context) {
    const auto& session = context.session().value();
    auto& connection = context.connection();
    if (const auto refused = accounts::refusal(connection, session, accounts::Act::see_overview))
        return *refused;
    const auto& language = context.language();
    const auto now = context.services().clock.now();
    const auto span = overview::parse_span(context.request().query.get("span")).value_or(overview::Span::day);
    const view::NumberText number(language.code());
    const auto jobs = store::all_jobs(connection);
    const auto needs = store::needs_of_house(connection, now);
    const auto newest = store::newest_house_sample(connection);
    auto samples = samples_of(context, span);
    samples.push_back(standing_now(needs, jobs, now));

    view::OverviewPage page{.month = span == overview::Span::month, .refresh_seconds = seconds_between};
    const bool reviews = !accounts::refusal(connection, session, accounts::Act::review_proofs);
    page.needs = need_rows(language, needs, reviews, now);
    page.cards = process_cards(context, number);
    page.jobs = job_rows(language, jobs, now);
    page.charts = overview_charts({language, number, samples, span, now});
    if (newest) page.as_of = clock_of(newest->at);
    add_own_needs(context, page, jobs, newest);
    return context.page(200, language.text("Overview"), page);
}

}  // namespace fcgi::handlers
