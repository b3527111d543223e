// Brings everything that is sealed, and every look-up of a phone, under the current phone key: in small batches, each in a transaction of its own, beside
// a house that runs. What is already under it is left alone, so that it goes on where it was killed.
#pragma once

#include <string>
#include <vector>

#include "core/accounts/keyring.h"
#include "core/store/phone_keys.h"

namespace admin {

struct Resealed {
    std::uint64_t phones = 0;
    std::uint64_t second_steps = 0;
    std::uint64_t hashes = 0;
    std::uint64_t sms = 0;
    std::uint64_t contacts = 0;   // of removal requests
    std::uint64_t payouts = 0;    // sellers' addresses
    std::uint64_t documents = 0;  // keys of pictures that wait for a decision
    // What stayed as it was, and why, named by id: "user 7: its phone does not open".
    std::vector<std::string> refused;

    bool any() const { return phones + second_steps + hashes + sms + contacts + payouts + documents > 0; }
};

// Of the configuration: the sealing key and the one announced as PHONE_ENC_KEY_NEXT.
store::KeyIds key_ids(const base::Config& config);
// The id of PHONE_ENC_KEY_PREVIOUS when it is set.
std::optional<std::uint16_t> previous_key_id(const base::Config& config);

class Reseal {
public:
    // References must outlive it; one thread. `batch`: rows in one transaction.
    Reseal(db::Connection& connection, const base::Config& config, unsigned batch = 100);

    // One batch. False when nothing is left. Throws db::Error; the batch is then as it was.
    bool step();
    // Of the batches so far.
    const Resealed& sum() const { return sum_; }

private:
    template <class Id>
    bool take(const std::vector<Id>& ids, Id& last);
    void one(Resealed& sum, base::UserId id);
    void one(Resealed& sum, store::SmsId id);
    void one(Resealed& sum, base::RemovalId id);
    void one(Resealed& sum, store::SellerId id);
    void phone_of(Resealed& sum, base::UserId id, const store::Sealed& phone);
    void totp_of(Resealed& sum, base::UserId id, const store::Sealed& totp);

    db::Connection& connection_;
    accounts::Keyring keyring_;
    store::KeyIds keys_;
    unsigned batch_;
    base::UserId last_user_;
    store::SmsId last_sms_;
    base::RemovalId last_removal_;
    store::SellerId last_seller_;
    Resealed sum_;
};

// The same of the keys of documents, which lie in a folder of their own, one file at a time: what was killed goes on with the next call. Adds to `sum`. Throws
// std::system_error when the folder does not do its work.
void reseal_documents(const base::Config& config, Resealed& sum);

}  // namespace admin
