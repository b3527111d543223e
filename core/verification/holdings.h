// What is kept of documents at this moment, and whether any of it should be gone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/limits.h"
#include "core/store/verification_report.h"
#include "core/store/verifications.h"
#include "core/verification/vault.h"

namespace verification {

struct Holdings {
    store::Waiting drafts;
    store::Waiting undecided;
    std::uint64_t rows = 0;  // of pictures and readings
    std::uint64_t keys = 0;
    std::uint64_t files = 0;
    // All of these are nought where everything holds.
    std::uint64_t decided = 0;  // rows of attempts that are decided
    std::uint64_t removed = 0;  // removed a while ago, and the key or the bytes are still there
    std::uint64_t orphans = 0;  // keys and bytes that no row names, also of killed writes, after orphans_left
    std::uint64_t overdue = 0;  // attempts that should have been given up a day ago
    std::uint64_t lost = 0;     // rows that wait, without key or bytes
    std::uint64_t unopened = 0;     // rows that wait, whose key does not open
    std::uint64_t past_proofs = 0;  // approved, and past their end for a while
};

// Reads alone, outside of any transaction, so that what is decided at this very moment is not held against anybody.
Holdings look(db::Connection& connection, const Vault& vault, const base::Limits& limits, base::Time now);

}  // namespace verification
