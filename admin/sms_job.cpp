#include "admin/sms_job.h"

#include <algorithm>

#include "core/base/log.h"

namespace admin {
namespace {

constexpr base::Millis every{2000};
constexpr base::Millis every_without_twilio{60'000};
// Other jobs wait meanwhile, and so does whoever ends the process.
constexpr base::Millis at_a_stretch{3000};

// Writes what became of one message.
class Record {
public:
    Record(db::Connection& connection, const store::ClaimedSms& sms, base::Time now)
        : connection_(connection),
          sms_(sms),
          now_(now) {}

    void operator()(const accounts::SmsSent& sent) const {
        store::finish_sms_sent(connection_, sms_.id, sent.reference, now_);
    }
    void operator()(const accounts::SmsRetry& retry) const {
        const auto pause = accounts::sms_back_off(sms_.attempts);
        if (!pause) return store::finish_sms_failed(connection_, sms_.id, "given up; " + retry.why);
        store::finish_sms_waiting(connection_, sms_.id, now_ + std::max(*pause, retry.wait), retry.why);
    }
    void operator()(const accounts::SmsFailed& failed) const {
        store::finish_sms_failed(connection_, sms_.id, failed.why);
    }
    void operator()(const accounts::SmsUnknown& unknown) const {
        store::finish_sms_unknown(connection_, sms_.id, unknown.why);
    }

private:
    db::Connection& connection_;
    const store::ClaimedSms& sms_;
    base::Time now_;
};

std::string reason_of(const accounts::SmsOutcome& outcome) {
    return std::visit(
        [](const auto& one) -> std::string {
            if constexpr (requires { one.why; }) return one.why;
            return "";
        },
        outcome);
}

// Others would fare alike: they wait for the next run.
bool is_away(const accounts::SmsOutcome& outcome) {
    return std::holds_alternative<accounts::SmsRetry>(outcome) ||
           std::holds_alternative<accounts::SmsUnknown>(outcome);
}

}  // namespace

SmsJob::SmsJob(const base::Config& config, const accounts::Keyring& keyring, const base::HttpBounds& bounds)
    : twilio_(config.twilio),
      keyring_(keyring),
      client_(bounds) {}

Job SmsJob::job() {
    return {"send-sms", twilio_.configured() ? every : every_without_twilio,
            [this](JobSteps& steps) { return run(steps); }};
}

std::uint64_t SmsJob::run(JobSteps& steps) {
    const base::Time began = steps.now();
    // Whoever holds the fence is the only sender: what is SENDING now was left by one that died.
    std::uint64_t rows =
        steps.take([](db::Connection& inside, base::Time) { return store::abandon_sending_sms(inside); });
    if (!twilio_.configured() || began < quiet_until_) return rows;
    while (steps.now() - began < at_a_stretch) {
        const auto outcome = send_next(steps);
        if (!outcome) break;
        ++rows;
        if (const auto* retry = std::get_if<accounts::SmsRetry>(&*outcome))
            quiet_until_ = steps.now() + retry->wait;
        if (is_away(*outcome)) break;
    }
    return rows;
}

std::optional<accounts::SmsOutcome> SmsJob::send_next(JobSteps& steps) {
    const auto sms = steps.take(store::claim_sms);
    if (!sms) return std::nullopt;
    auto outcome = send(*sms, steps.now());
    steps.take([&](db::Connection& inside, base::Time now) {
        std::visit(Record(inside, *sms, now), outcome);
        return true;
    });
    if (const auto why = reason_of(outcome); !why.empty())
        base::log::warning("sms {}: {}", sms->id.value, why);
    return outcome;
}

accounts::SmsOutcome SmsJob::send(const store::ClaimedSms& sms, base::Time now) {
    const auto phone = keyring_.open(sms.phone, accounts::Purpose::sms);
    const auto body = keyring_.open(sms.body, accounts::Purpose::sms);
    if (!phone || !body) return accounts::SmsFailed{"cannot be opened: its key is not known"};
    return accounts::read_twilio(client_.send(accounts::twilio_request(twilio_, *phone, *body)), now);
}

}  // namespace admin
