#include "fcgi/handlers/overview_words.h"

#include <algorithm>
#include <array>

#include "core/overview/job_health.h"
#include "fcgi/handlers/moderation_words.h"
#include "fcgi/handlers/proof_words.h"

namespace fcgi::handlers {
namespace {

using overview::JobHealth;
using store::Need;

// In the order in which they are told.
struct Way {
    Need need;
    std::string_view href;
    std::string_view command;
    bool grave = false;
};
constexpr std::array<Way, store::need_count> ways{{{Need::unclear, "", "scripts/ledger-check", true},
                                                   {Need::refunds, "", "scripts/refunds", true},
                                                   {Need::cases, "/moderation", ""},
                                                   {Need::appeals, "/moderation#appeals", ""},
                                                   {Need::disputes, "/moderation/disputes", ""},
                                                   {Need::proofs, "/moderation/proofs", ""},
                                                   {Need::listings, "/moderation/listings", ""},
                                                   {Need::sms, "", "scripts/sms-outbox"}}};

std::string need_text(const view::Language& language, Need need, std::uint64_t count) {
    switch (need) {
        case Need::unclear:
            return language.plural("{1} sum was taken that no order asked for",
                                   "{1} sums were taken that no order asked for", count);
        case Need::refunds:
            return language.plural("{1} refund could not be sent", "{1} refunds could not be sent", count);
        case Need::cases:
            return language.plural("{1} report waits", "{1} reports wait", count);
        case Need::appeals:
            return language.plural("{1} appeal waits", "{1} appeals wait", count);
        case Need::disputes:
            return language.plural("{1} dispute about an order waits", "{1} disputes about orders wait",
                                   count);
        case Need::proofs:
            return language.plural("{1} proof of age waits", "{1} proofs of age wait", count);
        case Need::listings:
            return language.plural("{1} listing waits", "{1} listings wait", count);
        case Need::sms:
            return language.plural("{1} SMS of the last day did not arrive, or may not have",
                                   "{1} SMS of the last day did not arrive, or may not have", count);
    }
    return {};
}

std::string next_text(const view::Language& language, base::Millis until) {
    using namespace std::chrono;
    if (until < minutes{2})
        return language.plural(
            "in {1} second", "in {1} seconds",
            static_cast<std::uint64_t>(std::max<std::int64_t>(ceil<seconds>(until).count(), 1)));
    return language.plural("in {1} minute", "in {1} minutes",
                           static_cast<std::uint64_t>(ceil<minutes>(until).count()));
}

std::uint64_t seconds_of(base::Millis time) {
    return static_cast<std::uint64_t>(
        std::max<std::int64_t>(std::chrono::floor<std::chrono::seconds>(time).count(), 0));
}

view::JobRow job_row(const view::Language& language, const store::JobState& job, base::Time now) {
    const auto health = overview::health_of(job, now);
    view::JobRow row{.name = job.name,
                     .last = job.last_finished_at ? age_text(language, now - *job.last_finished_at)
                                                  : language.text("not yet"),
                     .runs = health == JobHealth::runs,
                     .ill = health == JobHealth::late || !job.last_error.empty()};
    if (health == JobHealth::runs)
        row.state = language.text("runs now");
    else if (health == JobHealth::late)
        row.state = language.text("late") + " · " + span_text(language, seconds_of(now - job.next_run_at));
    else
        row.state = next_text(language, job.next_run_at - now);
    if (!job.last_error.empty()) row.failure = job.last_error;
    return row;
}

}  // namespace

std::vector<view::NeedRow> need_rows(const view::Language& language, const store::Needs& needs, bool reviews,
                                     base::Time now) {
    std::vector<view::NeedRow> rows;
    for (const auto& one : ways) {
        const auto& waiting = needs[one.need];
        if (waiting.count == 0) continue;
        const bool reachable = one.need != Need::proofs || reviews;
        view::NeedRow row{.text = need_text(language, one.need, waiting.count),
                          .href = reachable ? std::string(one.href) : std::string(),
                          .command = std::string(one.command),
                          .grave = one.grave};
        if (waiting.oldest) row.note = age_text(language, now - *waiting.oldest);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<view::JobRow> job_rows(const view::Language& language, const std::vector<store::JobState>& jobs,
                                   base::Time now) {
    std::vector<view::JobRow> rows;
    rows.reserve(jobs.size());
    for (const auto& job : jobs) rows.push_back(job_row(language, job, now));
    std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.ill && !b.ill; });
    return rows;
}

}  // namespace fcgi::handlers
