#include "core/verification/review_access.h"

#include "core/accounts/roles.h"
#include "core/verification/review.h"

namespace verification {
namespace {

using base::ErrorCode;

// What was handed in; what another house has said never waits, but may have to be ended.
bool is_shown(const store::Verification& attempt) {
    if (attempt.way == store::ProofWay::openid) return !attempt.open();
    return attempt.submitted_at.has_value();
}

// Whoever is no reviewer does not learn what is there.
std::optional<base::Error> hidden_from(db::Connection& connection, const accounts::Session& session,
                                       const std::optional<store::Verification>& found) {
    if (auto refused = accounts::refusal(connection, session, accounts::Act::review_proofs)) return refused;
    if (!found || !is_shown(*found)) return base::Error{ErrorCode::not_found};
    if (found->user == session.user) return base::Error{ErrorCode::own_verification};
    return std::nullopt;
}

std::string actor_of(const accounts::Session& session) {
    return session.user ? audit::by_user(*session.user)
                        : "participant:" + std::to_string(session.participant.id.value);
}

}  // namespace

std::string subject_of(base::VerificationId id) { return "verification:" + std::to_string(id.value); }

base::Result<store::Verification> find_for_review(db::Connection& connection,
                                                  const accounts::Session& session, base::VerificationId id) {
    auto found = store::find_verification(connection, id);
    if (const auto refused = hidden_from(connection, session, found)) return *refused;
    return std::move(*found);
}

base::Result<store::Verification> lock_for_review(db::Connection& connection,
                                                  const accounts::Session& session, base::VerificationId id) {
    auto found = store::lock_verification(connection, id);
    if (const auto refused = hidden_from(connection, session, found)) return *refused;
    return std::move(*found);
}

base::Result<store::Verification> lock_held(db::Connection& connection, const House& house,
                                            const accounts::Session& session, base::VerificationId id) {
    auto found = lock_for_review(connection, session, id);
    if (!found) return found;
    if (!found->open()) return ErrorCode::case_decided;
    if (!holds(*found, *session.user, house.clock.now())) return ErrorCode::case_not_held;
    return found;
}

base::Result<store::Verification> lock_to_decide(db::Connection& connection, const accounts::Session& session,
                                                 base::VerificationId id) {
    auto found = lock_for_review(connection, session, id);
    if (!found) return found;
    if (!found->open()) return ErrorCode::case_decided;
    if (found->held_by != session.user) return ErrorCode::case_not_held;
    return found;
}

void note(db::Connection& connection, const House& house, const accounts::Session& session,
          std::string_view action, base::VerificationId id, const nlohmann::json& detail) {
    house.log.append(connection,
                     {.actor = actor_of(session),
                      .action = std::string(action),
                      .subject = subject_of(id),
                      .detail = detail.empty() ? std::string() : detail.dump()},
                     house.clock.now());
}

void note_refused(db::Connection& connection, const House& house, const accounts::Session& session,
                  std::string_view action, base::VerificationId id, const base::Error& error,
                  nlohmann::json detail) {
    detail["refused"] = base::wire_code(error.code);
    db::transact(connection, [&](db::Connection& inside) {
        note(inside, house, session, action, id, detail);
        return true;
    });
    house.log.keep_head(connection);
}

}  // namespace verification
