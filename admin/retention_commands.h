// retention-report: proves that of documents nothing is kept that should be gone, and says how proofs of age ended, without naming anybody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "admin/console.h"
#include "core/store/jobs.h"
#include "core/verification/holdings.h"

namespace CLI {
class App;
}

namespace admin {

struct RetentionReport {
    verification::Holdings held;
    std::optional<store::JobState> job;     // "destroy-documents"
    std::vector<store::ProofCount> proofs;  // of the last 30 days
    std::vector<std::string> faults{};      // each with what to do
};

// Throws db::Error, std::system_error when a folder cannot be read.
RetentionReport retention_report(db::Connection& connection, const verification::Vault& vault,
                                 const base::Limits& limits, base::Time now);
Answer answer_of(const RetentionReport& report, base::Time now);

void add_retention_command(CLI::App& app, const Console& console);

}  // namespace admin
