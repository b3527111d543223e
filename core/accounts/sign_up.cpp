#include "core/accounts/members.h"
#include "core/accounts/once_password.h"
#include "core/accounts/sign_up_form.h"
#include "core/accounts/text.h"
#include "core/db/transaction.h"

namespace accounts {

base::Result<base::UserId> sign_up(db::Connection& connection, const MemberHouse& house,
                                   const SignUp& request) {
    const base::Time now = house.clock().now();
    const auto phone = parse_phone(request.phone.number, request.phone.country, house.config.sms_countries);
    if (!phone) return phone.error();
    if (const auto refused = form_refusal({request.first_name, request.last_name, request.birth_year}, now,
                                          house.config.limits))
        return *refused;
    const auto hashes = house.keyring.phone_hashes(phone->e164);
    if (const auto owner = store::find_phone(connection, hashes))
        return owner->user ? base::ErrorCode::user_exists : base::ErrorCode::account_suspended;
    if (store::find_ban_mark(connection, request.marks, now)) return base::ErrorCode::kept_out;
    if (const auto refused = sms_refusal(connection, house.sms(), *phone, request.address)) return *refused;
    const auto once = make_once(house.keyring, house.config.limits, house.clock().now(), *phone);
    try {
        return db::transact(connection, [&](db::Connection& inside) {
            const auto user =
                store::add_user(inside, {.phone = house.keyring.seal(phone->e164, Purpose::phone),
                                         .phone_hashes = hashes,
                                         .first_name = trimmed(request.first_name),
                                         .last_name = trimmed(request.last_name),
                                         .birth_year = static_cast<unsigned>(std::stoul(request.birth_year)),
                                         .locale = request.locale,
                                         .country = phone->country,
                                         .age = request.age,
                                         .once_password_hash = once.hash,
                                         .once_password_expires_at = once.expires_at,
                                         .now = now});
            queue_sms(inside, house.sms(), once_sms(once, user, *phone, request.sms_text, request.address));
            return user;
        });
    } catch (const db::Duplicate&) {
        // Somebody with the same number was faster by a moment.
        return base::ErrorCode::user_exists;
    }
}

std::optional<base::Error> send_password(db::Connection& connection, const MemberHouse& house,
                                         const Forgotten& request) {
    const auto phone = parse_phone(request.phone.number, request.phone.country, house.config.sms_countries);
    if (!phone) return phone.error();
    const auto hashes = house.keyring.phone_hashes(phone->e164);
    if (const auto refused =
            attempt_refusal(connection, house, LimitRule::phone_attempt, hashes.front().hash))
        return refused;
    // Counted for every number alike, so that a cap tells nothing about one.
    if (const auto refused = sms_refusal(connection, house.sms(), *phone, request.address)) return refused;
    const auto once = make_once(house.keyring, house.config.limits, house.clock().now(), *phone);
    db::transact(connection, [&](db::Connection& inside) {
        const auto owner = store::find_phone(inside, hashes);
        const auto user = owner && owner->user ? store::lock_user(inside, *owner->user) : std::nullopt;
        if (!user || user->status != store::AccountStatus::active) return false;
        store::set_once_password(inside, user->id, once.hash, once.expires_at, house.clock().now());
        queue_sms(inside, house.sms(),
                  once_sms(once, user->id, *phone, request.sms_text(user->locale), request.address));
        return true;
    });
    return std::nullopt;
}

}  // namespace accounts
