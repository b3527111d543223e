#include "core/accounts/twilio_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/accounts/twilio_answer.h"

namespace accounts {
namespace {

// About a kilobyte each: a page stays well within what the client reads (base::HttpBounds).
constexpr std::string_view page_size = "100";
// Between Twilio's clock and this machine's. Texts hold a random password, so an older one alike is hardly ever another message.
constexpr base::Millis clocks_apart{std::chrono::minutes{15}};

std::string list_path(const base::TwilioSettings& settings) {
    return fmt::format("/2010-04-01/Accounts/{}/Messages.json", settings.account_sid);
}

base::HttpRequest get(const base::TwilioSettings& settings, std::string_view path) {
    return {.method = "GET",
            .url = fmt::format("{}{}", settings.api_url, path),
            .headers = {{"Accept", "application/json"}},
            .auth = base::BasicAuth{.user = settings.account_sid, .password = settings.auth_token},
            .body = ""};
}

enum class Likeness { other, blurred, same };

// Twilio's trial accounts put a sentence in front of every text. An account may be set to keep neither texts nor whole numbers (message redaction): what
// cannot be compared may be the one.
Likeness compare(const nlohmann::json& message, const base::TwilioSettings& settings,
                 const SoughtSms& sought) {
    const auto created = base::parse_date(twilio::text_of(message, "date_created"));
    if (created && *created < sought.attempted_at - clocks_apart) return Likeness::other;
    const std::string body = twilio::text_of(message, "body");
    if (body.empty()) return Likeness::blurred;
    if (!body.ends_with(sought.body)) return Likeness::other;
    const bool same = twilio::text_of(message, "to") == sought.to &&
                      twilio::text_of(message, "from") == settings.from_number &&
                      !twilio::sid_of(message).empty();
    return same ? Likeness::same : Likeness::blurred;
}

std::string failure_of(const nlohmann::json& message) {
    constexpr std::array<std::string_view, 3> given_up{"failed", "undelivered", "canceled"};
    const std::string status = twilio::text_of(message, "status");
    if (std::ranges::find(given_up, status) == given_up.end()) return {};
    const auto code = message.find("error_code");
    if (code == message.end() || !code->is_number_unsigned()) return "Twilio took it: " + status;
    return fmt::format("Twilio took it: {}, code {}", status, code->get<std::uint64_t>());
}

// A path of another list, or of another account, is not followed: the account's secret goes with the request.
SmsPage what_follows(const nlohmann::json& list, const base::TwilioSettings& settings) {
    const auto next = list.find("next_page_uri");
    if (next == list.end() || next->is_null()) return SmsAbsent{};
    auto path = twilio::text_of(list, "next_page_uri");
    if (!path.starts_with(list_path(settings) + "?")) return SmsUnclear{"Twilio's list goes on nowhere"};
    return SmsMore{std::move(path)};
}

SmsPage read(const base::HttpAnswer& answer, const base::TwilioSettings& settings, const SoughtSms& sought,
             base::Time now) {
    const auto list = twilio::parse_object(answer.body);
    const auto messages = list.find("messages");
    if (answer.status != 200 || messages == list.end() || !messages->is_array())
        return SmsUnclear{twilio::describe(answer), twilio::wait_asked_for(answer, now)};
    bool blurred = false;
    for (const auto& message : *messages) {
        const auto likeness = message.is_object() ? compare(message, settings, sought) : Likeness::blurred;
        if (likeness == Likeness::same) return SmsFound{twilio::sid_of(message), failure_of(message)};
        blurred = blurred || likeness == Likeness::blurred;
    }
    if (blurred) return SmsUnclear{"Twilio has a message that may be this one, and does not show it whole"};
    return what_follows(list, settings);
}

template <class NoAnswer>
SmsPage read(const NoAnswer& outcome, const base::TwilioSettings&, const SoughtSms&, base::Time) {
    return SmsUnclear{twilio::describe(outcome)};
}

}  // namespace

base::HttpRequest twilio_list_request(const base::TwilioSettings& settings, std::string_view to) {
    const std::array<std::pair<std::string, std::string>, 3> fields{
        {{"To", std::string(to)}, {"From", settings.from_number}, {"PageSize", std::string(page_size)}}};
    return get(settings, list_path(settings) + "?" + base::form_body(fields));
}

base::HttpRequest twilio_page_request(const base::TwilioSettings& settings, std::string_view path) {
    return get(settings, path);
}

SmsPage read_twilio_page(const base::TwilioSettings& settings, const SoughtSms& sought,
                         const base::HttpOutcome& outcome, base::Time now) {
    return std::visit([&](const auto& one) { return read(one, settings, sought, now); }, outcome);
}

}  // namespace accounts
