// What a member says about themselves, can take along, and can have erased.
#pragma once

#include <optional>
#include <string>

#include "core/accounts/members.h"

namespace accounts {

struct Profile {
    std::string display_name;
    std::string first_name;
    std::string last_name;
    std::string locale;
    std::string bio;
    store::AgeCategory age = store::AgeCategory::over_18;
    std::string masked_phone;
    bool has_second_step = false;
    base::Time member_since{};
};
// The member of this session.
Profile profile_of(db::Connection& connection, const MemberHouse& house, const Session& session);

struct ProfileForm {
    std::string display_name;
    std::string first_name;
    std::string last_name;
    std::string locale;  // one of the house's languages; empty: as the browser says
    std::string bio;
    std::string age_category;  // "18+" or "18+RED"
};
// Errors: name_*, real_name_invalid, bio_too_long, age_required.
std::optional<base::Error> save_profile(db::Connection& connection, const MemberHouse& house,
                                        const Session& session, const ProfileForm& form);

// The language of the member's pages, and of what is sent to them. Errors: bad_request (none of the house's).
std::optional<base::Error> save_language(db::Connection& connection, const MemberHouse& house,
                                         const Session& session, std::string_view code);

// Everything the house knows about the member and nothing about others, as a JSON text. Asks for the password once more. Errors: as confirm_password.
base::Result<std::string> download_data(db::Connection& connection, const MemberHouse& house,
                                        const Session& session, std::string_view password);

// Phone, names and profile are erased from rows and from what they wrote; the talk stays, by nobody. Every session ends and its sockets close. A ban outlives
// the account by the phone's keyed hash alone, until it ends. Orders stay for the books, by nobody. Errors: as confirm_password; orders_open (somebody waits for them, or money of theirs is here).
std::optional<base::Error> delete_account(db::Connection& connection, const MemberHouse& house,
                                          const Session& session, std::string_view password);

}  // namespace accounts
