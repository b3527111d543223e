// Members: their accounts as rows. Phones are ciphertext here, found through phone_index by keyed hashes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/db/connection.h"
#include "core/store/participants.h"
#include "core/store/temp_sessions.h"

namespace store {

// Ciphertext, and which key opens it.
struct Sealed {
    std::string text;  // iv:tag:data
    std::uint16_t key_id = 0;
};

// A number as it is looked up under one key.
struct PhoneHash {
    std::string hash;  // 32 bytes
    std::uint16_t key_id = 0;
};

struct NewUser {
    Sealed phone;
    std::vector<PhoneHash> phone_hashes;  // under every key in force
    std::string first_name;
    std::string last_name;
    unsigned birth_year = 0;
    std::string locale;
    std::string country;
    AgeCategory age = AgeCategory::over_18;
    std::string once_password_hash;
    base::Time once_password_expires_at{};
    base::Time now{};
};

struct User {
    base::UserId id;
    AccountStatus status = AccountStatus::active;
    Sealed phone;
    std::optional<std::string> password_hash;
    bool must_change_password = false;
    std::optional<std::string> once_password_hash;
    std::optional<base::Time> once_password_expires_at;
    std::optional<base::Time> verified_at;
    std::string first_name;
    std::string last_name;
    unsigned birth_year = 0;
    std::string locale;
    std::string country;
    std::string bio;
    AgeCategory age = AgeCategory::over_18;
    std::optional<Sealed> totp;
    bool totp_confirmed = false;
    std::uint64_t totp_last_step = 0;
    base::Time created_at{};
    std::optional<base::ParticipantId> participant;  // nothing before the first sign-in
};

// Throws db::Duplicate when a hash is in use. Inside the caller's transaction.
base::UserId add_user(db::Connection& connection, const NewUser& user);

// What a number is known by: an account, or only a ban that outlived it (no user).
struct PhoneOwner {
    std::optional<base::UserId> user;
};
std::optional<PhoneOwner> find_phone(db::Connection& connection, std::span<const PhoneHash> hashes);

std::optional<User> find_user(db::Connection& connection, base::UserId id);
// The same, locked until the transaction ends.
std::optional<User> lock_user(db::Connection& connection, base::UserId id);
// The stream of the person who speaks for this member.
std::optional<base::StreamId> stream_of(db::Connection& connection, base::UserId id);

void set_once_password(db::Connection& connection, base::UserId id, std::string_view hash,
                       base::Time expires_at, base::Time now);
// The SMS password was used: it is the present one until another is chosen, and no further sign-in takes it.
void use_once_password(db::Connection& connection, base::UserId id, std::string_view password_hash,
                       base::Time now);
void set_password(db::Connection& connection, base::UserId id, std::string_view password_hash,
                  base::Time now);

// The guest becomes this member: same person, same name, same messages. False when somebody else has become it.
bool adopt_participant(db::Connection& connection, base::UserId user, base::ParticipantId guest);
// A member who was no guest before. Throws db::Duplicate when a key of the name is in use.
base::ParticipantId add_member(db::Connection& connection, base::UserId user, const ClaimedName& name,
                               base::Time now);

struct Profile {
    std::string first_name;
    std::string last_name;
    std::string locale;
    std::string bio;
    AgeCategory age = AgeCategory::over_18;
};
void set_profile(db::Connection& connection, base::UserId id, const Profile& profile, base::Time now);
void set_locale(db::Connection& connection, base::UserId id, std::string_view locale, base::Time now);
// Throws db::Duplicate when a key of the name is in use.
void set_display_name(db::Connection& connection, base::ParticipantId id, const ClaimedName& name);

// "Here, now."
void touch_user(db::Connection& connection, base::UserId id, base::Time now);

// Deletes at most `most` accounts whose phone nobody has proven to be theirs since `before`.
std::uint64_t forget_unverified_users(db::Connection& connection, base::Time before, unsigned most);

}  // namespace store
