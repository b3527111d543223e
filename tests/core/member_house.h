// Everything that members need, with a real database: the ground of the tests of accounts.
#pragma once

#include <memory>

#include "core/accounts/guests.h"
#include "core/accounts/members.h"
#include "core/accounts/profile.h"
#include "core/store/lounges.h"
#include "core/store/sms_outbox.h"
#include "tests/support/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

namespace support {

// The end of the record of privileged acts is a file in this folder.
inline base::Config member_config(const std::string& records) {
    base::Config config;
    config.audit_head_file = records + "/audit-head";
    config.environment = base::Environment::test;
    config.access_keys.current = "0123456789abcdef0123456789abcdef";
    config.refresh_keys.current = "fedcba9876543210fedcba9876543210";
    config.phone_keys.current = "00112233445566778899aabbccddeeff";
    config.audit_secret = "ffeeddccbbaa99887766554433221100";
    config.sms_countries = {"US", "GB", "DE"};
    config.limits.attempts = 1000;
    config.limits.sms_per_phone = 1000;
    config.limits.sms_per_prefix = 1000;
    return config;
}

struct MemberGround {
    base::DatabaseSettings settings = seeded_database();
    db::Connection connection{settings};
    ScratchFolder records;
    base::Config config = member_config(records.path());
    SteppedClock clock;
    accounts::GuestTokens guest_tokens{config.access_keys};
    accounts::MemberTokens member_tokens{config.access_keys, config.refresh_keys};
    accounts::Tokens tokens{guest_tokens, member_tokens};
    accounts::Keyring keyring{config};
    chat::HintSender hints{"/nonexistent"};
    accounts::SessionHouse sessions{member_tokens, clock, config.limits, hints};
    accounts::MemberHouse house{sessions, keyring, config, "key"};
    accounts::Device device{.user_agent = "Test/1.0", .address = "192.0.2.1"};

    accounts::SignUp form(const std::string& number) const {
        return {.phone = {.number = number, .country = "US"},
                .first_name = "Ana",
                .last_name = "Li",
                .birth_year = "1980",
                .locale = "en",
                .sms_text = "Password: {1}",
                .address = "192.0.2.1"};
    }
    base::Result<base::UserId> sign_up(const std::string& number) {
        return accounts::sign_up(connection, house, form(number));
    }
    base::Result<accounts::SignedIn> sign_in(const std::string& number, const std::string& password,
                                             std::optional<accounts::Session> guest = std::nullopt) {
        return accounts::sign_in(connection, house,
                                 {.phone = {.number = number, .country = "US"},
                                  .password = password,
                                  .stay = false,
                                  .device = device,
                                  .guest = std::move(guest)});
    }
    // Of the newest SMS, as it would have been read.
    std::string sms_password() {
        auto rows =
            connection.query("SELECT body_ciphertext, phone_key_id FROM sms_outbox ORDER BY id DESC LIMIT 1");
        if (!rows.next()) return {};
        const auto body =
            keyring.open({.text = rows.text(0), .key_id = static_cast<std::uint16_t>(rows.number(1))},
                         accounts::Purpose::sms);
        return body->substr(body->find(": ") + 2);
    }
    accounts::Session session_of(const accounts::Keys& keys) {
        return accounts::authenticate(connection, tokens, clock, {.access = keys.access}).value();
    }
    bool alive(const accounts::Keys& keys) {
        return accounts::authenticate(connection, tokens, clock, {.access = keys.access}).ok();
    }
    // A member with a password of their own.
    accounts::Keys member(const std::string& number, const std::string& password) {
        (void)sign_up(number).value();
        const auto first = sign_in(number, sms_password());
        const auto keys = *first.value().keys;
        const auto refused = accounts::choose_password(connection, house, session_of(keys), password);
        if (refused) throw std::runtime_error(std::string(base::wire_code(refused->code)));
        return keys;
    }
    accounts::Session guest(const std::string& name) {
        const auto entered = accounts::enter(connection, guest_tokens, clock, config.limits,
                                             {.name = name, .age_category = "18+"});
        return accounts::authenticate(connection, tokens, clock, {.guest = entered.value().token}).value();
    }
};

template <class T>
std::string told(const base::Result<T>& result) {
    return result ? "ok" : std::string(base::wire_code(result.error().code));
}
inline std::string told(const std::optional<base::Error>& refusal) {
    return refusal ? std::string(base::wire_code(refusal->code)) : "ok";
}

}  // namespace support
