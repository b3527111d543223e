// Whether the sidecar takes connections.
#pragma once

#include "core/base/config.h"
#include "core/base/file_descriptor.h"

namespace fcgi {

// To the sidecar's socket (or its port on this machine). Holds nothing when it takes no connections. Waits for nothing.
base::FileDescriptor connect_to_sidecar(const base::Config& config);

// Connects and hangs up.
bool sidecar_listens(const base::Config& config);

}  // namespace fcgi
