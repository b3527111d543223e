// Where an OpenID provider is to be asked: OpenID Connect Discovery 1.0. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verification::openid {

// Of a provider that can do what the house needs.
struct Metadata {
    std::string authorization{};
    std::string token{};
    std::string keys{};
    std::string user_info{};          // empty: it has none
    bool takes_claim_wishes = false;  // single claims may be asked for (Core section 5.5)
    bool names_itself = false;        // in what people bring back (RFC 9207)
};

// The address of what it says about itself: the issuer's without its last slash, and the well-known path.
std::string configuration_address(std::string_view issuer);

// Nothing when it is another issuer's, an address is absent or not https, or it does not take the house's secret by HTTP Basic; `why` then has the reason in a few words. Where the
// issuer itself is http on this machine (of tests alone: the settings see to it) the addresses may be so too.
std::optional<Metadata> read_configuration(std::string_view json, std::string_view issuer, std::string& why);

// "https://id.example.org" of an address; empty for anything that is none.
std::string origin_of(std::string_view address);

}  // namespace verification::openid
