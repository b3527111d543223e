#include "core/push/request.h"

#include <fmt/format.h>

#include "core/push/vapid.h"

namespace push {
namespace {

// Names of people and lounges in any language fit below it; a longer text takes as many times this.
constexpr std::size_t padding_step = 512;

std::size_t padded(std::size_t bytes) {
    return std::min((bytes + padding_step - 1) / padding_step * padding_step, most_text_bytes);
}

Outcome outcome_of(const base::HttpAnswer& answer, base::Time now) {
    const int status = answer.status;
    if (status >= 200 && status < 300) return {.fate = Fate::told};
    const std::string why = fmt::format("answered {}", status);
    if (status == 404 || status == 410) return {.fate = Fate::gone, .why = why};
    if (status == 429 || status >= 500)
        return {.fate = Fate::later,
                .wait = answer.retry_after(now).value_or(base::Millis{0}),
                // 429 may be about this browser alone.
                .away = status >= 500,
                .why = why};
    return {.fate = Fate::refused, .why = why};
}

}  // namespace

base::HttpRequest request_of(const Message& message, const Keys& keys, const base::PushSettings& settings,
                             base::Time now) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(message.lasts).count();
    return {.method = "POST",
            .url = message.to.endpoint,
            .headers = {{"TTL", std::to_string(seconds)},
                        {"Urgency", message.notice.urgent ? "high" : "normal"},
                        {"Topic", keys.topic(message.to.endpoint, message.notice.place)},
                        {"Content-Encoding", "aes128gcm"},
                        {"Content-Type", "application/octet-stream"},
                        {"Authorization",
                         authorization(keys.vapid(), message.endpoint.origin, settings.contact, now)}},
            .auth = std::nullopt,
            .body = encrypt(message.to.keys, message.notice.payload, padded(message.notice.payload.size()))};
}

Outcome outcome_of(const base::HttpOutcome& outcome, base::Time now) {
    if (const auto* answer = std::get_if<base::HttpAnswer>(&outcome)) return outcome_of(*answer, now);
    if (const auto* not_sent = std::get_if<base::HttpNotSent>(&outcome))
        return {.fate = Fate::later, .away = true, .why = "was not reached: " + not_sent->reason};
    return {.fate = Fate::later,
            .away = true,
            .why = "did not answer: " + std::get<base::HttpUnknown>(outcome).reason};
}

}  // namespace push
