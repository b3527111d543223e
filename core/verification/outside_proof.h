// A proof of age from outside: whoever knows how old somebody is says so, and the house learns neither name nor document. One interface for whatever comes; today
// an OpenID Connect provider (openid.h). Nothing of it runs inside a transaction: it asks the outside world and takes seconds.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace verification {

// What an attempt is known by to the house alone until it ends. Kept in the database for minutes (core/store/openid_attempts.h), never in a cookie or an address.
struct AttemptSecrets {
    std::string nonce{};
    std::string verifier{};
};

// An attempt that begins.
struct Begun {
    std::string address{};  // where the person has to go
    std::string state{};    // names the attempt when they come back; a secret of theirs
    AttemptSecrets secrets{};
};

// What the person brought back in their address. Anybody may have made it up.
struct Returned {
    std::string code{};
    std::string error{};   // the provider's word for why there is no code
    std::string issuer{};  // who says so (RFC 9207); may be empty
};

struct Proven {
    bool of_age = false;
    std::string subject{};  // how the provider names the person: hashed at once, and never kept
};

// Belongs to one thread at a time.
class OutsideProof {
public:
    virtual ~OutsideProof() = default;

    // Under which the subjects of this provider are its own and nobody else's: an issuer's address.
    virtual std::string_view name() const = 0;
    // Errors: proof_away.
    virtual base::Result<Begun> begin() = 0;
    // Asks the provider what has come of the attempt, once. Errors: proof_away (no answer, or one that is not to be trusted: the log says what is wrong with it),
    // proof_refused (the person said no, or the provider says nothing about their age), proof_unfinished (what was brought back is used, too old or not the provider's).
    virtual base::Result<Proven> finish(const Returned& returned, const AttemptSecrets& secrets) = 0;
};

}  // namespace verification
