// Whether the sidecar takes connections.
#pragma once

#include "core/base/config.h"

namespace fcgi {

// Connects to the sidecar's socket (or its port on this machine) and hangs up. Waits for nothing.
bool sidecar_listens(const base::Config& config);

}  // namespace fcgi
