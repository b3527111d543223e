#include "core/verification/proof_hash.h"

#include "core/base/crypto.h"
#include "core/verification/mrz.h"

namespace verification {
namespace {

std::string plain(std::string_view text) {
    std::string kept;
    for (char c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) kept += c;
    }
    return kept;
}

}  // namespace

std::string document_hash(const base::Config& config, std::string_view state, std::string_view number) {
    return base::hmac_sha256(base::derive_key(config.audit_secret, "document number"),
                             plain(state) + ":" + comparable_number(number));
}

}  // namespace verification
