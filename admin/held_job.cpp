#include "admin/held_job.h"

#include <algorithm>

#include "core/base/limits.h"
#include "core/moderation/action.h"
#include "core/moderation/held.h"

namespace admin {
namespace {

constexpr unsigned most_at_once = 100;

}  // namespace

// Each case in a step of its own, so that it is locked briefly. A step may be replayed: hints go out after it.
Job held_job(const chat::HintSender& hints) {
    return {"end-held-posts", std::chrono::minutes{5}, [&hints](JobSteps& steps) {
                auto due = steps.take([](db::Connection& connection, base::Time now) {
                    return store::cases_held_since(connection, now - base::Limits{}.held_post_lasts,
                                                   most_at_once);
                });
                std::ranges::sort(due);
                due.erase(std::unique(due.begin(), due.end()), due.end());
                for (const auto id : due) {
                    const auto reached = steps.take([&](db::Connection& connection, base::Time now) {
                        return moderation::end_waiting(connection, now, id);
                    });
                    chat::send_hints(hints, reached);
                }
                return std::uint64_t{due.size()};
            }};
}

}  // namespace admin
