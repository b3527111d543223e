// How a reviewer decides.
#include "core/accounts/text.h"
#include "core/chat/own_events.h"
#include "core/store/users.h"
#include "core/verification/conclude.h"
#include "core/verification/dates.h"
#include "core/verification/proof_hash.h"
#include "core/verification/review.h"
#include "core/verification/review_access.h"

namespace verification {
namespace {

using base::ErrorCode;
using store::VerificationType;

constexpr int oldest_age = 130;

std::optional<base::Error> age_refusal(const base::Limits& limits, const Approval& approval, base::Time now) {
    const auto birth = date_in(approval.birth_date);
    if (!birth) return base::Error{ErrorCode::review_birth_date};
    const int age = age_on(day_of(now), *birth);
    if (age < 0 || age > oldest_age) return base::Error{ErrorCode::review_birth_date};
    if (age < limits.minimum_age) return base::Error{ErrorCode::review_under_age};
    return std::nullopt;
}

std::optional<base::Error> expiry_refusal(VerificationType type, const Approval& approval, base::Time now) {
    const bool may_lack = type == VerificationType::age_only;
    if (approval.expiry_date.empty() && may_lack) return std::nullopt;
    const auto expiry = date_in(approval.expiry_date);
    if (!expiry || *expiry < day_of(now)) return base::Error{ErrorCode::review_document_expired};
    return std::nullopt;
}

std::optional<base::Error> difference_refusal(db::Connection& connection, base::UserId user,
                                              const Approval& approval) {
    const auto account = store::find_user(connection, user);
    const auto birth = date_in(approval.birth_date);
    if (!account || !birth || approval.difference_seen) return std::nullopt;
    if (static_cast<int>(birth->year()) == static_cast<int>(account->birth_year)) return std::nullopt;
    return base::Error{ErrorCode::review_mismatch};
}

std::optional<base::Error> approval_refusal(db::Connection& connection, const House& house,
                                            const store::Verification& attempt, base::UserId reviewer,
                                            const Approval& approval) {
    const base::Time now = house.clock.now();
    if (attempt.first_reviewer == reviewer) return base::Error{ErrorCode::review_second};
    if (auto refused = age_refusal(house.config.limits, approval, now)) return refused;
    if (auto refused = expiry_refusal(attempt.type, approval, now)) return refused;
    return difference_refusal(connection, attempt.user, approval);
}

// A proof lasts no longer than the month in which the document ends: its very day would be kept with it.
base::Time end_of(const base::Config& config, const Approval& approval, base::Time now) {
    const base::Time end = now + std::chrono::days{config.verification.proof_lasts};
    const auto expiry = date_in(approval.expiry_date);
    if (!expiry) return end;
    const auto month = std::chrono::year_month(expiry->year(), expiry->month()) + std::chrono::months{1};
    return std::min(end, base::Time{std::chrono::sys_days{month / 1}});
}

void keep_hash(db::Connection& connection, const House& house, base::VerificationId id,
               std::string_view number) {
    if (number.empty()) return;
    store::set_proof_hash(connection, id, document_hash(house.config, number));
}

// Whoever is believed no more is believed in nothing: what else of theirs is approved ends with it.
std::vector<chat::Hint> end_all(db::Connection& connection, const House& house,
                                const store::Verification& doubted, std::string_view words,
                                base::UserId reviewer) {
    std::vector<chat::Hint> hints;
    for (const auto& one : store::verifications_of(connection, doubted.user)) {
        const auto proof = store::lock_verification(connection, one.id);
        if (!proof || proof->status != store::VerificationStatus::approved) continue;
        auto more = conclude(connection, house.clock, house.log, *proof,
                             {.status = store::VerificationStatus::expired,
                              .outcome = store::ProofOutcome::revoked,
                              .note = std::string(words),
                              .reviewer = reviewer,
                              .at = house.clock.now()},
                             audit::by_user(reviewer));
        hints.insert(hints.end(), more.begin(), more.end());
    }
    return hints;
}

bool needs_second(const House& house, const store::Verification& attempt) {
    return house.config.verification.dual_control && attempt.type == VerificationType::id_full &&
           !attempt.first_reviewer;
}

// What follows a decision that stands.
void settle(db::Connection& connection, const House& house, base::VerificationId id,
            const std::vector<chat::Hint>& hints) {
    chat::send_hints(house.hints, hints);
    shred_or_log(connection, house, id);
}

bool may_choose(const std::optional<store::ProofOutcome>& outcome) {
    return outcome && *outcome <= store::ProofOutcome::other;
}

}  // namespace

base::Result<Approved> approve(db::Connection& connection, const House& house,
                               const accounts::Session& session, base::VerificationId id,
                               const Approval& approval) {
    std::vector<chat::Hint> hints;
    const auto run = [&](db::Connection& inside) -> base::Result<Approved> {
        const auto found = lock_to_decide(inside, session, id);
        if (!found) return found.error();
        if (const auto refused = approval_refusal(inside, house, *found, *session.user, approval))
            return *refused;
        const base::Time now = house.clock.now();
        keep_hash(inside, house, id, approval.number);
        if (needs_second(house, *found)) {
            store::set_first_approval(inside, id, *session.user);
            note(inside, house, session, "verification.approve_first", id,
                 {{"user", found->user.value}, {"type", store::name_of(found->type)}});
            return Approved::first;
        }
        hints = conclude(inside, house.clock, house.log, *found,
                         {.status = store::VerificationStatus::approved,
                          .reviewer = session.user,
                          .expires_at = end_of(house.config, approval, now),
                          .at = now},
                         audit::by_user(*session.user));
        return Approved::whole;
    };
    auto done = on_record(connection, house, session, "verification.approve", id, run);
    if (done && *done == Approved::whole) settle(connection, house, id, hints);
    return done;
}

base::Result<store::Verification> reject(db::Connection& connection, const House& house,
                                         const accounts::Session& session, base::VerificationId id,
                                         const Rejection& rejection) {
    std::vector<chat::Hint> hints;
    const auto run = [&](db::Connection& inside) -> base::Result<store::Verification> {
        const auto found = lock_to_decide(inside, session, id);
        if (!found) return found.error();
        if (!may_choose(rejection.outcome)) return ErrorCode::review_reason;
        if (!accounts::fits(rejection.note, house.config.limits.review_text))
            return ErrorCode::review_text_long;
        hints = conclude(inside, house.clock, house.log, *found,
                         {.status = store::VerificationStatus::rejected,
                          .outcome = rejection.outcome,
                          .note = rejection.note,
                          .reviewer = session.user,
                          .at = house.clock.now()},
                         audit::by_user(*session.user));
        return store::find_verification(inside, id).value();
    };
    auto done = on_record(connection, house, session, "verification.reject", id, run);
    if (done) settle(connection, house, id, hints);
    return done;
}

base::Result<store::Verification> revoke(db::Connection& connection, const House& house,
                                         const accounts::Session& session, base::VerificationId id,
                                         std::string_view words) {
    std::vector<chat::Hint> hints;
    const auto run = [&](db::Connection& inside) -> base::Result<store::Verification> {
        const auto found = lock_for_review(inside, session, id);
        if (!found) return found.error();
        if (found->status != store::VerificationStatus::approved) return ErrorCode::verification_state;
        if (!accounts::fits(words, house.config.limits.review_text)) return ErrorCode::review_text_long;
        hints = end_all(inside, house, *found, words, *session.user);
        return store::find_verification(inside, id).value();
    };
    auto done = on_record(connection, house, session, "verification.revoke", id, run);
    if (done) settle(connection, house, id, hints);
    return done;
}

}  // namespace verification
