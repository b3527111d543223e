// Sends what lies in the SMS outbox, one message after the other: claim and commit, hand it to Twilio, record. What was not answered is asked about
// (sms_inquirer.h). Without Twilio nothing is claimed, and messages wait for the operator (scripts/sms-outbox).
#pragma once

#include "admin/jobs.h"
#include "admin/sms_inquirer.h"
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
    struct Sent {
        std::uint64_t rows = 0;
        bool away = false;  // Twilio was: whatever else it were asked would fare alike
    };
    Sent send_due(JobSteps& steps, base::Time began);
    std::uint64_t settle_due(JobSteps& steps, base::Time began);
    void be_quiet(const JobSteps& steps, base::Millis wait);
    // Claims, sends and records the next message; nothing when none is due.
    std::optional<accounts::SmsOutcome> send_next(JobSteps& steps);
    // Hands it to Twilio. A message that cannot be opened is failed.
    accounts::SmsOutcome send(const store::ClaimedSms& sms, base::Time now);

    const base::TwilioSettings& twilio_;
    const base::Limits& limits_;
    const accounts::Keyring& keyring_;
    base::HttpClient client_;
    SmsInquirer inquirer_;
    base::Time quiet_until_{};  // Twilio asked for it: what one message meets, all would
};

}  // namespace admin
