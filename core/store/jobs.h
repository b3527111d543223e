// Leases of the background jobs. A run holds a fence number; when its lease was taken over, its writes are refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/db/connection.h"

namespace store {

void ensure_job(db::Connection& connection, std::string_view name, base::Time first_run);

// The fence number when the job is due and nobody holds its lease; nothing otherwise.
std::optional<std::uint64_t> lease_job(db::Connection& connection, std::string_view name,
                                       std::string_view owner, base::Time now, base::Millis length);

// Inside the job's own transaction, first: locks the lease and says whether it is still ours.
bool hold_fence(db::Connection& connection, std::string_view name, std::uint64_t fence);
// In the same transaction, for whoever holds the fence.
void extend_lease(db::Connection& connection, std::string_view name, base::Time until);

// Ends the run. An empty `error` is success. Does nothing when the lease was taken over.
void finish_job(db::Connection& connection, std::string_view name, std::uint64_t fence, base::Time now,
                base::Time next_run, std::string_view error);

struct JobState {
    std::string name;
    base::Time next_run_at{};
    std::string lease_owner;  // empty: nobody runs it
    std::optional<base::Time> lease_until;
    std::optional<base::Time> last_finished_at;
    std::string last_error;  // of the last run; empty: it went well
};
// By name.
std::vector<JobState> all_jobs(db::Connection& connection);

}  // namespace store
