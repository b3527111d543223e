// The settings of proofs of age, as config.cpp reads them.
#pragma once

#include "core/base/config.h"

namespace base {

// `root_dir`: where state lies when no folder is named. Throws ConfigError.
VerificationSettings load_verification(const Environ& environ, Environment environment,
                                       const std::string& root_dir);

}  // namespace base
