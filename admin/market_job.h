// The market's clock: what is due of orders, refunds and notices, with questions to the providers between.
#pragma once

#include "admin/jobs.h"
#include "core/market/notice.h"
#include "core/market/refund.h"

namespace admin {

class MarketJob {
public:
    // All outlive it.
    MarketJob(const base::Config& config, const base::Clock& clock, const chat::HintSender& hints);

    // "care-for-orders", each second: a few of each kind at a time, so that nothing else waits long.
    Job job();

    // "check-ledger", each hour: what is wrong goes into the log as an error.
    static Job check_job();

private:
    std::uint64_t run(JobSteps& steps);

    const base::Clock& clock_;
    const base::Config& config_;
    const chat::HintSender& hints_;
    chat::House house_;
    db::Connection* connection_ = nullptr;  // of the run that is under way
    market::Providers providers_;
};

}  // namespace admin
