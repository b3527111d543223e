#include "core/accounts/second_step.h"

#include <algorithm>
#include <cctype>

#include "core/accounts/roles.h"
#include "core/accounts/totp.h"
#include "core/base/crypto.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/db/transaction.h"
#include "core/store/second_steps.h"

namespace accounts {
namespace {

constexpr std::size_t secret_bytes = 20;  // RFC 4226: as many as SHA-1 gives
constexpr std::size_t recovery_codes = 10;
// 79 bits: too many to try them all on a stolen database, so that a plain hash will do and no change of keys voids the codes.
constexpr std::size_t recovery_length = 16;
constexpr std::size_t recovery_group = 4;

// As typed: in groups, in capitals.
std::string plain(std::string_view typed) {
    std::string out;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '\t') continue;
        out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return out;
}

std::string in_groups(std::string_view code) {
    std::string out;
    for (std::size_t i = 0; i < code.size(); i += recovery_group) {
        if (i > 0) out += '-';
        out += code.substr(i, recovery_group);
    }
    return out;
}

// Takes the step, so that no second sign-in can.
bool take_totp(db::Connection& connection, const Keyring& keyring, const store::User& user,
               std::string_view code, base::Time now) {
    const auto secret = keyring.open(*user.totp, Purpose::totp);
    if (!secret) {
        base::log::error("the second step of user:{} is sealed with key {}, which cannot open it",
                         user.id.value, user.totp->key_id);
        return false;
    }
    const auto step = match_totp(*secret, code, now, user.totp_last_step);
    if (step) store::set_totp_step(connection, user.id, *step);
    return step.has_value();
}

}  // namespace

base::Result<Enrolment> begin_second_step(db::Connection& connection, const Keyring& keyring,
                                          base::UserId user, std::string_view label) {
    return db::transact(connection, [&](db::Connection& inside) -> base::Result<Enrolment> {
        const auto row = store::lock_user(inside, user);
        if (!row || row->totp_confirmed) return base::ErrorCode::not_allowed;
        const auto secret = base::random_bytes(secret_bytes);
        store::set_totp(inside, user, keyring.seal(secret, Purpose::totp));
        const auto text = to_base32(secret);
        return Enrolment{.secret = text, .uri = totp_uri(text, label)};
    });
}

std::optional<Enrolment> pending_second_step(db::Connection& connection, const Keyring& keyring,
                                             base::UserId user, std::string_view label) {
    const auto row = store::find_user(connection, user);
    if (!row || !row->totp || row->totp_confirmed) return std::nullopt;
    const auto secret = keyring.open(*row->totp, Purpose::totp);
    if (!secret) return std::nullopt;
    const auto text = to_base32(*secret);
    return Enrolment{.secret = text, .uri = totp_uri(text, label)};
}

base::Result<RecoveryCodes> confirm_second_step(db::Connection& connection, const Keyring& keyring,
                                                const audit::Log& log, const base::Clock& clock,
                                                base::UserId user, std::string_view code) {
    bool recorded = false;
    auto codes = db::transact(connection, [&](db::Connection& inside) -> base::Result<RecoveryCodes> {
        const auto row = store::lock_user(inside, user);
        if (!row || !row->totp || row->totp_confirmed) return base::ErrorCode::second_step_wrong;
        if (!take_totp(inside, keyring, *row, plain(code), clock.now()))
            return base::ErrorCode::second_step_wrong;
        store::confirm_totp(inside, user, clock.now());
        auto made = make_recovery_codes_inside(inside, user);
        recorded = record_if_staff_inside(inside, log, user, "second_step.on", clock.now());
        return made;
    });
    if (recorded) log.keep_head(connection);
    return codes;
}

bool take_second_step(db::Connection& connection, const Keyring& keyring, const base::Clock& clock,
                      base::UserId user, std::string_view code) {
    return db::transact(connection, [&](db::Connection& inside) {
        const auto row = store::lock_user(inside, user);
        return row && take_second_step_inside(inside, keyring, *row, code, clock.now());
    });
}

bool take_second_step_inside(db::Connection& connection, const Keyring& keyring, const store::User& user,
                             std::string_view code, base::Time now) {
    if (!user.totp || !user.totp_confirmed) return false;
    const auto typed = plain(code);
    if (typed.size() == totp_digits) return take_totp(connection, keyring, user, typed, now);
    return store::use_recovery_code(connection, user.id, base::sha256(typed), now);
}

RecoveryCodes make_recovery_codes_inside(db::Connection& connection, base::UserId user) {
    RecoveryCodes codes;
    std::vector<std::string> hashes;
    while (codes.size() < recovery_codes) {
        const auto code = base::random_code(recovery_length);
        codes.push_back(in_groups(code));
        hashes.push_back(base::sha256(code));
    }
    store::set_recovery_codes(connection, user, hashes);
    return codes;
}

bool record_if_staff_inside(db::Connection& connection, const audit::Log& log, base::UserId user,
                            std::string_view action, base::Time now) {
    if (!is_staff(connection, user)) return false;
    log.append(connection,
               {.actor = audit::by_user(user),
                .action = std::string(action),
                .subject = audit::by_user(user),
                .detail = {}},
               now);
    return true;
}

}  // namespace accounts
