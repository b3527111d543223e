#include "core/store/sellers.h"

#include "core/db/dialect.h"

namespace store {

void set_payout_address(db::Connection& connection, base::UserId seller,
                        const std::optional<Sealed>& sealed) {
    const auto text = sealed ? std::optional(sealed->text) : std::nullopt;
    const auto key = sealed ? std::optional(std::uint64_t{sealed->key_id}) : std::nullopt;
    connection.execute(
        "INSERT INTO seller (user_id, payout_ciphertext, payout_key_id) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE "
        "payout_ciphertext = ?, payout_key_id = ?",
        seller, text, key, text, key);
}

std::optional<Sealed> payout_address(db::Connection& connection, base::UserId seller) {
    auto rows = connection.query(
        "SELECT payout_ciphertext, payout_key_id FROM seller WHERE user_id = ? AND payout_ciphertext IS NOT NULL",
        seller);
    if (!rows.next()) return std::nullopt;
    return Sealed{.text = rows.text(0), .key_id = static_cast<std::uint16_t>(rows.number(1))};
}

void lock_seller(db::Connection& connection, base::UserId seller) {
    connection.execute("INSERT INTO seller (user_id) VALUES (?) ON DUPLICATE KEY UPDATE user_id = user_id",
                       seller);
    connection.query("SELECT user_id FROM seller WHERE user_id = ? FOR UPDATE", seller).next();
}

Stars stars_of_seller(db::Connection& connection, base::UserId seller) {
    auto rows = connection.query("SELECT rating_count, rating_sum FROM seller WHERE user_id = ?", seller);
    return rows.next() ? Stars{.count = rows.number(0), .sum = rows.number(1)} : Stars{};
}

std::uint64_t add_payout(db::Connection& connection, const NewPayout& payout) {
    return connection.insert(
        "INSERT INTO payout (run, seller_user_id, amount_minor, currency, created_at) VALUES (?, ?, ?, ?," DB_TIME
        ")",
        payout.run, payout.seller, payout.amount.minor, name_of(payout.amount.currency), payout.at);
}

std::vector<Payout> payouts_of_run(db::Connection& connection, std::string_view run) {
    auto rows = connection.query(
        "SELECT id, seller_user_id, amount_minor, currency FROM payout WHERE run = ? ORDER BY id", run);
    std::vector<Payout> payouts;
    while (rows.next())
        payouts.push_back({.id = rows.number(0),
                           .seller = rows.id<base::UserId>(1),
                           .amount = {rows.number(2), parse_currency(rows.text(3)).value()}});
    return payouts;
}

}  // namespace store
