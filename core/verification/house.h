// What the rules of proofs of age need of the program.
#pragma once

#include "core/audit/log.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/chat/hints.h"
#include "core/verification/vault.h"

namespace verification {

// Borrowed.
struct House {
    const base::Clock& clock;
    const base::Config& config;
    const audit::Log& log;
    const chat::HintSender& hints;
    Vault& vault;
};

}  // namespace verification
