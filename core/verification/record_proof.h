// The last step of a proof from outside: it becomes the member's.
#pragma once

#include <string>

#include "core/verification/prove_outside.h"

namespace verification {

struct OutsideIdentity {
    base::UserId user;
    std::string hash;  // see identity_hash
};

// In one transaction: a row of the identity's hash, concluded as approved (conclude.h). Errors: proof_used, proof_unfinished when the
// account is not there any more.
base::Result<ProvenOutside> record_proof(db::Connection& connection, const OutsideHouse& house,
                                         const OutsideIdentity& identity);

}  // namespace verification
