// How a job writes: in steps, each a transaction of its own that holds the job's fence.
#pragma once

#include <concepts>
#include <stdexcept>
#include <string_view>

#include "core/base/clock.h"
#include "core/db/transaction.h"
#include "core/store/jobs.h"

namespace admin {

// Another process has taken the job over: this run may write nothing more.
class LeaseLost : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One run of one job. Belongs to the thread of its connection.
class JobSteps {
public:
    // The lease was taken just now, for `lease`.
    JobSteps(db::Connection& connection, const base::Clock& clock, std::string_view job, std::uint64_t fence,
             base::Millis lease)
        : connection_(connection),
          clock_(clock),
          job_(job),
          fence_(fence),
          lease_(lease),
          leased_at_(clock.now()) {}

    base::Time now() const { return clock_.now(); }
    // For rules that make their own transactions, each of which is right whoever runs it. Never inside take().
    db::Connection& connection() { return connection_; }

    // Runs `work(connection, now)` inside a transaction and commits; a deadlock replays it. When another process has the lease: LeaseLost, and nothing is
    // written. A run that takes long keeps its lease.
    template <std::invocable<db::Connection&, base::Time> Step>
    auto take(Step&& work) {
        base::Time leased_at = leased_at_;
        auto outcome = db::transact(connection_, [&](db::Connection& inside) {
            leased_at = hold(inside);
            return work(inside, now());
        });
        leased_at_ = leased_at;  // only now is it committed
        return outcome;
    }

    // Throws LeaseLost when another process has the lease; a run that takes long keeps it.
    void check() {
        take([](db::Connection&, base::Time) { return true; });
    }

private:
    base::Time hold(db::Connection& inside) const {
        if (!store::hold_fence(inside, job_, fence_)) throw LeaseLost("another process has taken it over");
        // Seldom, so that a step that changes nothing costs no write.
        const base::Time at = now();
        if (at - leased_at_ < lease_ / 2) return leased_at_;
        store::extend_lease(inside, job_, at + lease_);
        return at;
    }

    db::Connection& connection_;
    const base::Clock& clock_;
    std::string_view job_;
    std::uint64_t fence_;
    base::Millis lease_;
    base::Time leased_at_;
};

}  // namespace admin
