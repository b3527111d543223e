#include "core/accounts/once_password.h"

#include "core/accounts/password.h"

namespace accounts {

OncePassword make_once(const Keyring& keyring, const base::Limits& limits, base::Time now,
                       const Phone& phone) {
    OncePassword once{.text = make_once_password(), .hash = {}, .expires_at = now + limits.once_password};
    once.hash = keyring.once_password_hash(phone.e164, once.text);
    return once;
}

Sms once_sms(const OncePassword& once, base::UserId user, const Phone& phone, std::string_view text,
             std::string_view address) {
    std::string body(text);
    if (const auto place = body.find("{1}"); place != std::string::npos) body.replace(place, 3, once.text);
    return {.user = user,
            .phone = phone,
            .body = std::move(body),
            .address = std::string(address),
            .expires_at = once.expires_at};
}

std::optional<base::Error> attempt_refusal(db::Connection& connection, const MemberHouse& house,
                                           LimitRule rule, std::string_view subject) {
    const auto allowance = use(connection, house.limits(), rule, subject);
    if (allowance.allowed) return std::nullopt;
    return refusal_of(rule, allowance);
}

}  // namespace accounts
