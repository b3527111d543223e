#include "core/verification/prove_outside.h"

#include "core/base/crypto.h"
#include "core/store/openid_attempts.h"
#include "core/verification/record_proof.h"

namespace verification {

using base::ErrorCode;

// The secret of the audit log, because it is the one that never changes: an identity must be known again for as long as its proof holds.
std::string identity_hash(const base::Config& config, std::string_view provider, std::string_view subject) {
    std::string identity(provider);
    identity += '\0';
    identity += subject;
    return base::hmac_sha256(base::derive_key(config.audit_secret, "outside identity"), identity);
}

base::Result<std::string> begin_outside(db::Connection& connection, const OutsideHouse& house,
                                        base::UserId user) {
    auto begun = house.provider.begin();
    if (!begun) return begun.error();
    store::add_openid_attempt(connection,
                              {.state_hash = base::sha256(begun->state),
                               .user = user,
                               .nonce = begun->secrets.nonce,
                               .verifier = begun->secrets.verifier,
                               .expires_at = house.clock.now() + house.config.limits.openid_wait});
    return std::move(begun->address);
}

base::Result<ProvenOutside> finish_outside(db::Connection& connection, const OutsideHouse& house,
                                           base::UserId user, std::string_view state,
                                           const Returned& returned) {
    const auto attempt = store::take_openid_attempt(connection, base::sha256(state));
    if (!attempt || attempt->user != user || attempt->expires_at <= house.clock.now())
        return ErrorCode::proof_unfinished;
    const auto proven =
        house.provider.finish(returned, {.nonce = attempt->nonce, .verifier = attempt->verifier});
    if (!proven) return proven.error();
    if (!proven->of_age) return ErrorCode::proof_refused;
    const OutsideIdentity identity{
        .user = user, .hash = identity_hash(house.config, house.provider.name(), proven->subject)};
    return record_proof(connection, house, identity);
}

}  // namespace verification
