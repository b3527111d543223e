// retention-report: proves that of documents nothing is kept that should be gone, and says how proofs of age ended, without naming anybody.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/config.h"
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
// What is printed: for people, or as a JSON object.
std::string to_text(const RetentionReport& report, base::Time now, bool json);

void add_retention_command(CLI::App& app, const std::function<base::Config()>& config,
                           const base::Clock& clock);

}  // namespace admin
