// The settings of notifications, as config.cpp reads them.
#pragma once

#include "core/base/config.h"

namespace base {

// `key`: VAPID_PRIVATE_KEY, looked at already as a secret. Where the operator names no contact, it is `frontend_url`. Throws ConfigError.
PushSettings load_push(const Environ& environ, const std::string& key, Environment environment,
                       const std::string& frontend_url);

}  // namespace base
