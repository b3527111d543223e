#include "core/verification/openid.h"

#include <utility>
#include <vector>

#include "core/base/crypto.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/verification/openid_json.h"
#include "core/verification/openid_token.h"

namespace verification {
namespace {

using base::ErrorCode;
using openid::Said;

constexpr base::Millis kept{std::chrono::hours{1}};
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t longest_code = 4096;

std::string secret() { return base::to_base64url(base::random_bytes(secret_bytes)); }

std::string with_query(const std::string& address,
                       const std::vector<std::pair<std::string, std::string>>& fields) {
    return address + (address.find('?') == std::string::npos ? '?' : '&') + base::form_body(fields);
}

// RFC 6749 section 4.1.2.1. What is neither the person's no nor the provider's trouble is a wrong setting.
ErrorCode meaning_of(std::string_view error) {
    if (error == "access_denied") return ErrorCode::proof_refused;
    const bool known = error == "invalid_request" || error == "unauthorized_client" ||
                       error == "unsupported_response_type" || error == "invalid_scope" ||
                       error == "server_error" || error == "temporarily_unavailable";
    if (!known) return ErrorCode::proof_unfinished;
    base::log::error("the OpenID provider sends somebody back with {}", error);
    return ErrorCode::proof_away;
}

}  // namespace

OpenId::OpenId(base::OpenIdSettings settings, std::string return_address, int minimum_age,
               const base::Clock& clock, const base::HttpBounds& bounds)
    : settings_(std::move(settings)),
      return_address_(std::move(return_address)),
      minimum_age_(minimum_age),
      clock_(clock),
      wire_(settings_.client_id, settings_.client_secret, bounds) {}

const openid::Metadata* OpenId::metadata() {
    if (metadata_ && clock_.now() < metadata_until_) return &*metadata_;
    const auto body = wire_.get(openid::configuration_address(settings_.issuer));
    if (!body) return nullptr;
    std::string why;
    metadata_ = openid::read_configuration(*body, settings_.issuer, why);
    if (!metadata_) {
        base::log::error("the OpenID provider cannot be used: {}", why);
        return nullptr;
    }
    metadata_until_ = clock_.now() + kept;
    return &*metadata_;
}

const openid::KeySet* OpenId::keys(bool fresh) {
    if (!fresh && keys_ && clock_.now() < keys_until_) return &*keys_;
    const auto body = wire_.get(metadata_->keys);
    if (!body) return nullptr;
    auto read = openid::KeySet::parse(*body);
    if (!read) {
        base::log::error("the keys of the OpenID provider are not readable");
        return nullptr;
    }
    keys_ = std::move(*read);
    keys_until_ = clock_.now() + kept;
    return &*keys_;
}

// prompt: whoever sits there now, not who last signed in at the provider in that browser.
base::Result<Begun> OpenId::begin() {
    const auto* provider = metadata();
    if (provider == nullptr) return ErrorCode::proof_away;
    Begun begun{.state = secret(), .secrets = {.nonce = secret(), .verifier = secret()}};
    std::vector<std::pair<std::string, std::string>> fields{
        {"response_type", "code"},
        {"client_id", settings_.client_id},
        {"redirect_uri", return_address_},
        {"scope", settings_.scopes},
        {"state", begun.state},
        {"nonce", begun.secrets.nonce},
        {"code_challenge", base::to_base64url(base::sha256(begun.secrets.verifier))},
        {"code_challenge_method", "S256"},
        {"prompt", "login"}};
    if (provider->takes_claim_wishes)
        fields.emplace_back("claims", nlohmann::json{{"id_token", {{settings_.claim, nullptr}}}}.dump());
    begun.address = with_query(provider->authorization, fields);
    return begun;
}

std::optional<base::Error> OpenId::look_at(const Returned& returned, const openid::Metadata& provider) const {
    const bool unnamed = returned.issuer.empty() && !provider.names_itself;
    if (!unnamed && returned.issuer != settings_.issuer) return base::Error{ErrorCode::proof_unfinished};
    if (!returned.error.empty()) return base::Error{meaning_of(returned.error)};
    if (returned.code.empty() || returned.code.size() > longest_code)
        return base::Error{ErrorCode::proof_unfinished};
    return std::nullopt;
}

// A provider changes its keys without telling: one that is not known yet is looked for once.
base::Result<nlohmann::json> OpenId::claims_of(const openid::Tokens& tokens, const AttemptSecrets& secrets) {
    const openid::Expected expected{.issuer = settings_.issuer,
                                    .client_id = settings_.client_id,
                                    .nonce = secrets.nonce,
                                    .access_token = tokens.access,
                                    .now = clock_.now()};
    for (const bool fresh : {false, true}) {
        const auto* known = keys(fresh);
        if (known == nullptr) return ErrorCode::proof_away;
        auto read = openid::read_id_token(tokens.id, *known, expected);
        if (auto* claims = std::get_if<nlohmann::json>(&read)) return std::move(*claims);
        const auto fault = std::get<openid::TokenFault>(read);
        if (fault == openid::TokenFault::unknown_key && !fresh) continue;
        base::log::error("an ID token of the OpenID provider is not good: {}", openid::name_of(fault));
        break;
    }
    return ErrorCode::proof_away;
}

Said OpenId::said_in(const nlohmann::json& claims) const {
    return openid::read_age(claims, settings_.claim, std::chrono::floor<std::chrono::days>(clock_.now()),
                            minimum_age_);
}

// OpenID Connect Core section 5.3.4: an answer about somebody else must not be used.
base::Result<Said> OpenId::ask_user_info(const openid::Tokens& tokens, const std::string& subject) {
    if (metadata_->user_info.empty() || tokens.access.empty()) return Said::nothing;
    const auto body = wire_.get(metadata_->user_info, tokens.access);
    if (!body) return ErrorCode::proof_away;
    const auto info = openid::parse_object(*body);
    if (info && openid::text_of(*info, "sub") == subject) return said_in(*info);
    base::log::error("UserInfo of the OpenID provider is {}", info ? "somebody else's" : "no JSON");
    return ErrorCode::proof_away;
}

base::Result<Proven> OpenId::judge(const openid::Tokens& tokens, const nlohmann::json& claims) {
    const auto subject = openid::text_of(claims, "sub");
    base::Result<Said> said = said_in(claims);
    if (*said == Said::nothing) said = ask_user_info(tokens, subject);
    if (!said) return said.error();
    if (*said != Said::nothing) return Proven{.of_age = *said == Said::of_age, .subject = subject};
    base::log::warning("the OpenID provider says nothing of {}", settings_.claim);
    return ErrorCode::proof_refused;
}

base::Result<Proven> OpenId::finish(const Returned& returned, const AttemptSecrets& secrets) {
    const auto* provider = metadata();
    if (provider == nullptr) return ErrorCode::proof_away;
    if (const auto refused = look_at(returned, *provider)) return *refused;
    const auto given = wire_.exchange(
        provider->token,
        {.code = returned.code, .verifier = secrets.verifier, .return_address = return_address_});
    if (const auto* fault = std::get_if<openid::WireFault>(&given))
        return *fault == openid::WireFault::spent ? ErrorCode::proof_unfinished : ErrorCode::proof_away;
    const auto& tokens = std::get<openid::Tokens>(given);
    const auto claims = claims_of(tokens, secrets);
    if (!claims) return claims.error();
    return judge(tokens, *claims);
}

}  // namespace verification
