#include "core/verification/openid_discovery.h"

#include "core/verification/openid_json.h"

namespace verification::openid {
namespace {

constexpr std::size_t longest_address = 2048;

bool is_here(std::string_view address) {
    const auto origin = origin_of(address);
    return origin.starts_with("http://127.0.0.1:") || origin.starts_with("http://localhost:");
}

// Without what a browser or a library might take for the end of the host.
bool is_address(std::string_view text, bool also_here) {
    return is_plain(text, longest_address) && text.find('#') == std::string_view::npos &&
           !origin_of(text).empty() && (text.starts_with("https://") || (also_here && is_here(text)));
}

bool takes_basic(const nlohmann::json& json) {
    constexpr std::string_view methods = "token_endpoint_auth_methods_supported";
    return member_of(json, methods).is_null() || lists(json, methods, "client_secret_basic");
}

bool is_true(const nlohmann::json& json, std::string_view name) {
    const auto& value = member_of(json, name);
    return value.is_boolean() && value.get<bool>();
}

}  // namespace

std::string origin_of(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme == std::string_view::npos) return {};
    const auto end = address.find_first_of("/?#", scheme + 3);
    const auto origin = address.substr(0, end);
    const auto host = origin.substr(scheme + 3);
    // Names and passwords have no place in it, nor has what would end a word of a policy.
    if (host.empty() || host.find_first_of("@;, '\"\\") != std::string_view::npos) return {};
    return std::string(origin);
}

std::string configuration_address(std::string_view issuer) {
    if (issuer.ends_with('/')) issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}

std::optional<Metadata> read_configuration(std::string_view json, std::string_view issuer, std::string& why) {
    const auto said = parse_object(json);
    why = !said                                ? "its configuration is not readable"
          : text_of(*said, "issuer") != issuer ? "its configuration is another issuer's"
          : !takes_basic(*said)                ? "it does not take client_secret_basic"
                                               : "";
    if (!why.empty()) return std::nullopt;
    Metadata metadata{.authorization = text_of(*said, "authorization_endpoint"),
                      .token = text_of(*said, "token_endpoint"),
                      .keys = text_of(*said, "jwks_uri"),
                      .user_info = text_of(*said, "userinfo_endpoint"),
                      .takes_claim_wishes = is_true(*said, "claims_parameter_supported"),
                      .names_itself = is_true(*said, "authorization_response_iss_parameter_supported")};
    const bool here = is_here(issuer);
    for (const auto* address : {&metadata.authorization, &metadata.token, &metadata.keys}) {
        if (!is_address(*address, here)) why = "an address of its configuration is absent or not https";
    }
    if (!metadata.user_info.empty() && !is_address(metadata.user_info, here))
        why = "an address of its configuration is absent or not https";
    return why.empty() ? std::optional(std::move(metadata)) : std::nullopt;
}

}  // namespace verification::openid
