#include "core/accounts/totp.h"

#include <liboath/oath.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "core/base/crypto.h"

namespace accounts {
namespace {

constexpr unsigned step_seconds = OATH_TOTP_DEFAULT_TIME_STEP_SIZE;
constexpr std::string_view issuer = "The Chatroom";

void require(int outcome) {
    if (outcome != OATH_OK)
        throw std::runtime_error(fmt::format("liboath failed: {}", oath_strerror(outcome)));
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    std::string out;
    for (const char c : text) {
        if (plain.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

}  // namespace

TotpStep totp_step(base::Time at) {
    return static_cast<TotpStep>(at.time_since_epoch() / std::chrono::seconds{step_seconds});
}

std::string totp_code(std::string_view secret, TotpStep step) {
    static const int ready = oath_init();
    require(ready);
    std::array<char, totp_digits + 1> code{};
    require(oath_totp_generate(secret.data(), secret.size(), static_cast<time_t>(step * step_seconds),
                               step_seconds, OATH_TOTP_DEFAULT_START_TIME, totp_digits, code.data()));
    return code.data();
}

std::optional<TotpStep> match_totp(std::string_view secret, std::string_view code, base::Time now,
                                   TotpStep used) {
    const TotpStep present = totp_step(now);
    for (const TotpStep step : {present, present - 1, present + 1})
        if (step > used && base::constant_time_equal(code, totp_code(secret, step))) return step;
    return std::nullopt;
}

std::string to_base32(std::string_view bytes) {
    char* text = nullptr;
    require(oath_base32_encode(bytes.data(), bytes.size(), &text, nullptr));
    const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
    std::string out(text);
    while (out.ends_with('=')) out.pop_back();
    return out;
}

std::string totp_uri(std::string_view base32_secret, std::string_view label) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits={3}&period={4}",
                       percent_encoded(issuer), percent_encoded(label), base32_secret, totp_digits,
                       step_seconds);
}

}  // namespace accounts
