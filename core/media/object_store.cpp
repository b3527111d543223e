#include "core/media/object_store.h"

#include "core/media/bucket_store.h"
#include "core/media/folder_store.h"

namespace media {

std::unique_ptr<ObjectStore> open_store(const base::Config& config, const base::Clock& clock) {
    if (config.s3) return std::make_unique<BucketStore>(*config.s3, clock);
    return std::make_unique<FolderStore>(config.media_dir);
}

}  // namespace media
