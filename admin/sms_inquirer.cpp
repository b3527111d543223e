#include "admin/sms_inquirer.h"

#include <algorithm>

#include "core/accounts/sms_patience.h"
#include "core/accounts/twilio.h"
#include "core/base/log.h"

namespace admin {
namespace {

// A number has more than one page only when hundreds of messages went to it.
constexpr unsigned most_pages = 10;
// Other jobs wait meanwhile.
constexpr base::Millis most_time{10'000};

// Writes what the answer makes of one message.
class Settlement {
public:
    Settlement(db::Connection& connection, const base::Limits& limits, const store::DoubtfulSms& sms,
               base::Time now)
        : connection_(connection),
          limits_(limits),
          sms_(sms),
          now_(now) {}

    void operator()(const accounts::SmsFound& found) const {
        note("known to Twilio", sms_.absences, now_);
        if (!found.failure.empty()) return store::finish_sms_failed(connection_, sms_.id, found.failure);
        store::finish_sms_sent(connection_, sms_.id, found.reference, now_);
    }
    void operator()(const accounts::SmsAbsent&) const {
        const accounts::UncertainSms sms{.attempted_at = sms_.attempted_at, .absences = sms_.absences + 1};
        if (const auto again = accounts::ask_after_absence(limits_, sms, now_))
            return note("not known to Twilio", sms.absences, *again);
        note("not known to Twilio: it was not sent", sms.absences, now_);
        const auto pause = accounts::sms_back_off(sms_.attempts, limits_.sms_retry);
        if (!pause) return store::finish_sms_failed(connection_, sms_.id, "given up; " + sms_.last_error);
        store::finish_sms_waiting(connection_, sms_.id, now_ + *pause, sms_.last_error);
    }
    void operator()(const accounts::SmsUnclear& unclear) const {
        const accounts::UncertainSms sms{.attempted_at = sms_.attempted_at, .absences = sms_.absences};
        const base::Time again = accounts::ask_after_silence(limits_, sms, now_);
        note(unclear.why, sms.absences, std::max(again, now_ + unclear.wait));
    }
    void operator()(const accounts::SmsMore&) const {
        (*this)(accounts::SmsUnclear{"Twilio's list of messages is too long"});
    }

private:
    void note(std::string_view word, unsigned absences, base::Time ask_at) const {
        store::note_sms_inquiry(connection_, sms_.id, {.word = word, .absences = absences, .ask_at = ask_at});
    }

    db::Connection& connection_;
    const base::Limits& limits_;
    const store::DoubtfulSms& sms_;
    base::Time now_;
};

// For the log, which holds neither number nor text.
std::string word_of(const accounts::SmsPage& page) {
    struct Word {
        std::string operator()(const accounts::SmsFound& found) const {
            return found.failure.empty() ? "it was sent" : found.failure;
        }
        std::string operator()(const accounts::SmsAbsent&) const { return "not known to Twilio"; }
        std::string operator()(const accounts::SmsUnclear& unclear) const { return unclear.why; }
        std::string operator()(const accounts::SmsMore&) const { return "the list is too long"; }
    };
    return std::visit(Word{}, page);
}

}  // namespace

std::optional<accounts::SmsPage> SmsInquirer::ask_next(JobSteps& steps) {
    const std::string sender = accounts::twilio_sender(config_.twilio);
    const auto sms = steps.take([&](db::Connection& inside, base::Time now) {
        return store::next_doubtful_sms(inside, sender, now);
    });
    if (!sms) return std::nullopt;
    auto page = ask(steps, *sms);
    steps.take([&](db::Connection& inside, base::Time now) {
        std::visit(Settlement(inside, config_.limits, *sms, now), page);
        return true;
    });
    base::log::info("sms {}, asked about: {}", sms->id.value, word_of(page));
    return page;
}

accounts::SmsPage SmsInquirer::ask(JobSteps& steps, const store::DoubtfulSms& sms) {
    const auto phone = keyring_.open(sms.phone, accounts::Purpose::sms);
    const auto body = keyring_.open(sms.body, accounts::Purpose::sms);
    if (!phone || !body) return accounts::SmsUnclear{"cannot be opened: its key is not known"};
    return leaf_through(steps, {.to = *phone, .body = *body, .attempted_at = sms.attempted_at});
}

accounts::SmsPage SmsInquirer::leaf_through(JobSteps& steps, const accounts::SoughtSms& sought) {
    const base::Time began = steps.now();
    auto request = accounts::twilio_list_request(config_.twilio, sought.to);
    for (unsigned pages = 1;; ++pages) {
        auto page = accounts::read_twilio_page(config_.twilio, sought, client_.send(request), steps.now());
        const auto* more = std::get_if<accounts::SmsMore>(&page);
        if (more == nullptr || pages == most_pages || steps.now() - began > most_time) return page;
        request = accounts::twilio_page_request(config_.twilio, more->path);
        steps.take([](db::Connection&, base::Time) { return true; });  // keeps the lease
    }
}

}  // namespace admin
