#include "core/accounts/members.h"
#include "core/accounts/once_password.h"
#include "core/accounts/password.h"
#include "core/db/transaction.h"

namespace accounts {
namespace {

base::SessionId own_session(const Session& session) { return base::SessionId{session.key.number}; }

bool owns(db::Connection& connection, const MemberHouse& house, base::UserId user, const TypedPhone& typed) {
    const auto phone = parse_phone(typed.number, typed.country, {});
    if (!phone) return false;
    const auto owner = store::find_phone(connection, house.keyring.phone_hashes(phone->e164));
    return owner && owner->user == user;
}

void store_password(db::Connection& connection, const MemberHouse& house, const Session& session,
                    std::string_view chosen) {
    const std::string hash = hash_password(chosen);
    const auto hint = db::transact(connection, [&](db::Connection& inside) {
        store::set_password(inside, *session.user, hash, house.clock().now());
        return end_sessions_inside(inside, *session.user, own_session(session), house.clock().now());
    });
    if (hint) house.sessions.hints.send(*hint);
}

}  // namespace

std::optional<base::Error> confirm_password(db::Connection& connection, const MemberHouse& house,
                                            base::UserId user, std::string_view password) {
    const std::string subject = "user:" + std::to_string(user.value);
    if (const auto refused = attempt_refusal(connection, house, LimitRule::phone_attempt, subject))
        return refused;
    const auto found = store::find_user(connection, user);
    if (!found || !password_matches(password, found->password_hash))
        return base::Error{base::ErrorCode::wrong_password};
    return std::nullopt;
}

std::optional<base::Error> change_password(db::Connection& connection, const MemberHouse& house,
                                           const Session& session, const PasswordChange& change) {
    if (change.current.empty() || change.chosen.empty() || (change.phone && change.phone->number.empty()))
        return base::Error{base::ErrorCode::missing_fields};
    if (const auto refused = confirm_password(connection, house, *session.user, change.current))
        return refused;
    if (change.phone && !owns(connection, house, *session.user, *change.phone))
        return base::Error{base::ErrorCode::wrong_password};
    if (const auto refused = password_refusal(change.chosen, house.config.limits)) return refused;
    if (change.chosen == change.current) return base::Error{base::ErrorCode::password_same};
    store_password(connection, house, session, change.chosen);
    return std::nullopt;
}

std::optional<base::Error> choose_password(db::Connection& connection, const MemberHouse& house,
                                           const Session& session, std::string_view chosen) {
    if (!session.must_change_password) return base::Error{base::ErrorCode::not_allowed};
    if (chosen.empty()) return base::Error{base::ErrorCode::missing_fields};
    if (const auto refused = password_refusal(chosen, house.config.limits)) return refused;
    const auto found = store::find_user(connection, *session.user);
    if (found && password_matches(chosen, found->password_hash))
        return base::Error{base::ErrorCode::password_same};
    store_password(connection, house, session, chosen);
    return std::nullopt;
}

}  // namespace accounts
