#include "core/store/users.h"

#include "core/db/dialect.h"
#include "core/db/transaction.h"
#include "core/store/sql_list.h"

namespace store {
namespace {

#define USER_COLUMNS \
    "SELECT u.id, u.account_status, COALESCE(u.phone_ciphertext, ''), COALESCE(u.phone_key_id, 0), "              \
    "u.password_hash, u.password_must_change, u.once_password_hash," DB_MS("u.once_password_expires_at") ","      \
        DB_MS("u.verified_at") ", COALESCE(u.first_name, ''), COALESCE(u.last_name, ''), "                        \
    "COALESCE(u.birth_year, 0), COALESCE(u.locale, ''), COALESCE(u.country_code, ''), COALESCE(u.bio, ''), "      \
    "u.age_category = '_18PLUS_RED', u.totp_ciphertext, COALESCE(u.totp_key_id, 0), "                             \
    "u.totp_confirmed_at IS NOT NULL, COALESCE(u.totp_last_step, 0)," DB_MS("u.created_at") ", p.id "             \
    "FROM user u LEFT JOIN participant p ON p.user_id = u.id WHERE u.id = ? "

std::optional<std::string> text_or_null(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.text(column));
}
std::optional<base::Time> time_or_null(const db::Rows& rows, unsigned column) {
    return rows.is_null(column) ? std::nullopt : std::optional(rows.time(column));
}
std::uint16_t key_id(const db::Rows& rows, unsigned column) {
    return static_cast<std::uint16_t>(rows.number(column));
}

std::optional<User> read(db::Rows rows) {
    if (!rows.next()) return std::nullopt;
    User user{.id = rows.id<base::UserId>(0),
              .status = parse_account_status(rows.text(1)),
              .phone = {.text = rows.text(2), .key_id = key_id(rows, 3)},
              .password_hash = text_or_null(rows, 4),
              .must_change_password = rows.flag(5),
              .once_password_hash = text_or_null(rows, 6),
              .once_password_expires_at = time_or_null(rows, 7),
              .verified_at = time_or_null(rows, 8),
              .first_name = rows.text(9),
              .last_name = rows.text(10),
              .birth_year = static_cast<unsigned>(rows.number(11)),
              .locale = rows.text(12),
              .country = rows.text(13),
              .bio = rows.text(14),
              .age = rows.flag(15) ? AgeCategory::over_18_red : AgeCategory::over_18,
              .totp = std::nullopt,
              .totp_confirmed = rows.flag(18),
              .totp_last_step = rows.number(19),
              .created_at = rows.time(20),
              .participant = std::nullopt};
    if (!rows.is_null(16)) user.totp = Sealed{.text = rows.text(16), .key_id = key_id(rows, 17)};
    if (!rows.is_null(21)) user.participant = rows.id<base::ParticipantId>(21);
    return user;
}

std::string_view name_of(AgeCategory age) {
    return age == AgeCategory::over_18_red ? "_18PLUS_RED" : "_18PLUS";
}

}  // namespace

base::UserId add_user(db::Connection& connection, const NewUser& user) {
    const base::UserId id{connection.insert(
        "INSERT INTO user (phone_ciphertext, phone_key_id, first_name, last_name, birth_year, locale, country_code, "
        "age_category, once_password_hash, once_password_expires_at, created_at, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?," DB_TIME "," DB_TIME "," DB_TIME ")",
        user.phone.text, unsigned{user.phone.key_id}, user.first_name, user.last_name, user.birth_year,
        user.locale, user.country, name_of(user.age), user.once_password_hash, user.once_password_expires_at,
        user.now, user.now)};
    for (const auto& [hash, key] : user.phone_hashes) {
        connection.execute("INSERT INTO phone_index (phone_hash, key_id, user_id) VALUES (?, ?, ?)", hash,
                           unsigned{key}, id);
    }
    return id;
}

std::optional<PhoneOwner> find_phone(db::Connection& connection, std::span<const PhoneHash> hashes) {
    std::vector<db::Param> params;
    for (const auto& one : hashes) params.push_back(db::param(one.hash));
    auto rows = connection.query_params("SELECT user_id FROM phone_index WHERE phone_hash IN (" +
                                            repeat("?", params.size()) + ") ORDER BY user_id IS NULL LIMIT 1",
                                        params);
    if (!rows.next()) return std::nullopt;
    return PhoneOwner{rows.is_null(0) ? std::nullopt : std::optional(rows.id<base::UserId>(0))};
}

std::optional<User> find_user(db::Connection& connection, base::UserId id) {
    return read(connection.query(USER_COLUMNS, id));
}

std::optional<User> lock_user(db::Connection& connection, base::UserId id) {
    auto lock = connection.query("SELECT id FROM user WHERE id = ? FOR UPDATE", id);
    if (!lock.next()) return std::nullopt;
    return read(connection.query(USER_COLUMNS, id));
}

std::optional<base::StreamId> stream_of(db::Connection& connection, base::UserId id) {
    auto rows = connection.query("SELECT stream_id FROM participant WHERE user_id = ?", id);
    return rows.next() ? std::optional(rows.id<base::StreamId>(0)) : std::nullopt;
}

void set_once_password(db::Connection& connection, base::UserId id, std::string_view hash,
                       base::Time expires_at, base::Time now) {
    connection.execute("UPDATE user SET once_password_hash = ?, once_password_expires_at =" DB_TIME
                       ", updated_at =" DB_TIME "WHERE id = ?",
                       hash, expires_at, now, id);
}

void use_once_password(db::Connection& connection, base::UserId id, std::string_view password_hash,
                       base::Time now) {
    connection.execute(
        "UPDATE user SET once_password_hash = NULL, once_password_expires_at = NULL, password_hash = ?, "
        "password_must_change = TRUE, verified_at = COALESCE(verified_at," DB_TIME "), updated_at =" DB_TIME
        "WHERE id = ?",
        password_hash, now, now, id);
}

void set_password(db::Connection& connection, base::UserId id, std::string_view password_hash,
                  base::Time now) {
    connection.execute(
        "UPDATE user SET once_password_hash = NULL, once_password_expires_at = NULL, password_hash = ?, "
        "password_must_change = FALSE, updated_at =" DB_TIME "WHERE id = ?",
        password_hash, now, id);
}

bool adopt_participant(db::Connection& connection, base::UserId user, base::ParticipantId guest) {
    return connection.execute("UPDATE participant SET user_id = ? WHERE id = ? AND user_id IS NULL", user,
                              guest) == 1;
}

base::ParticipantId add_member(db::Connection& connection, base::UserId user, const ClaimedName& name,
                               base::Time now) {
    const auto participant = add_guest(connection, name, now);
    adopt_participant(connection, user, participant);
    return participant;
}

void set_profile(db::Connection& connection, base::UserId id, const Profile& profile, base::Time now) {
    connection.execute(
        "UPDATE user SET first_name = ?, last_name = ?, locale = ?, bio = ?, age_category = ?, "
        "updated_at =" DB_TIME "WHERE id = ?",
        profile.first_name, profile.last_name, profile.locale, profile.bio, name_of(profile.age), now, id);
}

void set_locale(db::Connection& connection, base::UserId id, std::string_view locale, base::Time now) {
    connection.execute("UPDATE user SET locale = ?, updated_at =" DB_TIME "WHERE id = ?", locale, now, id);
}

void set_display_name(db::Connection& connection, base::ParticipantId id, const ClaimedName& name) {
    connection.execute("UPDATE participant SET display_name = ?, name_key = ?, capitals_key = ? WHERE id = ?",
                       name.text, name.key, name.capitals_key, id);
}

void touch_user(db::Connection& connection, base::UserId id, base::Time now) {
    connection.execute("UPDATE user SET last_seen_at =" DB_TIME "WHERE id = ?", now, id);
}

std::uint64_t forget_unverified_users(db::Connection& connection, base::Time before, unsigned most) {
    std::vector<base::UserId> stale;
    {
        auto rows = connection.query("SELECT id FROM user WHERE verified_at IS NULL AND created_at <=" DB_TIME
                                     "AND account_status = 'ACTIVE' ORDER BY created_at LIMIT ? FOR UPDATE",
                                     before, most);
        while (rows.next()) stale.push_back(rows.id<base::UserId>(0));
    }
    for (const char* statement :
         {"DELETE FROM phone_index WHERE user_id IN (", "DELETE FROM sms_outbox WHERE user_id IN (",
          "DELETE FROM user WHERE id IN ("}) {
        in_lists(stale, [&](std::span<const base::UserId> block) {
            connection.execute_params(statement + repeat("?", block.size()) + ")", params_of(block));
        });
    }
    return stale.size();
}

}  // namespace store
