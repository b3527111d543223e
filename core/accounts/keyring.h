// The keys under which phones, SMS, second-step secrets, contacts of removal requests and sellers' payout addresses lie in the database, and the keys of documents in their folder: sealed with AES-256-GCM, and phones found by a keyed hash.
//
// Keys change while the house runs: PHONE_ENC_KEY seals; PHONE_ENC_KEY_PREVIOUS and PHONE_ENC_KEY_NEXT are known as well, so that whatever another program
// sealed a moment ago can be opened and found. Any thread; throws std::runtime_error when OpenSSL fails.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/config.h"
#include "core/store/users.h"

namespace accounts {

enum class Purpose { phone, sms, totp, contact, payout, document };

class Keyring {
public:
    // Throws base::ConfigError when two keys happen to have one id.
    explicit Keyring(const base::Config& config);

    // The id of the key that seals.
    std::uint16_t current_id() const;
    std::vector<std::uint16_t> ids() const;

    // "iv:tag:data" in hex, under a key of its own for each purpose.
    store::Sealed seal(std::string_view plain, Purpose purpose) const;
    // Nothing when the key is not known, or the text is not what was sealed for this purpose.
    std::optional<std::string> open(const store::Sealed& sealed, Purpose purpose) const;

    // How a number (E.164) is found: one hash for each key that is known, the current one first.
    std::vector<store::PhoneHash> phone_hashes(std::string_view e164) const;
    // What is kept of a password sent by SMS to this number: it is random, so a keyed hash is enough. Not changed by a change of the phone keys.
    std::string once_password_hash(std::string_view e164, std::string_view password) const;

private:
    struct Key {
        std::uint16_t id = 0;
        std::string secret;
    };
    std::vector<Key> keys_;  // the current one first
    std::string once_key_;
};

}  // namespace accounts
