// Tells browsers whose pages are closed: one delivery after the other, claim and commit, ask the push service, record. A delivery that nobody confirmed is
// sent again after a while: the service keeps one message a topic, and a browser shows one notification a place, so that a repeat is not seen.
#pragma once

#include <map>
#include <string>

#include "admin/jobs.h"
#include "core/base/config.h"
#include "core/base/http_client.h"
#include "core/push/keys.h"
#include "core/push/request.h"
#include "core/store/push_deliveries.h"
#include "core/view/locale.h"

namespace admin {

// Shorter than for services that the operator chose: whoever subscribed chose this one, and everything else waits meanwhile.
inline const base::HttpBounds push_bounds{.connect = base::Millis{2000},
                                          .total = base::Millis{4000},
                                          .answer_bytes = 4096,
                                          .public_only = true,
                                          .authorities = ""};

// Belongs to the thread that runs the jobs; outlives the Job it gives, and is outlived by config, keys and languages.
class PushJob {
public:
    // With config.push.local_endpoints the bounds' public_only is off.
    PushJob(const base::Config& config, const push::Keys& keys, const view::Languages& languages,
            base::HttpBounds bounds = push_bounds);

    Job job();

private:
    std::uint64_t run(JobSteps& steps);
    // False when none was due.
    bool tell_next(JobSteps& steps);

    struct Reached {
        push::Subscription subscription;
        push::Endpoint endpoint;
    };
    struct Telling {
        store::PushDelivery delivery;
        Reached to;
        push::Notice notice;
    };
    struct Claim {
        bool any = false;                // was due
        std::optional<Telling> telling;  // nothing: it is done with already, or put off
    };
    // Takes the next delivery, with all that is to be said; asks nobody outside.
    Claim claim(db::Connection& inside, base::Time now) const;
    std::optional<Telling> prepare(db::Connection& inside, const store::PushDelivery& delivery,
                                   base::Time now) const;
    // Nothing when the session is over, the key is another one, or the address is allowed no more.
    std::optional<Reached> reach(const store::PushRecipient& recipient) const;
    std::optional<push::Notice> notice_of(db::Connection& inside, const store::PushDelivery& delivery,
                                          const store::PushRecipient& recipient, base::Time now) const;
    base::Millis back_off(std::uint32_t attempts) const;
    push::Outcome send(const Telling& telling, base::Time now);
    void record(db::Connection& inside, base::Time now, const Telling& telling,
                const push::Outcome& outcome) const;

    // Services that do not answer, so that one of them cannot hold up the others.
    struct Quiet {
        base::Time until{};
        unsigned times = 0;
    };
    std::optional<base::Time> quiet_until(const std::string& host, base::Time now) const;
    void note(const std::string& host, const push::Outcome& outcome, base::Time now);

    const base::Config& config_;
    const push::Keys& keys_;
    const view::Languages& languages_;
    base::HttpClient client_;
    std::map<std::string, Quiet, std::less<>> quiet_;
};

}  // namespace admin
