#include "core/base/config_verification.h"

#include "core/base/config_parts.h"

namespace base {
namespace {

std::string value_of(const Environ& environ, std::string_view name) { return environ(name).value_or(""); }

std::optional<OpenIdSettings> load_openid(const Environ& environ, Environment environment) {
    if (!all_or_none(environ, {"OPENID_ISSUER", "OPENID_CLIENT_ID", "OPENID_CLIENT_SECRET"}))
        return std::nullopt;
    OpenIdSettings openid{.issuer = value_of(environ, "OPENID_ISSUER"),
                          .client_id = value_of(environ, "OPENID_CLIENT_ID"),
                          .client_secret = value_of(environ, "OPENID_CLIENT_SECRET"),
                          .claim = environ("OPENID_CLAIM").value_or("age_over_18"),
                          .scopes = environ("OPENID_SCOPE").value_or("openid profile"),
                          .label = environ("OPENID_LABEL").value_or("OpenID")};
    openid.plain = openid.issuer.starts_with("http://");
    if (!is_service_address(openid.issuer) || (openid.plain && environment != Environment::test))
        throw ConfigError("OPENID_ISSUER must be an https address, as the provider itself writes it");
    if (openid.claim != "age_over_18" && openid.claim != "birthdate")
        throw ConfigError("OPENID_CLAIM must be age_over_18 or birthdate");
    if ((" " + openid.scopes + " ").find(" openid ") == std::string::npos)
        throw ConfigError("OPENID_SCOPE must have openid among its words");
    return openid;
}

}  // namespace

VerificationSettings load_verification(const Environ& environ, Environment environment,
                                       const std::string& root_dir) {
    VerificationSettings settings;
    settings.proof_lasts = static_cast<unsigned>(
        parse_number("PROOF_LASTS_DAYS", environ("PROOF_LASTS_DAYS").value_or("730"), 1, 3650));
    settings.dual_control = parse_switch(environ, "VERIFICATION_DUAL_CONTROL", false);
    settings.documents_dir = environ("DOCUMENTS_DIR").value_or(root_dir + "/var/documents");
    settings.keys_dir = environ("DOCUMENT_KEYS_DIR").value_or(root_dir + "/var/document-keys");
    settings.tesseract = value_of(environ, "TESSERACT");
    settings.pdftoppm = value_of(environ, "PDFTOPPM");
    settings.face_helper = value_of(environ, "FACE_HELPER");
    if (!settings.face_helper.empty() && !settings.face_helper.starts_with('/'))
        throw ConfigError("FACE_HELPER must be a full path");
    settings.openid = load_openid(environ, environment);
    return settings;
}

}  // namespace base
