#include "admin/media_job.h"

#include "core/media/upload.h"

namespace admin {
namespace {

constexpr base::Millis every{10'000};
// Other jobs wait meanwhile, and so does whoever ends the process.
constexpr base::Millis at_a_stretch{3000};
constexpr unsigned rows_at_once = 200;

}  // namespace

MediaJob::MediaJob(const base::Config& config, const base::Clock& clock)
    : unposted_(config.limits.unposted_picture),
      store_(media::open_store(config, clock)) {}

Job MediaJob::job() {
    return {"erase-pictures", every, [this](JobSteps& steps) { return run(steps); }};
}

// Objects first, their row second: a run that dies in between leaves a row, and the next run erases again what is gone already.
std::uint64_t MediaJob::run(JobSteps& steps) {
    const base::Time began = steps.now();
    steps.take([&](db::Connection& inside, base::Time now) {
        return store::remove_unattached_media(inside, now - unposted_, now, rows_at_once);
    });
    const auto doomed = steps.take(
        [](db::Connection& inside, base::Time) { return store::erasable_media(inside, rows_at_once); });
    std::uint64_t rows = 0;
    for (const auto& picture : doomed) {
        store_->remove(media::full_name(picture.key, picture.content_type));
        store_->remove(media::thumb_name(picture.key));
        steps.take([&](db::Connection& inside, base::Time now) {
            store::media_erased(inside, picture.id, now);
            return true;
        });
        ++rows;
        if (steps.now() - began >= at_a_stretch) break;
    }
    return rows;
}

}  // namespace admin
