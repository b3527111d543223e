#include "core/store/second_steps.h"

#include "core/db/dialect.h"

namespace store {

void set_totp(db::Connection& connection, base::UserId user, const Sealed& secret) {
    connection.execute(
        "UPDATE user SET totp_ciphertext = ?, totp_key_id = ?, totp_confirmed_at = NULL, "
        "totp_last_step = NULL WHERE id = ?",
        secret.text, unsigned{secret.key_id}, user);
}

void confirm_totp(db::Connection& connection, base::UserId user, base::Time now) {
    connection.execute("UPDATE user SET totp_confirmed_at =" DB_TIME ", updated_at =" DB_TIME "WHERE id = ?",
                       now, now, user);
}

void set_totp_step(db::Connection& connection, base::UserId user, std::uint64_t step) {
    connection.execute("UPDATE user SET totp_last_step = ? WHERE id = ?", step, user);
}

void set_recovery_codes(db::Connection& connection, base::UserId user,
                        const std::vector<std::string>& hashes) {
    connection.execute("DELETE FROM recovery_code WHERE user_id = ?", user);
    for (const auto& hash : hashes)
        connection.execute("INSERT INTO recovery_code (user_id, code_hash) VALUES (?, ?)", user, hash);
}

bool use_recovery_code(db::Connection& connection, base::UserId user, std::string_view hash, base::Time now) {
    return connection.execute("UPDATE recovery_code SET used_at =" DB_TIME
                              "WHERE user_id = ? AND code_hash = ? AND used_at IS NULL",
                              now, user, hash) == 1;
}

std::uint64_t count_recovery_codes(db::Connection& connection, base::UserId user) {
    auto rows =
        connection.query("SELECT COUNT(*) FROM recovery_code WHERE user_id = ? AND used_at IS NULL", user);
    return rows.next() ? rows.number(0) : 0;
}

void remove_second_step(db::Connection& connection, base::UserId user, base::Time now) {
    connection.execute(
        "UPDATE user SET totp_ciphertext = NULL, totp_key_id = NULL, totp_confirmed_at = NULL, "
        "totp_last_step = NULL, updated_at =" DB_TIME "WHERE id = ?",
        now, user);
    connection.execute("DELETE FROM recovery_code WHERE user_id = ?", user);
    connection.execute("UPDATE session SET second_step_at = NULL WHERE user_id = ?", user);
}

}  // namespace store
