#include "admin/reseal.h"

#include <fmt/format.h>

#include "core/db/transaction.h"
#include "core/verification/key_store.h"

namespace admin {
namespace {

using accounts::Purpose;

std::optional<std::uint16_t> id_of(const base::Config& config, const std::string& secret) {
    if (secret.empty()) return std::nullopt;
    base::Config alone = config;
    alone.phone_keys = {.current = secret, .previous = {}};
    alone.phone_key_next.clear();
    return accounts::Keyring(alone).current_id();
}

void add(Resealed& sum, Resealed more) {
    sum.phones += more.phones;
    sum.second_steps += more.second_steps;
    sum.hashes += more.hashes;
    sum.sms += more.sms;
    sum.contacts += more.contacts;
    sum.payouts += more.payouts;
    for (auto& text : more.refused) sum.refused.push_back(std::move(text));
}

}  // namespace

store::KeyIds key_ids(const base::Config& config) {
    return {.current = id_of(config, config.phone_keys.current).value(),
            .next = id_of(config, config.phone_key_next)};
}

std::optional<std::uint16_t> previous_key_id(const base::Config& config) {
    return id_of(config, config.phone_keys.previous);
}

Reseal::Reseal(db::Connection& connection, const base::Config& config, unsigned batch)
    : connection_(connection),
      keyring_(config),
      keys_(key_ids(config)),
      batch_(batch) {}

bool Reseal::step() {
    return take(store::users_to_reseal(connection_, last_user_, keys_, batch_), last_user_) ||
           take(store::sms_to_reseal(connection_, last_sms_, keys_.current, batch_), last_sms_) ||
           take(store::contacts_to_reseal(connection_, last_removal_, keys_.current, batch_),
                last_removal_) ||
           take(store::payouts_to_reseal(connection_, last_seller_, keys_.current, batch_), last_seller_);
}

template <class Id>
bool Reseal::take(const std::vector<Id>& ids, Id& last) {
    if (ids.empty()) return false;
    add(sum_, db::transact(connection_, [&](db::Connection&) {
            Resealed batch;
            for (const auto id : ids) one(batch, id);
            return batch;
        }));
    last = ids.back();
    return true;
}

// Whoever deletes an account locks it first, as this does: its number is not brought back behind their back.
void Reseal::one(Resealed& sum, base::UserId id) {
    const auto user = store::lock_sealed_user(connection_, id);
    if (user && user->phone) phone_of(sum, id, *user->phone);
    if (user && user->totp && user->totp->key_id != keys_.current) totp_of(sum, id, *user->totp);
}

void Reseal::phone_of(Resealed& sum, base::UserId id, const store::Sealed& phone) {
    const auto e164 = keyring_.open(phone, Purpose::phone);
    if (!e164) {
        sum.refused.push_back(fmt::format("user {}: its phone does not open", id.value));
        return;
    }
    if (!store::rehash_phone(connection_, id, keyring_.phone_hashes(*e164).front(), keys_)) {
        sum.refused.push_back(fmt::format("user {}: its phone is known as another's", id.value));
        return;
    }
    ++sum.hashes;
    if (phone.key_id == keys_.current) return;
    store::reseal_phone(connection_, id, keyring_.seal(*e164, Purpose::phone));
    ++sum.phones;
}

void Reseal::totp_of(Resealed& sum, base::UserId id, const store::Sealed& totp) {
    const auto secret = keyring_.open(totp, Purpose::totp);
    if (!secret) {
        sum.refused.push_back(fmt::format("user {}: its second step does not open", id.value));
        return;
    }
    store::reseal_totp(connection_, id, keyring_.seal(*secret, Purpose::totp));
    ++sum.second_steps;
}

void Reseal::one(Resealed& sum, store::SmsId id) {
    const auto sms = store::lock_sealed_sms(connection_, id);
    if (!sms) return;
    const auto phone = keyring_.open(sms->phone, Purpose::sms);
    const auto body = keyring_.open(sms->body, Purpose::sms);
    if (!phone || !body) {
        sum.refused.push_back(fmt::format("SMS {}: it does not open", id.value));
        return;
    }
    store::reseal_sms(
        connection_, id,
        {.phone = keyring_.seal(*phone, Purpose::sms), .body = keyring_.seal(*body, Purpose::sms)});
    ++sum.sms;
}

void Reseal::one(Resealed& sum, base::RemovalId id) {
    const auto sealed = store::lock_sealed_contact(connection_, id);
    if (!sealed) return;
    const auto contact = keyring_.open(*sealed, Purpose::contact);
    if (!contact) {
        sum.refused.push_back(fmt::format("removal request {}: its contact does not open", id.value));
        return;
    }
    store::reseal_contact(connection_, id, keyring_.seal(*contact, Purpose::contact));
    ++sum.contacts;
}

void Reseal::one(Resealed& sum, store::SellerId id) {
    const auto sealed = store::lock_sealed_payout(connection_, id);
    if (!sealed) return;
    const auto address = keyring_.open(*sealed, Purpose::payout);
    if (!address) {
        sum.refused.push_back(fmt::format("user {}: their payout address does not open", id.value));
        return;
    }
    store::reseal_payout(connection_, id, keyring_.seal(*address, Purpose::payout));
    ++sum.payouts;
}

void reseal_documents(const base::Config& config, Resealed& sum) {
    const accounts::Keyring keyring(config);
    verification::KeyStore keys(config.verification.keys_dir, keyring);
    const auto resealed = keys.reseal();
    sum.documents += resealed.written;
    for (const auto& name : resealed.refused)
        sum.refused.push_back(fmt::format("document {}: its key does not open", name));
}

}  // namespace admin
