// Whether the sidecar takes connections.
#pragma once

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/file_descriptor.h"

namespace overview {

// Sidecars beat each second; the job that forgets them is more patient than a page needs to be.
inline constexpr base::Millis freshest_beat{5000};

// To the sidecar's socket (or its port on this machine). Holds nothing when it takes no connections. Waits for nothing, on the port for a third of a second at most.
// What it gives does not block.
base::FileDescriptor connect_to_sidecar(const base::Config& config);

// Connects and hangs up.
bool sidecar_listens(const base::Config& config);

}  // namespace overview
