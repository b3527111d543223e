// A member proves their age by another house's word: sent there, and back. Neither function is called inside a transaction: both ask the outside world.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/audit/log.h"
#include "core/base/config.h"
#include "core/chat/hints.h"
#include "core/db/connection.h"
#include "core/verification/outside_proof.h"

namespace verification {

struct OutsideHouse {
    const base::Clock& clock;
    const base::Config& config;
    const audit::Log& log;
    OutsideProof& provider;
};

// Where to send them. The attempt is theirs for limits.openid_wait. Errors: proof_away.
base::Result<std::string> begin_outside(db::Connection& connection, const OutsideHouse& house,
                                        base::UserId user);

struct ProvenOutside {
    base::Time until{};               // the proof holds until then
    std::vector<chat::Hint> hints{};  // to be sent
};
// `state` and `returned` as they came back in the address. Whatever comes of it, the attempt is over. Of age: approved on the spot (AGE_ONLY), for settings.proof_lasts days; of the
// provider's name for the person only a keyed hash stays. Errors: those of OutsideProof::finish; proof_unfinished for a state that is unknown, used, too old or another
// member's; proof_refused for whoever is not of age; proof_used when another account was proven by the same identity.
base::Result<ProvenOutside> finish_outside(db::Connection& connection, const OutsideHouse& house,
                                           base::UserId user, std::string_view state,
                                           const Returned& returned);

// What stays of an identity: 32 bytes that nobody without the house's secret can make again. Pure.
std::string identity_hash(const base::Config& config, std::string_view provider, std::string_view subject);

}  // namespace verification
