#include "core/verification/proof_hash.h"

#include "core/base/crypto.h"

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

// As comparable_number() has it, so that a number is the same whether a machine or a person has read it. Of what is folded already nothing changes.
std::string folded(std::string_view number) {
    constexpr std::string_view letters = "OQDILBSZG";
    constexpr std::string_view digits = "000118526";
    std::string kept;
    for (const char c : plain(number)) {
        if (c == 'K') continue;
        const auto at = letters.find(c);
        kept += at == std::string_view::npos ? c : digits[at];
    }
    return kept;
}

}  // namespace

std::string document_hash(const base::Config& config, std::string_view state, std::string_view number) {
    return base::hmac_sha256(base::derive_key(config.audit_secret, "document number"),
                             plain(state) + ":" + folded(number));
}

}  // namespace verification
