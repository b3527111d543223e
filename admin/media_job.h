// Erases the objects of pictures that were removed, and of uploads that nobody posted within the hour.
#pragma once

#include <memory>

#include "admin/jobs.h"
#include "core/base/config.h"
#include "core/media/object_store.h"

namespace admin {

// Belongs to the jobs' thread.
class MediaJob {
public:
    MediaJob(const base::Config& config, const base::Clock& clock);
    Job job();

private:
    std::uint64_t run(JobSteps& steps);

    base::Millis unposted_;
    std::unique_ptr<media::ObjectStore> store_;
};

}  // namespace admin
