// Sends what lies in the SMS outbox, one message after the other: claim and commit, ask Twilio, record. Without Twilio nothing is claimed, and messages wait
// for the operator (scripts/sms-outbox).
#pragma once

#include "admin/jobs.h"
#include "core/accounts/keyring.h"
#include "core/accounts/twilio.h"
#include "core/base/config.h"
#include "core/base/http_client.h"
#include "core/store/sms_outbox.h"

namespace admin {

// Belongs to the thread that runs the jobs; outlives the Job it gives, and is outlived by config and keyring.
class SmsJob {
public:
    SmsJob(const base::Config& config, const accounts::Keyring& keyring, const base::HttpBounds& bounds = {});

    Job job();

private:
    std::uint64_t run(JobSteps& steps);
    // Claims, sends and records the next message; nothing when none is due.
    std::optional<accounts::SmsOutcome> send_next(JobSteps& steps);
    // Asks Twilio. A message that cannot be opened is failed.
    accounts::SmsOutcome send(const store::ClaimedSms& sms, base::Time now);

    const base::TwilioSettings& twilio_;
    const accounts::Keyring& keyring_;
    base::HttpClient client_;
    base::Time quiet_until_{};  // Twilio asked for it: what one message meets, all would
};

}  // namespace admin
