#include "core/verification/review.h"

#include "core/accounts/roles.h"
#include "core/verification/attempt.h"
#include "core/verification/review_access.h"

namespace verification {
namespace {

using base::ErrorCode;

void hold(db::Connection& connection, const House& house, const accounts::Session& session,
          base::VerificationId id) {
    store::set_held(
        connection, id,
        store::Hold{.by = *session.user, .until = house.clock.now() + house.config.limits.review_held});
    note(connection, house, session, "verification.take", id, nlohmann::json::object());
}

}  // namespace

bool is_held(const store::Verification& attempt, base::Time now) {
    return attempt.open() && attempt.held_by && attempt.held_until && *attempt.held_until > now;
}

bool holds(const store::Verification& attempt, base::UserId reviewer, base::Time now) {
    return is_held(attempt, now) && attempt.held_by == reviewer;
}

base::Result<std::vector<store::Verification>> review_queue(db::Connection& connection,
                                                            const accounts::Session& session) {
    if (const auto refused = accounts::refusal(connection, session, accounts::Act::review_proofs))
        return *refused;
    auto waiting = store::waiting_verifications(connection, most_in_queue);
    std::erase_if(waiting, [&](const auto& one) { return one.user == session.user; });
    return waiting;
}

std::optional<std::uint64_t> waiting_for(db::Connection& connection, const accounts::Session& session) {
    if (accounts::refusal(connection, session, accounts::Act::review_proofs)) return std::nullopt;
    const auto own = open_attempt(connection, *session.user);
    const auto waiting = store::count_waiting_verifications(connection);
    return own && own->handed_in() && waiting > 0 ? waiting - 1 : waiting;
}

base::Result<store::Verification> take(db::Connection& connection, const House& house,
                                       const accounts::Session& session, base::VerificationId id) {
    return on_record(connection, house, session, "verification.take", id,
                     [&](db::Connection& inside) -> base::Result<store::Verification> {
                         const auto found = lock_for_review(inside, session, id);
                         if (!found) return found.error();
                         if (!found->open()) return ErrorCode::case_decided;
                         const base::Time now = house.clock.now();
                         if (is_held(*found, now) && !holds(*found, *session.user, now))
                             return ErrorCode::case_taken;
                         hold(inside, house, session, id);
                         return store::find_verification(inside, id).value();
                     });
}

base::Result<store::Verification> release(db::Connection& connection, const House& house,
                                          const accounts::Session& session, base::VerificationId id) {
    return on_record(connection, house, session, "verification.release", id,
                     [&](db::Connection& inside) -> base::Result<store::Verification> {
                         const auto found = lock_held(inside, house, session, id);
                         if (!found) return found.error();
                         store::set_held(inside, id, std::nullopt);
                         note(inside, house, session, "verification.release", id, nlohmann::json::object());
                         return store::find_verification(inside, id).value();
                     });
}

}  // namespace verification
