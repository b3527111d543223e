#include "core/accounts/keyring.h"

#include <algorithm>

#include "core/base/crypto.h"

namespace accounts {
namespace {

// Also what each key is derived for: changing one of these voids what lies in the database.
std::string_view label_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::phone:
            return "phone seal";
        case Purpose::sms:
            return "sms seal";
        case Purpose::totp:
            return "totp seal";
        case Purpose::contact:
            return "contact seal";
        case Purpose::payout:
            return "payout seal";
        case Purpose::document:
            return "document key seal";
    }
    throw std::logic_error("a purpose without a label");
}

std::uint16_t id_of(std::string_view secret) {
    const std::string bytes = base::derive_key(secret, "phone key id");
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
    };
    return static_cast<std::uint16_t>(byte(0) << 8 | byte(1));
}

std::optional<base::Encrypted> parse(std::string_view text) {
    const auto first = text.find(':');
    const auto last = text.rfind(':');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    auto iv = base::from_hex(text.substr(0, first));
    auto tag = base::from_hex(text.substr(first + 1, last - first - 1));
    auto data = base::from_hex(text.substr(last + 1));
    if (!iv || !tag || !data) return std::nullopt;
    return base::Encrypted{.iv = std::move(*iv), .tag = std::move(*tag), .data = std::move(*data)};
}

}  // namespace

Keyring::Keyring(const base::Config& config)
    : once_key_(base::derive_key(config.access_keys.current, "password by SMS")) {
    for (const auto& secret :
         {config.phone_keys.current, config.phone_keys.previous, config.phone_key_next}) {
        const auto is_known = [&](const Key& key) { return key.secret == secret; };
        if (secret.empty() || std::any_of(keys_.begin(), keys_.end(), is_known)) continue;
        const Key fresh{.id = id_of(secret), .secret = secret};
        if (std::any_of(keys_.begin(), keys_.end(), [&](const Key& key) { return key.id == fresh.id; }))
            throw base::ConfigError(
                "two of PHONE_ENC_KEY, PHONE_ENC_KEY_NEXT and PHONE_ENC_KEY_PREVIOUS happen to have one id: "
                "choose another for the newest, openssl rand -hex 32");
        keys_.push_back(fresh);
    }
}

std::uint16_t Keyring::current_id() const { return keys_.front().id; }

std::vector<std::uint16_t> Keyring::ids() const {
    std::vector<std::uint16_t> ids;
    for (const auto& key : keys_) ids.push_back(key.id);
    return ids;
}

store::Sealed Keyring::seal(std::string_view plain, Purpose purpose) const {
    const std::string_view label = label_of(purpose);
    const auto [iv, tag, data] = base::encrypt(base::derive_key(keys_.front().secret, label), plain, label);
    return {.text = base::to_hex(iv) + ":" + base::to_hex(tag) + ":" + base::to_hex(data),
            .key_id = current_id()};
}

std::optional<std::string> Keyring::open(const store::Sealed& sealed, Purpose purpose) const {
    const auto key =
        std::find_if(keys_.begin(), keys_.end(), [&](const Key& one) { return one.id == sealed.key_id; });
    const auto text = parse(sealed.text);
    if (key == keys_.end() || !text) return std::nullopt;
    const std::string_view label = label_of(purpose);
    return base::decrypt(base::derive_key(key->secret, label), *text, label);
}

std::vector<store::PhoneHash> Keyring::phone_hashes(std::string_view e164) const {
    std::vector<store::PhoneHash> hashes;
    for (const auto& key : keys_) {
        hashes.push_back({.hash = base::hmac_sha256(base::derive_key(key.secret, "phone look-up"), e164),
                          .key_id = key.id});
    }
    return hashes;
}

// No number holds a NUL, so that no other pair makes the same text.
std::string Keyring::once_password_hash(std::string_view e164, std::string_view password) const {
    std::string text(e164);
    text += '\0';
    text += password;
    return base::hmac_sha256(once_key_, text);
}

}  // namespace accounts
