#include "admin/sanctions_job.h"

#include "core/moderation/action.h"
#include "core/store/ban_marks.h"

namespace admin {
namespace {

constexpr unsigned most_at_once = 100;

}  // namespace

// Each in a step of its own, so that a person's row is locked briefly. A step may be replayed: hints go out after it.
Job sanctions_job(const chat::HintSender& hints) {
    return {"end-sanctions", std::chrono::seconds{1}, [&hints](JobSteps& steps) {
                std::uint64_t ended = 0;
                const auto due = steps.take([](db::Connection& connection, base::Time now) {
                    return store::actions_run_out(connection, now, most_at_once);
                });
                for (const auto id : due) {
                    const auto reached = steps.take([&](db::Connection& connection, base::Time now) {
                        return moderation::end_run_out(connection, now, id);
                    });
                    chat::send_hints(hints, reached);
                    if (!reached.empty()) ++ended;
                }
                return ended + steps.take([](db::Connection& connection, base::Time now) {
                    return store::forget_ban_marks(connection, now, most_at_once);
                });
            }};
}

}  // namespace admin
