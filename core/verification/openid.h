// An OpenID Connect provider that knows people's ages: OpenID Connect Core 1.0, authorization code flow (section 3.1) with PKCE (RFC 7636).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "core/base/clock.h"
#include "core/base/http_client.h"
#include "core/base/verification_settings.h"
#include "core/verification/openid_claims.h"
#include "core/verification/openid_discovery.h"
#include "core/verification/openid_keys.h"
#include "core/verification/openid_wire.h"
#include "core/verification/outside_proof.h"

namespace verification {

// At most five questions to the provider follow each other when somebody comes back; together they must be shorter than nginx's patience with a worker.
inline const base::HttpBounds openid_bounds{
    .connect = base::Millis{2'000}, .total = base::Millis{4'000}, .answer_bytes = 131'072, .authorities = ""};

class OpenId final : public OutsideProof {
public:
    // `return_address`: of the house, as the provider knows it. `minimum_age` in years. The clock outlives it.
    OpenId(base::OpenIdSettings settings, std::string return_address, int minimum_age,
           const base::Clock& clock, const base::HttpBounds& bounds = openid_bounds);

    std::string_view name() const override { return settings_.issuer; }
    // Asks the provider about itself when nobody has within the hour.
    base::Result<Begun> begin() override;
    base::Result<Proven> finish(const Returned& returned, const AttemptSecrets& secrets) override;

private:
    const openid::Metadata* metadata();
    const openid::KeySet* keys(bool fresh);
    std::optional<base::Error> look_at(const Returned& returned, const openid::Metadata& metadata) const;
    base::Result<nlohmann::json> claims_of(const openid::Tokens& tokens, const AttemptSecrets& secrets);
    base::Result<Proven> judge(const openid::Tokens& tokens, const nlohmann::json& claims);
    openid::Said said_in(const nlohmann::json& claims) const;
    base::Result<openid::Said> ask_user_info(const openid::Tokens& tokens, const std::string& subject);

    base::OpenIdSettings settings_;
    std::string return_address_;
    int minimum_age_;
    const base::Clock& clock_;
    openid::Wire wire_;
    std::optional<openid::Metadata> metadata_;
    base::Time metadata_until_{};
    std::optional<openid::KeySet> keys_;
    base::Time keys_until_{};
};

}  // namespace verification
