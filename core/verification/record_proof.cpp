#include "core/verification/record_proof.h"

#include "core/db/result_transaction.h"
#include "core/store/users.h"
#include "core/verification/conclude.h"

namespace verification {
namespace {

using base::ErrorCode;

// The row is there before the others are looked at: of two accounts that come with one identity at one time, each then finds the other's.
base::Result<store::Verification> claim(db::Connection& connection, const OutsideIdentity& identity,
                                        base::Time now) {
    const auto id = store::add_verification(connection, {.user = identity.user,
                                                         .type = store::VerificationType::age_only,
                                                         .way = store::ProofWay::openid,
                                                         .at = now});
    store::set_submitted(connection, id, now);
    store::set_proof_hash(connection, id, identity.hash);
    if (store::spent_on(connection, identity.hash, identity.user)) return ErrorCode::proof_used;
    return store::lock_verification(connection, id).value();
}

}  // namespace

base::Result<ProvenOutside> record_proof(db::Connection& connection, const OutsideHouse& house,
                                         const OutsideIdentity& identity) {
    const auto now = house.clock.now();
    const auto until = now + std::chrono::days{house.config.verification.proof_lasts};
    auto proven = db::transact_result(connection, [&](db::Connection& inside) -> base::Result<ProvenOutside> {
        const auto user = store::lock_user(inside, identity.user);
        if (!user || user->status != store::AccountStatus::active) return ErrorCode::proof_unfinished;
        const auto claimed = claim(inside, identity, now);
        if (!claimed) return claimed.error();
        const store::ProofDecision approved{.status = store::VerificationStatus::approved,
                                            .outcome = std::nullopt,
                                            .note = {},
                                            .reviewer = std::nullopt,
                                            .expires_at = until,
                                            .at = now};
        return ProvenOutside{.until = until,
                             .hints = conclude(inside, house.clock, house.log, *claimed, approved,
                                               audit::by_user(identity.user))};
    });
    if (proven) house.log.keep_head(connection);
    return proven;
}

}  // namespace verification
