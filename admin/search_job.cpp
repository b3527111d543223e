#include "admin/search_job.h"

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/chat/search_index.h"

namespace admin {
namespace {

// A thousand messages in a second. A house with a long past, or a flood behind it, is indexed over several runs, so that the other jobs have their turn, and those who
// talk meanwhile have the database.
constexpr std::size_t steps_at_once = 5;
// While a flood goes on the index takes almost nothing of the processors, whose every burst those who talk would feel; it catches up afterwards.
constexpr double flood_from = 300;  // events in a second
constexpr std::size_t flood_step = 25;

// Whether there is a flood: by how far the lounges have come between two runs.
class Tide {
public:
    bool floods(const std::vector<store::IndexProgress>& lounges, base::Time now) {
        const auto reached = std::accumulate(
            lounges.begin(), lounges.end(), base::Seq{0},
            [](base::Seq sum, const store::IndexProgress& lounge) { return sum + lounge.reached; });
        const double seconds = std::chrono::duration<double>(now - seen_at_).count();
        const bool floods = seen_at_ != base::Time{} && reached > reached_ &&
                            static_cast<double>(reached - reached_) > flood_from * std::max(seconds, 1.0);
        reached_ = reached;
        seen_at_ = now;
        return floods;
    }

private:
    base::Seq reached_ = 0;
    base::Time seen_at_{};
};

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

std::uint64_t index_messages(JobSteps& steps, Tide& tide) {
    auto lounges =
        steps.take([](db::Connection& connection, base::Time) { return store::index_progress(connection); });
    const bool floods = tide.floods(lounges, steps.now());
    std::erase_if(lounges, [](const auto& lounge) { return lounge.indexed >= lounge.reached; });
    if (lounges.empty()) return 0;
    base::Limits limits;
    if (floods) limits.index_step = flood_step;
    const std::size_t most = floods ? 1 : steps_at_once;
    chat::WordBreaker breaker;
    std::size_t taken = 0;
    for (auto& lounge : lounges) {
        while (lounge.indexed < lounge.reached && taken < most) {
            ++taken;
            if (!take_step(steps, breaker, lounge, limits)) break;
        }
    }
    // A line in the log for every second in which somebody speaks would hide the others.
    return taken == steps_at_once ? taken * limits.index_step : 0;
}

}  // namespace

Job search_job() {
    return {"index-search", std::chrono::seconds{1},
            [tide = std::make_shared<Tide>()](JobSteps& steps) { return index_messages(steps, *tide); }};
}

}  // namespace admin
