// Pictures as files. Spread over folders by the first two characters of their names, so that none gets too full.
#pragma once

#include "core/media/object_store.h"

namespace media {

class FolderStore final : public ObjectStore {
public:
    // Made when the first object comes.
    explicit FolderStore(std::string folder) : folder_(std::move(folder)) {}
    void put(std::string_view name, std::string_view bytes, std::string_view content_type) override;
    void remove(std::string_view name) override;
    Link link(std::string_view name, base::Time now) const override;

private:
    std::string folder_;
};

}  // namespace media
