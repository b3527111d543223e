#include "core/verification/record_proof.h"

#include <nlohmann/json.hpp>

#include "core/audit/log.h"
#include "core/chat/notice.h"
#include "core/chat/own_events.h"
#include "core/db/result_transaction.h"
#include "core/store/users.h"
#include "core/store/verifications.h"

namespace verification {
namespace {

using base::ErrorCode;

// The row is written before the others are looked at: of two accounts that come with one identity at one time, each then finds the other's.
base::Result<base::VerificationId> approve(db::Connection& connection, const OutsideIdentity& identity,
                                           base::Time now, base::Time until) {
    const auto id = store::add_verification(connection, {.user = identity.user,
                                                         .type = store::VerificationType::age_only,
                                                         .way = store::ProofWay::openid,
                                                         .at = now});
    store::set_submitted(connection, id, now);
    store::set_proof_hash(connection, id, identity.hash);
    if (store::approved_by(connection, identity.hash, identity.user)) return ErrorCode::proof_used;
    store::set_decided(connection, id,
                       {.status = store::VerificationStatus::approved,
                        .outcome = std::nullopt,
                        .note = {},
                        .reviewer = std::nullopt,
                        .expires_at = until,
                        .at = now});
    return id;
}

std::vector<chat::Hint> tell(db::Connection& connection, base::UserId user, base::Time until,
                             base::Time now) {
    chat::OwnEvents events;
    const nlohmann::json payload{{"status", "approved"}, {"until", base::to_epoch_ms(until)}};
    if (const auto stream = store::stream_of(connection, user))
        events.add(*stream, chat::proof_kind, payload.dump());
    return events.store(connection, now);
}

}  // namespace

base::Result<ProvenOutside> record_proof(db::Connection& connection, const OutsideHouse& house,
                                         const OutsideIdentity& identity) {
    const audit::Log log(house.config);
    const auto now = house.clock.now();
    const auto ends = now + std::chrono::days{house.config.verification.proof_lasts};
    auto proven = db::transact_result(connection, [&](db::Connection& inside) -> base::Result<ProvenOutside> {
        const auto user = store::lock_user(inside, identity.user);
        if (!user || user->status != store::AccountStatus::active) return ErrorCode::proof_unfinished;
        const auto id = approve(inside, identity, now, ends);
        if (!id) return id.error();
        const auto until = store::settle_proof(inside, identity.user).value_or(ends);
        ProvenOutside done{.until = until, .hints = tell(inside, identity.user, until, now)};
        const nlohmann::json detail{{"verification", id->value}, {"way", "OPENID"}, {"type", "AGE_ONLY"}};
        log.append(inside,
                   {.actor = audit::by_user(identity.user),
                    .action = "verification.approve",
                    .subject = audit::by_user(identity.user),
                    .detail = detail.dump()},
                   now);
        return done;
    });
    if (proven) log.keep_head(connection);
    return proven;
}

}  // namespace verification
