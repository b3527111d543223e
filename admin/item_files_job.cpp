#include "admin/item_files_job.h"

#include "core/store/market_files.h"
#include "core/store/market_pictures.h"

namespace admin {
namespace {

constexpr base::Millis every{std::chrono::minutes{10}};
// Other jobs wait meanwhile, and so does whoever ends the process.
constexpr base::Millis at_a_stretch{3000};
constexpr unsigned rows_at_once = 200;
// Beyond the time in which buyers may download: disputes and mistakes take a while.
constexpr base::Millis spare{std::chrono::days{30}};
// A moderator's removal may be taken back for so long, as with what is said (forget-removed-messages).
constexpr base::Millis removed_kept{std::chrono::days{30}};
// A listing is looked for so long after that, however long this process was away.
constexpr base::Millis looked_for{std::chrono::days{60}};

}  // namespace

ItemFilesJob::ItemFilesJob(const base::Config& config, const base::Clock& clock)
    : kept_(config.limits.download_for + spare),
      store_(media::open_store(config, clock)) {}

Job ItemFilesJob::job() {
    return {"erase-item-files", every, [this](JobSteps& steps) { return run(steps); }};
}

// What a moderator removed has kept its pictures and files until now.
std::uint64_t ItemFilesJob::take_down(JobSteps& steps) const {
    return steps.take([](db::Connection& inside, base::Time now) {
        const auto items = store::removed_with_pictures(inside, now - removed_kept - looked_for,
                                                        now - removed_kept, rows_at_once);
        for (const auto item : items) store::remove_pictures_of(inside, item, now);
        const auto files = store::removed_with_files(inside, now - removed_kept - looked_for,
                                                     now - removed_kept, rows_at_once);
        for (const auto item : files) store::remove_files_of(inside, item, now);
        return static_cast<std::uint64_t>(items.size() + files.size());
    });
}

// Objects first, their row second: a run that dies in between leaves a row, and the next run erases again what is gone already.
std::uint64_t ItemFilesJob::run(JobSteps& steps) {
    const base::Time began = steps.now();
    std::uint64_t rows = take_down(steps);
    const auto doomed = steps.take([this](db::Connection& inside, base::Time now) {
        return store::erasable_files(inside, now - kept_, rows_at_once);
    });
    for (const auto& file : doomed) {
        store_->remove(file.key);
        steps.take([&](db::Connection& inside, base::Time now) {
            store::file_erased(inside, file.id, now);
            return true;
        });
        ++rows;
        if (steps.now() - began >= at_a_stretch) break;
    }
    return rows;
}

}  // namespace admin
