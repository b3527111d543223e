#include "core/accounts/profile.h"

#include <algorithm>

#include "core/accounts/guests.h"
#include "core/accounts/name.h"
#include "core/accounts/text.h"
#include "core/db/transaction.h"
#include "core/view/locale.h"

namespace accounts {
namespace {

bool known_language(std::string_view code) {
    return code.empty() || std::ranges::find(view::language_codes, code) != view::language_codes.end();
}

}  // namespace

Profile profile_of(db::Connection& connection, const MemberHouse& house, const Session& session) {
    const auto user = store::find_user(connection, *session.user).value();
    return {.display_name = session.participant.name,
            .first_name = user.first_name,
            .last_name = user.last_name,
            .locale = user.locale,
            .bio = user.bio,
            .age = user.age,
            .masked_phone = masked(house.keyring.open(user.phone, Purpose::phone).value_or("")),
            .has_second_step = user.totp_confirmed,
            .member_since = user.created_at};
}

std::optional<base::Error> save_profile(db::Connection& connection, const MemberHouse& house,
                                        const Session& session, const ProfileForm& form) {
    const base::Limits& limits = house.config.limits;
    const bool same_name = trimmed(form.display_name) == session.participant.name;
    const auto name = parse_name(form.display_name, limits, same_name);
    if (!name) return name.error();
    for (const auto* text : {&form.first_name, &form.last_name}) {
        if (!fits(*text, limits.real_name_max)) return base::Error{base::ErrorCode::real_name_invalid};
    }
    if (!fits(form.bio, limits.bio_max)) return base::Error{base::ErrorCode::bio_too_long};
    const auto age = parse_age_category(form.age_category);
    if (!age) return base::Error{base::ErrorCode::age_required};
    if (!known_language(form.locale)) return base::Error{base::ErrorCode::bad_request};
    try {
        db::transact(connection, [&](db::Connection& inside) {
            store::set_profile(inside, *session.user,
                               {.first_name = trimmed(form.first_name),
                                .last_name = trimmed(form.last_name),
                                .locale = form.locale,
                                .bio = trimmed(form.bio),
                                .age = *age},
                               house.clock().now());
            store::set_display_name(inside, session.participant.id, name->claim());
            return true;
        });
    } catch (const db::Duplicate&) {
        return base::Error{base::ErrorCode::name_taken};
    }
    return std::nullopt;
}

std::optional<base::Error> save_language(db::Connection& connection, const MemberHouse& house,
                                         const Session& session, std::string_view code) {
    if (!known_language(code)) return base::Error{base::ErrorCode::bad_request};
    store::set_locale(connection, *session.user, code, house.clock().now());
    return std::nullopt;
}

}  // namespace accounts
