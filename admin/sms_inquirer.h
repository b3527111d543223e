// Asks Twilio about SMS whose sending was not answered, so that they settle: those it has are SENT, those it has not go back to WAITING, and are sent again
// only then. While nothing is known they stay UNKNOWN, with what it said last.
#pragma once

#include <optional>

#include "admin/job_steps.h"
#include "core/accounts/keyring.h"
#include "core/accounts/twilio_list.h"
#include "core/base/config.h"
#include "core/base/http_client.h"
#include "core/store/sms_inquiries.h"

namespace admin {

// Belongs to the thread that runs the jobs, as the client does; outlived by all that it is given.
class SmsInquirer {
public:
    SmsInquirer(const base::Config& config, const accounts::Keyring& keyring, base::HttpClient& client)
        : config_(config),
          keyring_(keyring),
          client_(client) {}

    // Asks about the next message that is due, and records what that makes of it; nothing when none is due. SmsUnclear: to ask about others now would end
    // alike.
    std::optional<accounts::SmsPage> ask_next(JobSteps& steps);

private:
    accounts::SmsPage ask(JobSteps& steps, const store::DoubtfulSms& sms);
    accounts::SmsPage leaf_through(JobSteps& steps, const accounts::SoughtSms& sought);

    const base::Config& config_;
    const accounts::Keyring& keyring_;
    base::HttpClient& client_;
};

}  // namespace admin
