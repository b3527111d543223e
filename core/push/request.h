// One push message as a request to a push service (RFC 8030), and what its answer means. Pure but for randomness and the clock given; any thread.
#pragma once

#include <optional>
#include <string>

#include "core/base/config.h"
#include "core/base/http_client.h"
#include "core/push/endpoint.h"
#include "core/push/keys.h"
#include "core/push/notice.h"

namespace push {

struct Message {
    const Subscription& to;
    const Endpoint& endpoint;
    const Notice& notice;
    base::Millis lasts{};  // how long the service keeps it for a browser that is away
};
// Its length tells nothing of what it says, and its topic lets the service keep but the newest of a place.
base::HttpRequest request_of(const Message& message, const Keys& keys, const base::PushSettings& settings,
                             base::Time now);

enum class Fate {
    told,     // the service has it
    gone,     // there is no such browser any more
    refused,  // ... and would refuse it again
    later,    // not now, or nobody knows: it may be sent again, a browser shows one notification a place
};
struct Outcome {
    Fate fate = Fate::later;
    base::Millis wait{};   // what the service asks for, of `later`
    bool away = false;     // the service itself is in trouble: whatever else it were asked would fare alike
    std::string why = {};  // for the log; holds no address
};
Outcome outcome_of(const base::HttpOutcome& answer, base::Time now);

}  // namespace push
