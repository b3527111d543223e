#include "core/moderation/code.h"

#include <charconv>

#include "core/base/crypto.h"

namespace moderation {
namespace {

constexpr std::size_t mac_bytes = 12;

std::string code_under(std::string_view key, std::uint64_t number) {
    const std::string text = std::to_string(number);
    return text + "-" + base::to_hex(base::hmac_sha256(key, text).substr(0, mac_bytes));
}

}  // namespace

Codes::Codes(const base::KeyPair& secrets, std::string_view purpose) {
    for (const auto* secret : {&secrets.current, &secrets.previous}) {
        if (!secret->empty()) keys_.push_back(base::derive_key(*secret, purpose));
    }
}

std::string Codes::code_of(std::uint64_t number) const { return code_under(keys_.at(0), number); }

std::optional<std::uint64_t> Codes::number_of(std::string_view code) const {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    if (error != std::errc{}) return std::nullopt;
    for (const auto& key : keys_) {
        if (base::constant_time_equal(code, code_under(key, number))) return number;
    }
    return std::nullopt;
}

}  // namespace moderation
