#include "core/accounts/sms.h"

#include "core/base/log.h"
#include "core/store/sms_outbox.h"

namespace accounts {

std::optional<base::Error> sms_refusal(db::Connection& connection, const SmsHouse& house, const Phone& phone,
                                       std::string_view address) {
    struct Bound {
        LimitRule rule;
        std::string_view subject;
    };
    const std::string hash = house.keyring.phone_hashes(phone.e164).at(0).hash;
    // The narrowest first: what it refuses counts against nobody else, and whoever floods one phone cannot use up the day of the house.
    for (const auto& [rule, subject] :
         {Bound{LimitRule::sms_to_phone, hash}, Bound{LimitRule::sms_from_prefix, address},
          Bound{LimitRule::sms, ""}}) {
        const Allowance allowance = use(connection, house.limits(), rule, subject);
        if (!allowance.allowed) return refusal_of(rule, allowance);
        if (rule == LimitRule::sms && allowance.remaining == 0)
            base::log::warning("this was the last SMS of the day: the bound is {}", allowance.limit);
    }
    return std::nullopt;
}

void queue_sms(db::Connection& connection, const SmsHouse& house, const Sms& sms) {
    store::add_sms(connection, {.user = sms.user,
                                .phone = house.keyring.seal(sms.phone.e164, Purpose::sms),
                                .body = house.keyring.seal(sms.body, Purpose::sms),
                                .country = sms.phone.country,
                                .purpose = store::SmsPurpose::password,
                                .now = house.clock.now(),
                                .expires_at = sms.expires_at});
}

}  // namespace accounts
