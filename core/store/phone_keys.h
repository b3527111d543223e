// What lies under which phone key (PHONE_ENC_KEY), and how it comes under another one: sealed phones, second steps, SMS, contacts of removal requests and sellers' payout addresses, and
// the hashes that phones are found by. The rules are in admin/reseal.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/db/connection.h"
#include "core/store/sms_outbox.h"
#include "core/store/users.h"

namespace store {

struct KeyUse {
    std::uint16_t key_id = 0;
    std::uint64_t phones = 0;
    std::uint64_t second_steps = 0;
    std::uint64_t sms = 0;
    std::uint64_t contacts = 0;  // of removal requests
    std::uint64_t payouts = 0;   // where sellers' money goes
    std::uint64_t documents =
        0;                     // keys of pictures that wait; not in the database: see verification::KeyStore
    std::uint64_t hashes = 0;  // of living accounts
    std::uint64_t bans = 0;    // hashes that outlived their account, and have not run out
    std::uint64_t sealed() const { return phones + second_steps + sms + contacts + payouts + documents; }
    bool any() const { return sealed() + hashes + bans > 0; }
};
// One for each key under which there is anything, by id.
std::vector<KeyUse> key_use(db::Connection& connection, base::Time now);

// `current` seals; hashes may also be of `next`, which is on its way in.
struct KeyIds {
    std::uint16_t current = 0;
    std::optional<std::uint16_t> next = std::nullopt;
};

// Accounts above `after` with anything that is not as it should be under these keys; by id.
std::vector<base::UserId> users_to_reseal(db::Connection& connection, base::UserId after, const KeyIds& keys,
                                          unsigned most);
struct SealedUser {
    std::optional<Sealed> phone;
    std::optional<Sealed> totp;
};
// Locked until the transaction ends. Nothing when the account is gone.
std::optional<SealedUser> lock_sealed_user(db::Connection& connection, base::UserId id);
// Inside the transaction that holds the lock.
void reseal_phone(db::Connection& connection, base::UserId id, const Sealed& phone);
void reseal_totp(db::Connection& connection, base::UserId id, const Sealed& totp);
// The account is found by this hash, and by one of `keys.next` if it has one, and by no other. False, and nothing is taken away, when the hash is somebody
// else's.
bool rehash_phone(db::Connection& connection, base::UserId id, const PhoneHash& hash, const KeyIds& keys);

// SMS above `after` that are sealed with another key; by id.
std::vector<SmsId> sms_to_reseal(db::Connection& connection, SmsId after, std::uint16_t current,
                                 unsigned most);
struct SealedSms {
    Sealed phone;
    Sealed body;
};
// Locked until the transaction ends. Nothing when it is gone, or was emptied.
std::optional<SealedSms> lock_sealed_sms(db::Connection& connection, SmsId id);
// Both are under one key.
void reseal_sms(db::Connection& connection, SmsId id, const SealedSms& sms);

// Requests for removal above `after` whose contact is sealed with another key; by id.
std::vector<base::RemovalId> contacts_to_reseal(db::Connection& connection, base::RemovalId after,
                                                std::uint16_t current, unsigned most);
// Locked until the transaction ends. Nothing when it is gone, or has none.
std::optional<Sealed> lock_sealed_contact(db::Connection& connection, base::RemovalId id);
void reseal_contact(db::Connection& connection, base::RemovalId id, const Sealed& contact);

// A seller, by the number of their account.
using SellerId = base::Id<struct SellerTag>;

// Sellers above `after` whose payout address is sealed with another key; by id.
std::vector<SellerId> payouts_to_reseal(db::Connection& connection, SellerId after, std::uint16_t current,
                                        unsigned most);
// Locked until the transaction ends. Nothing when it is gone.
std::optional<Sealed> lock_sealed_payout(db::Connection& connection, SellerId id);
void reseal_payout(db::Connection& connection, SellerId id, const Sealed& address);

// Hashes under this key that outlived their account are deleted: whoever was banned may come back. Returns how many.
std::uint64_t forget_bans_under(db::Connection& connection, std::uint16_t key_id);

}  // namespace store
