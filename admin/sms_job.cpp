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
    Record(db::Connection& connection, const base::Limits& limits, const store::ClaimedSms& sms,
           base::Time now)
        : connection_(connection),
          limits_(limits),
          sms_(sms),
          now_(now) {}

    void operator()(const accounts::SmsSent& sent) const {
        store::finish_sms_sent(connection_, sms_.id, sent.reference, now_);
    }
    void operator()(const accounts::SmsRetry& retry) const {
        const auto pause = accounts::sms_back_off(sms_.attempts, limits_.sms_retry);
        if (!pause) return store::finish_sms_failed(connection_, sms_.id, "given up; " + retry.why);
        store::finish_sms_waiting(connection_, sms_.id, now_ + std::max(*pause, retry.wait), retry.why);
    }
    void operator()(const accounts::SmsFailed& failed) const {
        store::finish_sms_failed(connection_, sms_.id, failed.why);
    }
    void operator()(const accounts::SmsUnknown& unknown) const {
        store::finish_sms_unknown(connection_, sms_.id, unknown.why, now_ + limits_.sms_ask_after);
    }

private:
    db::Connection& connection_;
    const base::Limits& limits_;
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
      limits_(config.limits),
      keyring_(keyring),
      client_(bounds),
      inquirer_(config, keyring, client_) {}

Job SmsJob::job() {
    return {"send-sms", twilio_.configured() ? every : every_without_twilio,
            [this](JobSteps& steps) { return run(steps); }};
}

std::uint64_t SmsJob::run(JobSteps& steps) {
    const base::Time began = steps.now();
    // Whoever holds the fence is the only sender: what is SENDING now was left by one that died.
    const std::uint64_t abandoned = steps.take([this](db::Connection& inside, base::Time now) {
        return store::abandon_sending_sms(inside, now + limits_.sms_ask_after);
    });
    if (!twilio_.configured() || began < quiet_until_) return abandoned;
    const Sent sent = send_due(steps, began);
    return abandoned + sent.rows + (sent.away ? 0 : settle_due(steps, began));
}

SmsJob::Sent SmsJob::send_due(JobSteps& steps, base::Time began) {
    Sent sent;
    while (!sent.away && steps.now() - began < at_a_stretch) {
        const auto outcome = send_next(steps);
        if (!outcome) break;
        ++sent.rows;
        if (const auto* retry = std::get_if<accounts::SmsRetry>(&*outcome)) be_quiet(steps, retry->wait);
        sent.away = is_away(*outcome);
    }
    return sent;
}

// One at least, however many wait to be sent.
std::uint64_t SmsJob::settle_due(JobSteps& steps, base::Time began) {
    std::uint64_t rows = 0;
    do {
        const auto page = inquirer_.ask_next(steps);
        if (!page) break;
        ++rows;
        if (const auto* unclear = std::get_if<accounts::SmsUnclear>(&*page)) {
            be_quiet(steps, unclear->wait);
            break;
        }
    } while (steps.now() - began < at_a_stretch);
    return rows;
}

void SmsJob::be_quiet(const JobSteps& steps, base::Millis wait) { quiet_until_ = steps.now() + wait; }

std::optional<accounts::SmsOutcome> SmsJob::send_next(JobSteps& steps) {
    const std::string sender = accounts::twilio_sender(twilio_);
    const auto sms = steps.take(
        [&](db::Connection& inside, base::Time now) { return store::claim_sms(inside, sender, now); });
    if (!sms) return std::nullopt;
    auto outcome = send(*sms, steps.now());
    steps.take([&](db::Connection& inside, base::Time now) {
        std::visit(Record(inside, limits_, *sms, now), outcome);
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
