// Where pictures lie: a folder of this machine, or a bucket of a service that speaks S3. Objects are written once and never changed.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/config.h"

namespace media {

// The store does not do its work now; it may later. Its text may be logged.
class StoreAway : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// How a browser gets an object.
struct Link {
    bool internal =
        false;  // a path that only nginx may open (X-Accel-Redirect); else an address that works for a while
    std::string target;
};

class ObjectStore {
public:
    virtual ~ObjectStore() = default;

    // Names are of a-z, 0-9, "-", "." and at most 100 characters. On return the object is safe. Putting the same again does no harm. Throws StoreAway.
    virtual void put(std::string_view name, std::string_view bytes, std::string_view content_type) = 0;
    // It is gone on return; no harm when it was gone before. Throws StoreAway.
    virtual void remove(std::string_view name) = 0;
    // Asks nobody whether the object is there.
    virtual Link link(std::string_view name, base::Time now) const = 0;
};

// The one that the settings choose: a bucket when S3_* name one, else the folder. Belongs to one thread at a time.
std::unique_ptr<ObjectStore> open_store(const base::Config& config, const base::Clock& clock);

// The first names of the paths of Link::internal, below which nginx has the folder.
inline constexpr std::string_view internal_root = "/-/media/";

}  // namespace media
