#include "admin/market_job.h"

#include "core/base/log.h"
#include "core/market/test_provider.h"
#include "core/store/ledger.h"
#include "core/store/refunds.h"

namespace admin {
namespace {

// A provider that is slow takes up to HttpBounds::total for each.
constexpr std::size_t at_once = 5;
constexpr std::size_t faults_at_once = 20;

}  // namespace

MarketJob::MarketJob(const base::Config& config, const base::Clock& clock, const chat::HintSender& hints)
    : clock_(clock),
      config_(config),
      hints_(hints),
      house_{clock, config},
      providers_(config, clock,
                 config.market.test_provider
                     ? std::make_unique<market::TestProvider>(
                           [this]() -> db::Connection& { return *connection_; }, clock, config.frontend_url)
                     : nullptr) {}

Job MarketJob::job() {
    return {"care-for-orders", std::chrono::seconds{1}, [this](JobSteps& steps) { return run(steps); }};
}

Job MarketJob::check_job() {
    return {"check-ledger", std::chrono::hours{1}, [](db::Connection& connection, base::Time /*now*/) {
                const auto faults = store::ledger_faults(connection, faults_at_once);
                for (const auto& fault : faults) base::log::error("the ledger is not whole: {}", fault);
                return std::uint64_t{faults.size()};
            }};
}

// Every step of the rules is a transaction of its own that looks at what is there, and every request may be repeated: the fence is asked before each, so that a process
// that has lost its lease begins nothing more.
std::uint64_t MarketJob::run(JobSteps& steps) {
    connection_ = &steps.connection();
    const market::PaymentHouse payments{house_, providers_, hints_};
    std::uint64_t done = 0;
    const auto due = [&](auto find) {
        return steps.take([&](db::Connection& inside, base::Time now) { return find(inside, now, at_once); });
    };
    for (const auto& event : due(store::due_payment_events)) {
        steps.check();
        market::follow_notice(*connection_, payments, event);
        ++done;
    }
    for (const auto id : due(store::due_orders)) {
        steps.check();
        market::care_for(*connection_, payments, id);
        ++done;
    }
    for (const auto id : due(store::due_refunds)) {
        steps.check();
        market::send_refund(*connection_, payments, id);
        ++done;
    }
    return done;
}

}  // namespace admin
