#include "core/verification/proof_hash.h"

#include "core/base/crypto.h"
#include "core/verification/mrz.h"

namespace verification {

std::string document_hash(const base::Config& config, std::string_view number) {
    return base::hmac_sha256(base::derive_key(config.audit_secret, "document number"),
                             comparable_number(number));
}

}  // namespace verification
