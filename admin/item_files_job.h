// Erases the files of the market that nobody may download any more, and takes down the pictures of listings that were removed for good.
#pragma once

#include <memory>

#include "admin/jobs.h"
#include "core/base/config.h"
#include "core/media/object_store.h"

namespace admin {

// Belongs to the jobs' thread.
class ItemFilesJob {
public:
    ItemFilesJob(const base::Config& config, const base::Clock& clock);
    Job job();

private:
    std::uint64_t run(JobSteps& steps);
    std::uint64_t take_down(JobSteps& steps) const;

    base::Millis kept_;
    std::unique_ptr<media::ObjectStore> store_;
};

}  // namespace admin
