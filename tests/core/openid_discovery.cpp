#include "core/verification/openid_discovery.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;
using namespace verification::openid;  // NOLINT(google-build-using-namespace): what is tested

constexpr std::string_view issuer = "https://id.example.org/house";

json configuration() {
    return {{"issuer", issuer},
            {"authorization_endpoint", "https://id.example.org/house/auth?tenant=1"},
            {"token_endpoint", "https://token.example.org/token"},
            {"jwks_uri", "https://id.example.org/house/jwks"},
            {"userinfo_endpoint", "https://id.example.org/house/me"}};
}

// Why it is refused; empty when it is not.
std::string refused(const json& configuration, std::string_view of = issuer) {
    std::string why;
    const bool good = read_configuration(configuration.dump(), of, why).has_value();
    BOOST_TEST(good == why.empty());
    return why;
}

std::string refused_with(const char* name, const json& value) {
    auto changed = configuration();
    changed[name] = value;
    return refused(changed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(openid_discovery)

BOOST_AUTO_TEST_CASE(a_provider_says_where_it_is_asked) {
    std::string why;
    const auto metadata = read_configuration(configuration().dump(), issuer, why);
    BOOST_REQUIRE(metadata);
    BOOST_TEST(metadata->authorization == "https://id.example.org/house/auth?tenant=1");
    BOOST_TEST(metadata->token == "https://token.example.org/token");
    BOOST_TEST(metadata->keys == "https://id.example.org/house/jwks");
    BOOST_TEST(metadata->user_info == "https://id.example.org/house/me");
    BOOST_TEST(!metadata->takes_claim_wishes);
    BOOST_TEST(!metadata->names_itself);
}

BOOST_AUTO_TEST_CASE(its_configuration_lies_below_the_issuer) {
    BOOST_TEST(configuration_address("https://id.example.org") ==
               "https://id.example.org/.well-known/openid-configuration");
    BOOST_TEST(configuration_address("https://id.example.org/house/") ==
               "https://id.example.org/house/.well-known/openid-configuration");
}

BOOST_AUTO_TEST_CASE(the_issuer_must_be_the_very_same) {
    for (const auto* other :
         {"https://id.example.org/house/", "https://id.example.org", "https://ID.example.org/house", ""})
        BOOST_TEST(refused_with("issuer", other) == "its configuration is another issuer's", other);
    BOOST_TEST(refused(json::array()) == "its configuration is not readable");
}

BOOST_AUTO_TEST_CASE(addresses_are_https) {
    constexpr std::string_view why = "an address of its configuration is absent or not https";
    for (const auto* name : {"authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"}) {
        for (const auto* address : {"http://id.example.org/x", "http://127.0.0.1:8080/x", "https://",
                                    "javascript:alert(1)", "https://user:word@id.example.org/x",
                                    "https://id.example.org/x y", "/x", "https://id.example.org/#x"})
            BOOST_TEST(refused_with(name, address) == why, name << " " << address);
    }
    for (const auto* name : {"authorization_endpoint", "token_endpoint", "jwks_uri"})
        BOOST_TEST(refused_with(name, json()) == why);
    auto without = configuration();
    without.erase("userinfo_endpoint");
    BOOST_TEST(refused(without) == "");
}

BOOST_AUTO_TEST_CASE(a_provider_on_this_machine_may_do_without_tls) {
    const json here{{"issuer", "http://127.0.0.1:3000"},
                    {"authorization_endpoint", "http://127.0.0.1:3000/auth"},
                    {"token_endpoint", "http://localhost:3000/token"},
                    {"jwks_uri", "http://127.0.0.1:3000/jwks"}};
    BOOST_TEST(refused(here, "http://127.0.0.1:3000") == "");
    auto elsewhere = here;
    elsewhere["token_endpoint"] = "http://127.0.0.1.example.org:3000/token";
    BOOST_TEST(refused(elsewhere, "http://127.0.0.1:3000") != "");
}

BOOST_AUTO_TEST_CASE(it_must_take_the_secret_as_the_house_sends_it) {
    BOOST_TEST(refused_with("token_endpoint_auth_methods_supported",
                            {"client_secret_post", "client_secret_basic"}) == "");
    BOOST_TEST(refused_with("token_endpoint_auth_methods_supported", {"private_key_jwt"}) ==
               "it does not take client_secret_basic");
}

BOOST_AUTO_TEST_CASE(an_origin_is_what_stands_before_the_path) {
    BOOST_TEST(origin_of("https://id.example.org:8443/a?b#c") == "https://id.example.org:8443");
    BOOST_TEST(origin_of("https://id.example.org") == "https://id.example.org");
    for (const auto* none : {"", "id.example.org", "https://", "https://a@b/", "https://a b/",
                             "https://a;script-src *", "https://a,b"})
        BOOST_TEST(origin_of(none) == "", none);
}

BOOST_AUTO_TEST_SUITE_END()
