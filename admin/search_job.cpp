#include "admin/search_job.h"

#include "core/chat/search_index.h"

namespace admin {
namespace {

// A thousand messages in a second. A house with a long past, or a flood behind it, is indexed over several runs, so that the other jobs have their turn, and those who
// talk meanwhile have the database: at five times the pace a flood's posts were a quarter fewer.
constexpr std::size_t steps_at_once = 5;

// One transaction. False when the lounge had no more.
bool take_step(JobSteps& steps, chat::WordBreaker& breaker, store::IndexProgress& lounge,
               const base::Limits& limits) {
    auto [taken, reached] = steps.take([&](db::Connection& connection, base::Time) {
        auto progress = lounge;  // afresh when a deadlock replays the step
        const auto events = chat::index_next(connection, breaker, progress, limits);
        return std::pair(events, progress);
    });
    lounge = reached;
    return taken > 0;
}

std::uint64_t index_messages(JobSteps& steps) {
    auto lounges =
        steps.take([](db::Connection& connection, base::Time) { return store::index_progress(connection); });
    std::erase_if(lounges, [](const auto& lounge) { return lounge.indexed >= lounge.reached; });
    if (lounges.empty()) return 0;
    const base::Limits limits;
    chat::WordBreaker breaker;
    std::size_t taken = 0;
    for (auto& lounge : lounges) {
        while (lounge.indexed < lounge.reached && taken < steps_at_once) {
            ++taken;
            if (!take_step(steps, breaker, lounge, limits)) break;
        }
    }
    // A line in the log for every second in which somebody speaks would hide the others.
    return taken == steps_at_once ? taken * limits.index_step : 0;
}

}  // namespace

Job search_job() { return {"index-search", std::chrono::seconds{1}, index_messages}; }

}  // namespace admin
