#include "core/accounts/first_admin.h"

#include "core/accounts/once_password.h"
#include "core/accounts/phone.h"
#include "core/accounts/sign_up_form.h"
#include "core/accounts/staff.h"
#include "core/accounts/text.h"
#include "core/db/result_transaction.h"

namespace accounts {
namespace {

// One try at the account, inside a transaction.
class Making {
public:
    Making(const base::Config& config, base::Time now, const Keyring& keyring, const audit::Log& log,
           const AdminOrder& order, const Phone& phone)
        : config_(config),
          now_(now),
          keyring_(keyring),
          log_(log),
          order_(order),
          phone_(phone) {}

    base::Result<MadeAdmin> run(db::Connection& connection) const {
        const auto hashes = keyring_.phone_hashes(phone_.e164);
        const auto owner = store::find_phone(connection, hashes);
        if (!owner) return add(connection, hashes);
        const auto user = owner->user ? store::lock_user(connection, *owner->user) : std::nullopt;
        if (!user || user->status != store::AccountStatus::active) return base::ErrorCode::account_suspended;
        MadeAdmin made{.user = user->id};
        if (!order_.new_password) return made;
        const auto once = make_once(keyring_, config_.limits, now_, phone_);
        store::set_once_password(connection, user->id, once.hash, once.expires_at, now_);
        note(connection, user->id, "password.hand_over");
        made.once = HandedOver{once.text, once.expires_at};
        return made;
    }

private:
    base::Result<MadeAdmin> add(db::Connection& connection,
                                const std::vector<store::PhoneHash>& hashes) const {
        if (const auto refused =
                form_refusal({order_.first_name, order_.last_name, order_.birth_year}, now_, config_.limits))
            return *refused;
        const auto once = make_once(keyring_, config_.limits, now_, phone_);
        const auto user =
            store::add_user(connection, {.phone = keyring_.seal(phone_.e164, Purpose::phone),
                                         .phone_hashes = hashes,
                                         .first_name = trimmed(order_.first_name),
                                         .last_name = trimmed(order_.last_name),
                                         .birth_year = static_cast<unsigned>(std::stoul(order_.birth_year)),
                                         .locale = "en",
                                         .country = phone_.country,
                                         .once_password_hash = once.hash,
                                         .once_password_expires_at = once.expires_at,
                                         .now = now_});
        note(connection, user, "member.create");
        return MadeAdmin{.user = user, .created = true, .once = HandedOver{once.text, once.expires_at}};
    }

    void note(db::Connection& connection, base::UserId user, const char* action) const {
        log_.append(connection,
                    {.actor = order_.actor, .action = action, .subject = audit::by_user(user), .detail = {}},
                    now_);
    }

    const base::Config& config_;
    const base::Time now_;
    const Keyring& keyring_;
    const audit::Log& log_;
    const AdminOrder& order_;
    const Phone& phone_;
};

}  // namespace

base::Result<MadeAdmin> create_admin(db::Connection& connection, const base::Config& config,
                                     const base::Clock& clock, const Keyring& keyring, const audit::Log& log,
                                     const AdminOrder& order) {
    // No SMS is sent, so the countries that those may go to have no say.
    const auto phone = parse_phone(order.phone.number, order.phone.country, {});
    if (!phone) return phone.error();
    auto made = db::transact_result(connection, [&](db::Connection& inside) {
        return Making(config, clock.now(), keyring, log, order, *phone).run(inside);
    });
    if (!made) return made;
    log.keep_head(connection);
    const auto granted = grant_role(
        connection, log, clock,
        {.user = made->user, .grant = {.role = Role::admin, .room = std::nullopt}, .actor = order.actor});
    if (!granted) return granted.error();
    made->granted = *granted;
    return made;
}

}  // namespace accounts
