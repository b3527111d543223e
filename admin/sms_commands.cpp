#include "admin/sms_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <stdexcept>

#include "core/accounts/twilio.h"
#include "core/db/transaction.h"

namespace admin {
namespace {

constexpr unsigned most_listed = 200;

// A message as the operator sees it.
struct Shown {
    store::OutboxSms sms;
    std::optional<base::Time> inquiry_at;  // when Twilio is asked about it next
    std::optional<std::string> phone;
    std::optional<std::string> body;
};

bool may_be_shown(store::SmsStatus status) {
    return status == store::SmsStatus::waiting || status == store::SmsStatus::failed ||
           status == store::SmsStatus::unknown;
}

// The same messages that the job asks about (store::next_doubtful_sms).
std::optional<base::Time> next_inquiry(const store::OutboxSms& sms, const base::TwilioSettings& twilio,
                                       base::Time now) {
    const bool is_asked_about = sms.status == store::SmsStatus::unknown && twilio.configured() &&
                                sms.sender == accounts::twilio_sender(twilio) && !sms.phone.text.empty() &&
                                (!sms.expires_at || *sms.expires_at > now);
    return is_asked_about ? std::optional(sms.next_attempt_at) : std::nullopt;
}

Shown open(store::OutboxSms sms, const accounts::Keyring& keyring, std::optional<base::Time> inquiry_at) {
    Shown shown{.sms = std::move(sms), .inquiry_at = inquiry_at, .phone = std::nullopt, .body = std::nullopt};
    if (may_be_shown(shown.sms.status)) {
        shown.phone = keyring.open(shown.sms.phone, accounts::Purpose::sms);
        shown.body = keyring.open(shown.sms.body, accounts::Purpose::sms);
    }
    return shown;
}

std::string subject_of(store::SmsId id) { return fmt::format("sms:{}", id.value); }

nlohmann::json to_json(const Shown& shown) {
    const auto& sms = shown.sms;
    return {{"id", sms.id.value},
            {"status", store::name_of(sms.status)},
            {"purpose", sms.purpose == store::SmsPurpose::notice ? "NOTICE" : "PASSWORD"},
            {"user_id", sms.user ? nlohmann::json(sms.user->value) : nlohmann::json(nullptr)},
            {"country", or_null(sms.country)},
            {"attempts", sms.attempts},
            {"created_at", base::to_iso8601(sms.created_at)},
            {"expires_at", or_null(sms.expires_at)},
            {"next_attempt_at", sms.status == store::SmsStatus::waiting
                                    ? nlohmann::json(base::to_iso8601(sms.next_attempt_at))
                                    : nlohmann::json(nullptr)},
            {"inquiry", or_null(sms.inquiry)},
            {"next_inquiry_at", or_null(shown.inquiry_at)},
            {"sent_at", or_null(sms.sent_at)},
            {"reference", or_null(sms.reference)},
            {"error", or_null(sms.last_error)},
            {"phone", or_null(shown.phone)},
            {"body", or_null(shown.body)}};
}

std::string headline(const Shown& shown, base::Time now) {
    const auto& sms = shown.sms;
    std::string line =
        fmt::format("#{}  {}  {} old", sms.id.value, store::name_of(sms.status), spell(now - sms.created_at));
    if (sms.expires_at && sms.status != store::SmsStatus::sent)
        line +=
            *sms.expires_at > now ? ", of use for " + spell(*sms.expires_at - now) : ", of no use any more";
    if (!sms.country.empty()) line += ", " + sms.country;
    line += fmt::format(", {} {}", sms.attempts, sms.attempts == 1 ? "attempt" : "attempts");
    if (shown.inquiry_at) line += ", Twilio is asked about it in " + spell(*shown.inquiry_at - now);
    return line;
}

std::string to_text(const Shown& shown, base::Time now) {
    std::string text = headline(shown, now) + "\n";
    const auto add = [&](std::string_view name, const std::string& value) {
        if (!value.empty()) text += fmt::format("      {:<6}{}\n", name, one_line(value));
    };
    add("to", shown.phone.value_or(""));
    add("text", shown.body.value_or(""));
    add("error", shown.sms.last_error);
    add("asked", shown.sms.inquiry);
    add("sid", shown.sms.reference);
    return text;
}

constexpr std::string_view not_set_up =
    "SMS is not set up (TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM_NUMBER): pass these on by hand, then drop them.\n";

}  // namespace

SmsOutbox::SmsOutbox(db::Connection& connection, const base::Config& config, const base::Clock& clock)
    : connection_(connection),
      config_(config),
      clock_(clock),
      keyring_(config),
      audit_(config) {}

void SmsOutbox::record(const std::string& action, const std::string& subject, const std::string& detail,
                       const std::function<void(db::Connection&)>& act) {
    db::transact(connection_, [&](db::Connection& inside) {
        act(inside);
        audit_.append(inside,
                      {.actor = std::string(audit::by_operator),
                       .action = action,
                       .subject = subject,
                       .detail = detail},
                      clock_.now());
        return true;
    });
    audit_.keep_head(connection_);
}

Answer SmsOutbox::list(bool all) {
    std::vector<Shown> list;
    nlohmann::json opened = nlohmann::json::array();
    for (auto& sms : store::list_sms(connection_, all, most_listed)) {
        const auto inquiry_at = next_inquiry(sms, config_.twilio, clock_.now());
        list.push_back(open(std::move(sms), keyring_, inquiry_at));
        if (list.back().phone || list.back().body) opened.push_back(list.back().sms.id.value);
    }
    // First put on record, then shown.
    if (!opened.empty())
        record("sms.show", "", nlohmann::json{{"sms", opened}}.dump(), [](db::Connection&) {});
    Answer answer{.document = nlohmann::json::array(), .text = "The SMS outbox is empty.\n"};
    if (!list.empty()) answer.text = config_.twilio.configured() || opened.empty() ? "" : not_set_up;
    for (const auto& shown : list) {
        answer.document.push_back(to_json(shown));
        answer.text += to_text(shown, clock_.now());
    }
    return answer;
}

void SmsOutbox::retry(store::SmsId id) {
    record("sms.retry", subject_of(id), "", [&](db::Connection& inside) {
        if (!store::retry_sms(inside, id, clock_.now()))
            throw std::runtime_error(fmt::format(
                "no SMS {} that could be sent: it is gone, sent, being sent, or of no use any more",
                id.value));
    });
}

void SmsOutbox::drop(store::SmsId id) {
    record("sms.drop", subject_of(id), "", [&](db::Connection& inside) {
        if (!store::drop_sms(inside, id))
            throw std::runtime_error(
                fmt::format("no SMS {} to drop: it is gone, sent, or being sent", id.value));
    });
}

void add_sms_commands(CLI::App& app, const Console& console) {
    auto* command = app.add_subcommand("sms-outbox", "SMS that wait, failed, or may not have arrived");
    const auto* all =
        command->add_flag("--all")->description("also those sent and being sent, without phone and text");
    command->require_subcommand(0, 1);
    console.on(command, [=](const Workplace& at) {
        return SmsOutbox(at.connection, at.config, at.clock).list(all->count() > 0);
    });
    const auto add = [&](const char* name, const char* help, const char* done,
                         void (SmsOutbox::*act)(store::SmsId)) {
        auto* sub = command->add_subcommand(name, help);
        const auto* id = sub->add_option("ID", "the number after #")->required()->check(CLI::PositiveNumber);
        console.on(sub, [=](const Workplace& at) {
            const store::SmsId sms{id->as<std::uint64_t>()};
            SmsOutbox outbox(at.connection, at.config, at.clock);
            (outbox.*act)(sms);
            return Answer{.document = {{"id", sms.value}, {"done", name}},
                          .text = fmt::format("SMS {} {}\n", sms.value, done)};
        });
    };
    add("retry", "send it again, even if it may have arrived", "is due at once", &SmsOutbox::retry);
    add("drop", "delete it", "is deleted", &SmsOutbox::drop);
}

}  // namespace admin
