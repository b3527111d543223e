#include "core/accounts/guests.h"
#include "core/accounts/members.h"
#include "core/accounts/name.h"
#include "core/accounts/once_password.h"
#include "core/accounts/password.h"
#include "core/accounts/second_step.h"
#include "core/base/crypto.h"
#include "core/chat/notice.h"
#include "core/db/transaction.h"

namespace accounts {
namespace {

constexpr int tries_for_a_free_name = 5;

// What the tried password turned out to be.
struct Proof {
    bool by_password = false;
    bool by_sms = false;
    bool good() const { return by_password || by_sms; }
};

// Does the same work whoever is asked for.
Proof prove(const MemberHouse& house, const std::optional<store::User>& user, const Phone& phone,
            std::string_view password) {
    const std::string once = house.keyring.once_password_hash(phone.e164, password);
    const bool matches = password_matches(password, user ? user->password_hash : std::nullopt);
    if (!user) return {};
    const bool in_time =
        user->once_password_expires_at && *user->once_password_expires_at > house.clock().now();
    return {.by_password = matches && !user->must_change_password,
            .by_sms = in_time && base::constant_time_equal(once, user->once_password_hash.value_or(""))};
}

std::optional<store::User> user_of(db::Connection& connection, const MemberHouse& house, const Phone& phone) {
    const auto owner = store::find_phone(connection, house.keyring.phone_hashes(phone.e164));
    return owner && owner->user ? store::find_user(connection, *owner->user) : std::nullopt;
}

// A name until they choose one.
void add_person(db::Connection& connection, const store::User& user, const MemberHouse& house) {
    for (int attempt = 1;; ++attempt) {
        const Name name = generated_member_name(house.config.limits);
        try {
            db::Savepoint savepoint(connection);
            store::add_member(connection, user.id, name.claim(), house.clock().now());
            savepoint.keep();
            return;
        } catch (const db::Duplicate&) {
            if (attempt == tries_for_a_free_name) throw;
        }
    }
}

// The member speaks as who they were as a guest; a member of before leaves that guest behind. Gives the hint that ends the guest's sockets.
std::optional<chat::Hint> settle_person(db::Connection& connection, const MemberHouse& house,
                                        const store::User& user, const std::optional<Session>& guest) {
    const bool adopted = guest && guest->guest() && !user.participant &&
                         store::adopt_participant(connection, user.id, guest->participant.id);
    if (!user.participant && !adopted) add_person(connection, user, house);
    if (!guest || !guest->guest()) return std::nullopt;
    const auto reached = end_guest_inside(connection, house.clock().now(), *guest);
    return reached ? std::optional(chat::Hint{guest->stream, *reached}) : std::nullopt;
}

struct Outcome {
    base::Result<SignedIn> signed_in = base::ErrorCode::invalid_credentials;
    std::optional<chat::Hint> hint = std::nullopt;
};

SignedIn who(const MemberHouse& house, const store::User& user, bool must_change) {
    const auto e164 = house.keyring.open(user.phone, Purpose::phone);
    return {.user = user.id,
            .masked_phone = masked(e164.value_or("")),
            .must_change_password = must_change,
            .keys = std::nullopt,
            .second_step = std::nullopt};
}

Outcome let_in(db::Connection& connection, const MemberHouse& house, const store::User& user,
               SignedIn signed_in, const SignIn& request, bool second_step_taken) {
    Outcome outcome;
    outcome.hint = settle_person(connection, house, user, request.guest);
    signed_in.keys =
        open_session(connection, house.sessions, user.id, request.stay, request.device, second_step_taken);
    store::touch_user(connection, user.id, house.clock().now());
    outcome.signed_in = std::move(signed_in);
    return outcome;
}

Outcome enter_inside(db::Connection& connection, const MemberHouse& house, const Proof& proof,
                     const std::string& once_as_password, const Phone& phone, const store::User& found,
                     const SignIn& request) {
    const auto user = store::lock_user(connection, found.id);
    if (!user) return {};
    if (user->status != store::AccountStatus::active)
        return {.signed_in = base::ErrorCode::account_suspended};
    if (proof.by_sms) {
        const std::string once = house.keyring.once_password_hash(phone.e164, request.password);
        // Another sign-in may have used it up while this one waited for the lock.
        if (!base::constant_time_equal(once, user->once_password_hash.value_or(""))) return {};
        store::use_once_password(connection, user->id, once_as_password, house.clock().now());
    }
    SignedIn signed_in = who(house, *user, proof.by_sms || user->must_change_password);
    if (user->totp_confirmed) {
        signed_in.second_step =
            house.sessions.tokens.make_ticket(user->id, request.stay, house.clock().now());
        return {.signed_in = std::move(signed_in)};
    }
    return let_in(connection, house, *user, std::move(signed_in), request, false);
}

base::Result<SignedIn> after_commit(const MemberHouse& house, Outcome outcome) {
    if (outcome.hint) house.sessions.hints.send(*outcome.hint);
    return std::move(outcome.signed_in);
}

}  // namespace

base::Result<SignedIn> sign_in(db::Connection& connection, const MemberHouse& house, const SignIn& request) {
    if (request.phone.number.empty() || request.password.empty()) return base::ErrorCode::missing_credentials;
    const auto phone = parse_phone(request.phone.number, request.phone.country, {});
    if (!phone) return base::ErrorCode::invalid_credentials;
    const auto subject = house.keyring.phone_hashes(phone->e164).front().hash;
    if (const auto refused = attempt_refusal(connection, house, LimitRule::phone_attempt, subject))
        return *refused;
    const auto user = user_of(connection, house, *phone);
    const Proof proof = prove(house, user, *phone, request.password);
    if (!proof.good()) return base::ErrorCode::invalid_credentials;
    const std::string once_as_password = proof.by_sms ? hash_password(request.password) : std::string();
    return after_commit(house, db::transact(connection, [&](db::Connection& inside) {
                            return enter_inside(inside, house, proof, once_as_password, *phone, *user,
                                                request);
                        }));
}

base::Result<SignedIn> finish_sign_in(db::Connection& connection, const MemberHouse& house,
                                      std::string_view ticket, std::string_view code, const SignIn& request) {
    const auto claims = house.sessions.tokens.verify_ticket(ticket, house.clock().now());
    if (!claims) return base::ErrorCode::invalid_session;
    const std::string subject = "user:" + std::to_string(claims->user.value);
    if (const auto refused = attempt_refusal(connection, house, LimitRule::second_step, subject))
        return *refused;
    if (!take_second_step(connection, house.keyring, house.clock(), claims->user, code))
        return base::ErrorCode::second_step_wrong;
    SignIn continued = request;
    continued.stay = claims->stay;
    return after_commit(house, db::transact(connection, [&](db::Connection& inside) -> Outcome {
                            const auto user = store::lock_user(inside, claims->user);
                            if (!user || user->status != store::AccountStatus::active)
                                return {.signed_in = base::ErrorCode::account_suspended};
                            // Taken a moment ago, and it may have been reset since: then nobody has taken it.
                            return let_in(inside, house, *user, who(house, *user, user->must_change_password),
                                          continued, user->totp_confirmed);
                        }));
}

}  // namespace accounts
