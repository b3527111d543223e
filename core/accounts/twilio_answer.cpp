#include "core/accounts/twilio_answer.h"

#include <fmt/format.h>

#include <algorithm>

namespace accounts::twilio {
namespace {

constexpr base::Millis longest_wait{std::chrono::hours{1}};

}  // namespace

nlohmann::json parse_object(std::string_view body) {
    auto json = nlohmann::json::parse(body, nullptr, false);
    return json.is_object() ? json : nlohmann::json::object();
}

std::string text_of(const nlohmann::json& object, std::string_view name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string sid_of(const nlohmann::json& message) {
    constexpr std::size_t longest = 64;
    auto sid = text_of(message, "sid");
    const auto fits = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    return sid.size() <= longest && std::ranges::all_of(sid, fits) ? sid : std::string();
}

// The message that comes with the code repeats the phone number.
std::string describe(const base::HttpAnswer& answer) {
    const auto json = parse_object(answer.body);
    const auto code = json.find("code");
    if (code == json.end() || !code->is_number_unsigned())
        return fmt::format("Twilio answered {}", answer.status);
    return fmt::format("Twilio answered {}, code {}", answer.status, code->get<std::uint64_t>());
}
std::string describe(const base::HttpNotSent& outcome) { return "Twilio was not reached: " + outcome.reason; }
std::string describe(const base::HttpUnknown& outcome) { return "no answer from Twilio: " + outcome.reason; }

base::Millis wait_asked_for(const base::HttpAnswer& answer, base::Time now) {
    return std::min(longest_wait, answer.retry_after(now).value_or(base::Millis{0}));
}

}  // namespace accounts::twilio
