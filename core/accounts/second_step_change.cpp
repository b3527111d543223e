#include "core/accounts/second_step_change.h"

#include "core/accounts/once_password.h"
#include "core/accounts/roles.h"
#include "core/db/transaction.h"
#include "core/store/second_steps.h"

namespace accounts {
namespace {

// The counter of finish_sign_in: whoever guesses gets no second row of tries here.
std::optional<base::Error> count_try(db::Connection& connection, const MemberHouse& house,
                                     base::UserId user) {
    return attempt_refusal(connection, house, LimitRule::second_step, "user:" + std::to_string(user.value));
}

// What came of it, and what is to be said after the commit.
struct Change {
    base::Result<bool> done = false;
    std::optional<chat::Hint> hint = std::nullopt;
};

base::Result<bool> after_commit(const chat::HintSender& hints, Change change) {
    if (change.hint) hints.send(*change.hint);
    return std::move(change.done);
}

Change switch_off_inside(db::Connection& connection, const MemberHouse& house, const Session& session,
                         std::string_view code) {
    const base::Time now = house.clock().now();
    const auto user = store::lock_user(connection, *session.user);
    if (!user || !user->totp_confirmed) return {};
    // Under the lock that a grant takes too: nobody becomes staff in between.
    if (is_staff(connection, user->id)) return {.done = base::ErrorCode::second_step_kept};
    if (!session.second_step_taken && !take_second_step_inside(connection, house.keyring, *user, code, now))
        return {.done = base::ErrorCode::second_step_wrong};
    store::remove_second_step(connection, user->id, now);
    return {.done = true,
            .hint = end_sessions_inside(connection, user->id, base::SessionId{session.key.number}, now)};
}

Change reset_inside(db::Connection& connection, const audit::Log& log, base::Time now,
                    const SecondStepReset& reset) {
    const auto user = store::lock_user(connection, reset.user);
    if (!user || user->status == store::AccountStatus::deleted) return {.done = base::ErrorCode::not_found};
    if (!user->totp_confirmed) return {};
    store::remove_second_step(connection, user->id, now);
    log.append(connection,
               {.actor = reset.actor,
                .action = "second_step.reset",
                .subject = audit::by_user(user->id),
                .detail = {}},
               now);
    return {.done = true, .hint = end_sessions_inside(connection, user->id, std::nullopt, now)};
}

}  // namespace

SecondStepState second_step_state(db::Connection& connection, base::UserId user) {
    const auto row = store::find_user(connection, user);
    return {.on = row && row->totp_confirmed,
            .staff = is_staff(connection, user),
            .codes_left = store::count_recovery_codes(connection, user)};
}

std::optional<base::Error> switch_off_second_step(db::Connection& connection, const MemberHouse& house,
                                                  const Session& session, std::string_view code) {
    if (!session.second_step_taken) {
        if (const auto refused = count_try(connection, house, *session.user)) return refused;
    }
    const auto done =
        after_commit(house.sessions.hints, db::transact(connection, [&](db::Connection& inside) {
                         return switch_off_inside(inside, house, session, code);
                     }));
    return done ? std::nullopt : std::optional(done.error());
}

base::Result<RecoveryCodes> renew_recovery_codes(db::Connection& connection, const MemberHouse& house,
                                                 const Session& session, std::string_view code) {
    if (const auto refused = count_try(connection, house, *session.user)) return *refused;
    const audit::Log log(house.config);
    const base::Time now = house.clock().now();
    bool recorded = false;
    auto codes = db::transact(connection, [&](db::Connection& inside) -> base::Result<RecoveryCodes> {
        const auto user = store::lock_user(inside, *session.user);
        if (!user || !take_second_step_inside(inside, house.keyring, *user, code, now))
            return base::ErrorCode::second_step_wrong;
        auto made = make_recovery_codes_inside(inside, user->id);
        recorded = record_if_staff_inside(inside, log, user->id, "second_step.codes", now);
        return made;
    });
    if (recorded) log.keep_head(connection);
    return codes;
}

base::Result<bool> reset_second_step(db::Connection& connection, const audit::Log& log,
                                     const base::Clock& clock, const chat::HintSender& hints,
                                     const SecondStepReset& reset) {
    auto done = after_commit(hints, db::transact(connection, [&](db::Connection& inside) {
                                 return reset_inside(inside, log, clock.now(), reset);
                             }));
    if (done && *done) log.keep_head(connection);
    return done;
}

}  // namespace accounts
