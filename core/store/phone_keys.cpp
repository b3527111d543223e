#include "core/store/phone_keys.h"

#include "core/db/dialect.h"

namespace store {
namespace {

std::uint16_t key_id(const db::Rows& rows, unsigned column) {
    return static_cast<std::uint16_t>(rows.number(column));
}

template <class Id>
std::vector<Id> ids(db::Rows rows) {
    std::vector<Id> list;
    while (rows.next()) list.push_back(rows.id<Id>(0));
    return list;
}

}  // namespace

std::vector<KeyUse> key_use(db::Connection& connection, base::Time now) {
    auto rows = connection.query(
        "SELECT key_id, CAST(SUM(phones) AS UNSIGNED), CAST(SUM(totps) AS UNSIGNED), CAST(SUM(sms) AS UNSIGNED), "
        "CAST(SUM(hashes) AS UNSIGNED), CAST(SUM(bans) AS UNSIGNED), CAST(SUM(contacts) AS UNSIGNED), "
        "CAST(SUM(payouts) AS UNSIGNED) FROM ("
        "SELECT phone_key_id AS key_id, COUNT(*) AS phones, 0 AS totps, 0 AS sms, 0 AS hashes, 0 AS bans, 0 AS contacts, "
        "0 AS payouts "
        "FROM user WHERE phone_ciphertext IS NOT NULL AND phone_key_id IS NOT NULL GROUP BY phone_key_id "
        "UNION ALL SELECT totp_key_id, 0, COUNT(*), 0, 0, 0, 0, 0 "
        "FROM user WHERE totp_ciphertext IS NOT NULL AND totp_key_id IS NOT NULL GROUP BY totp_key_id "
        "UNION ALL SELECT phone_key_id, 0, 0, COUNT(*), 0, 0, 0, 0 "
        "FROM sms_outbox WHERE phone_ciphertext <> '' GROUP BY phone_key_id "
        "UNION ALL SELECT contact_key_id, 0, 0, 0, 0, 0, COUNT(*), 0 "
        "FROM removal_request WHERE contact_ciphertext IS NOT NULL GROUP BY contact_key_id "
        "UNION ALL SELECT payout_key_id, 0, 0, 0, 0, 0, 0, COUNT(*) "
        "FROM seller WHERE payout_ciphertext IS NOT NULL GROUP BY payout_key_id "
        "UNION ALL SELECT key_id, 0, 0, 0, COUNT(user_id), SUM(user_id IS NULL), 0, 0 "
        "FROM phone_index WHERE user_id IS NOT NULL OR expires_at IS NULL OR expires_at >" DB_TIME
        "GROUP BY key_id) AS uses GROUP BY key_id ORDER BY key_id",
        now);
    std::vector<KeyUse> uses;
    while (rows.next()) {
        uses.push_back({.key_id = key_id(rows, 0),
                        .phones = rows.number(1),
                        .second_steps = rows.number(2),
                        .sms = rows.number(3),
                        .contacts = rows.number(6),
                        .payouts = rows.number(7),
                        .hashes = rows.number(4),
                        .bans = rows.number(5)});
    }
    return uses;
}

std::vector<base::UserId> users_to_reseal(db::Connection& connection, base::UserId after, const KeyIds& keys,
                                          unsigned most) {
    const unsigned current = keys.current;
    const unsigned next = keys.next.value_or(keys.current);
    return ids<base::UserId>(connection.query(
        "SELECT u.id FROM user u WHERE u.id > ? AND ("
        "u.phone_ciphertext IS NOT NULL AND u.phone_key_id <> ? OR u.totp_ciphertext IS NOT NULL AND u.totp_key_id <> ? "
        "OR u.phone_ciphertext IS NOT NULL AND "
        "NOT EXISTS (SELECT 1 FROM phone_index i WHERE i.user_id = u.id AND i.key_id = ?) "
        "OR EXISTS (SELECT 1 FROM phone_index i WHERE i.user_id = u.id AND i.key_id NOT IN (?, ?))) "
        "ORDER BY u.id LIMIT ?",
        after, current, current, current, current, next, most));
}

std::optional<SealedUser> lock_sealed_user(db::Connection& connection, base::UserId id) {
    auto rows = connection.query(
        "SELECT phone_ciphertext, COALESCE(phone_key_id, 0), totp_ciphertext, COALESCE(totp_key_id, 0) "
        "FROM user WHERE id = ? FOR UPDATE",
        id);
    if (!rows.next()) return std::nullopt;
    SealedUser user;
    if (!rows.is_null(0)) user.phone = Sealed{.text = rows.text(0), .key_id = key_id(rows, 1)};
    if (!rows.is_null(2)) user.totp = Sealed{.text = rows.text(2), .key_id = key_id(rows, 3)};
    return user;
}

void reseal_phone(db::Connection& connection, base::UserId id, const Sealed& phone) {
    connection.execute("UPDATE user SET phone_ciphertext = ?, phone_key_id = ? WHERE id = ?", phone.text,
                       unsigned{phone.key_id}, id);
}

void reseal_totp(db::Connection& connection, base::UserId id, const Sealed& totp) {
    connection.execute("UPDATE user SET totp_ciphertext = ?, totp_key_id = ? WHERE id = ?", totp.text,
                       unsigned{totp.key_id}, id);
}

bool rehash_phone(db::Connection& connection, base::UserId id, const PhoneHash& hash, const KeyIds& keys) {
    connection.execute(
        "INSERT INTO phone_index (phone_hash, key_id, user_id) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE key_id = key_id",
        hash.hash, unsigned{hash.key_id}, id);
    auto rows =
        connection.query("SELECT 1 FROM phone_index WHERE phone_hash = ? AND user_id = ?", hash.hash, id);
    if (!rows.next()) return false;
    connection.execute("DELETE FROM phone_index WHERE user_id = ? AND key_id NOT IN (?, ?)", id,
                       unsigned{keys.current}, unsigned{keys.next.value_or(keys.current)});
    return true;
}

std::vector<SmsId> sms_to_reseal(db::Connection& connection, SmsId after, std::uint16_t current,
                                 unsigned most) {
    return ids<SmsId>(connection.query(
        "SELECT id FROM sms_outbox WHERE id > ? AND phone_key_id <> ? AND phone_ciphertext <> '' "
        "ORDER BY id LIMIT ?",
        after, unsigned{current}, most));
}

std::optional<SealedSms> lock_sealed_sms(db::Connection& connection, SmsId id) {
    auto rows = connection.query(
        "SELECT phone_ciphertext, body_ciphertext, phone_key_id FROM sms_outbox "
        "WHERE id = ? AND phone_ciphertext <> '' FOR UPDATE",
        id);
    if (!rows.next()) return std::nullopt;
    return SealedSms{.phone = {.text = rows.text(0), .key_id = key_id(rows, 2)},
                     .body = {.text = rows.text(1), .key_id = key_id(rows, 2)}};
}

void reseal_sms(db::Connection& connection, SmsId id, const SealedSms& sms) {
    connection.execute(
        "UPDATE sms_outbox SET phone_ciphertext = ?, body_ciphertext = ?, phone_key_id = ? WHERE id = ?",
        sms.phone.text, sms.body.text, unsigned{sms.phone.key_id}, id);
}

std::vector<base::RemovalId> contacts_to_reseal(db::Connection& connection, base::RemovalId after,
                                                std::uint16_t current, unsigned most) {
    return ids<base::RemovalId>(connection.query(
        "SELECT id FROM removal_request WHERE id > ? AND contact_ciphertext IS NOT NULL AND contact_key_id <> ? "
        "ORDER BY id LIMIT ?",
        after, unsigned{current}, most));
}

std::optional<Sealed> lock_sealed_contact(db::Connection& connection, base::RemovalId id) {
    auto rows = connection.query(
        "SELECT contact_ciphertext, contact_key_id FROM removal_request "
        "WHERE id = ? AND contact_ciphertext IS NOT NULL FOR UPDATE",
        id);
    if (!rows.next()) return std::nullopt;
    return Sealed{.text = rows.text(0), .key_id = key_id(rows, 1)};
}

void reseal_contact(db::Connection& connection, base::RemovalId id, const Sealed& contact) {
    connection.execute("UPDATE removal_request SET contact_ciphertext = ?, contact_key_id = ? WHERE id = ?",
                       contact.text, unsigned{contact.key_id}, id);
}

std::vector<SellerId> payouts_to_reseal(db::Connection& connection, SellerId after, std::uint16_t current,
                                        unsigned most) {
    return ids<SellerId>(connection.query(
        "SELECT user_id FROM seller WHERE user_id > ? AND payout_ciphertext IS NOT NULL AND payout_key_id <> ? "
        "ORDER BY user_id LIMIT ?",
        after, unsigned{current}, most));
}

std::optional<Sealed> lock_sealed_payout(db::Connection& connection, SellerId id) {
    auto rows = connection.query(
        "SELECT payout_ciphertext, payout_key_id FROM seller "
        "WHERE user_id = ? AND payout_ciphertext IS NOT NULL FOR UPDATE",
        id);
    if (!rows.next()) return std::nullopt;
    return Sealed{.text = rows.text(0), .key_id = key_id(rows, 1)};
}

void reseal_payout(db::Connection& connection, SellerId id, const Sealed& address) {
    connection.execute("UPDATE seller SET payout_ciphertext = ?, payout_key_id = ? WHERE user_id = ?",
                       address.text, unsigned{address.key_id}, id);
}

std::uint64_t forget_bans_under(db::Connection& connection, std::uint16_t key_id) {
    return connection.execute("DELETE FROM phone_index WHERE key_id = ? AND user_id IS NULL",
                              unsigned{key_id});
}

}  // namespace store
