// An outbox with its keys, bounds and clock, for the tests of SMS.
#pragma once

#include "core/accounts/sms.h"
#include "core/db/transaction.h"
#include "core/store/sms_outbox.h"
#include "tests/support/database.h"
#include "tests/support/server_view.h"
#include "tests/support/stepped_clock.h"

struct SmsPost {
    base::DatabaseSettings settings = support::fresh_database();
    db::Connection connection{settings};
    support::SteppedClock clock;
    base::Config config = configured();
    accounts::Keyring keyring{config};
    accounts::SmsHouse house{keyring, clock, config, "the key of rate limits"};
    accounts::Phone ann{.e164 = "+12024561111", .country = "US"};
    accounts::Phone bob{.e164 = "+442079460958", .country = "GB"};

    static base::Config configured() {
        base::Config config;
        config.access_keys.current = std::string(32, 'a');
        config.phone_keys.current = std::string(32, 'p');
        config.limits.sms_per_phone = 2;
        config.limits.sms_per_prefix = 4;
        config.limits.sms_per_day = 6;
        return config;
    }

    bool may_send(const accounts::Phone& phone, std::string_view address) {
        return !accounts::sms_refusal(connection, house, phone, address).has_value();
    }
    // How often this may be asked before the first refusal.
    int allowed(const accounts::Phone& phone, std::string_view address) {
        int times = 0;
        while (times < 100 && may_send(phone, address)) ++times;
        return times;
    }
    accounts::Phone stranger() {
        return {.e164 = "+1202456" + std::to_string(2000 + ++strangers_), .country = "US"};
    }

    store::SmsId queue(const accounts::Phone& phone, const std::string& body = "hello",
                       base::Millis use = std::chrono::minutes{30}) {
        db::transact(connection, [&](db::Connection& inside) {
            accounts::queue_sms(inside, house,
                                {.user = std::nullopt,
                                 .phone = phone,
                                 .body = body,
                                 .address = "192.0.2.1",
                                 .expires_at = clock.now() + use});
            return true;
        });
        return store::SmsId{support::count(connection, "SELECT MAX(id) FROM sms_outbox")};
    }
    const std::string sender = std::string(64, 'a');

    std::optional<store::ClaimedSms> claim() {
        return db::transact(connection, [&](db::Connection& inside) {
            return store::claim_sms(inside, sender, clock.now());
        });
    }
    bool retry(store::SmsId id) {
        return db::transact(
            connection, [&](db::Connection& inside) { return store::retry_sms(inside, id, clock.now()); });
    }
    store::OutboxSms row(store::SmsId id) {
        for (auto& sms : store::list_sms(connection, true, 100)) {
            if (sms.id == id) return std::move(sms);
        }
        throw std::runtime_error("no such SMS");
    }
    std::string opened(const store::Sealed& sealed) {
        return keyring.open(sealed, accounts::Purpose::sms).value();
    }

private:
    int strangers_ = 0;
};
