// What the operator decides about proofs of age.
#pragma once

#include <optional>
#include <string>

namespace base {

// A provider of OpenID Connect that says whether somebody is of age.
struct OpenIdSettings {
    std::string issuer;  // scheme://host[:port][/path], as its tokens name it
    std::string client_id;
    std::string client_secret;  // a secret
    std::string claim;          // "age_over_18" or "birthdate"
    std::string scopes;         // separated by spaces; "openid" among them
    std::string label;          // what the button calls it
    bool plain = false;         // of tests alone: to this machine without TLS
    // "https://id.example.org" of "https://id.example.org/realms/x".
    std::string origin() const { return issuer.substr(0, issuer.find('/', issuer.find("://") + 3)); }
};

struct VerificationSettings {
    unsigned proof_lasts = 730;  // PROOF_LASTS_DAYS
    bool dual_control = false;   // VERIFICATION_DUAL_CONTROL: two reviewers approve an ID_FULL
    // DOCUMENTS_DIR: pictures that wait for a decision, each sealed under a key of its own. DOCUMENT_KEYS_DIR: those keys, themselves sealed; what is lost of them
    // is lost for ever, which is why no backup may hold them.
    std::string documents_dir{};
    std::string keys_dir{};
    // Paths, "none", or empty for those in the PATH: see core/media/film_tools.h.
    std::string tesseract{};    // TESSERACT
    std::string pdftoppm{};     // PDFTOPPM
    std::string face_helper{};  // FACE_HELPER; empty: faces are compared by people alone
    std::optional<OpenIdSettings> openid{};
};

}  // namespace base
