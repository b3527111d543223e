#include "core/verification/openid_token.h"

#include "tests/core/openid_signer.h"
#include "tests/support/stepped_clock.h"

namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of these tests
using verification::openid::KeySet;
using verification::openid::TokenFault;

constexpr std::string_view issuer = "https://id.example.org";

struct Desk {
    support::SteppedClock clock;
    Signer rsa = Signer::rsa("rsa-1");
    Signer ec = Signer::ec("ec-1");
    KeySet keys = KeySet::parse(key_set({rsa.jwk(), ec.jwk()})).value();

    json claims() const { return good_claims(issuer, clock.now()); }
    json claims_with(const json& others) const {
        auto claims = this->claims();
        claims.update(others);
        return claims;
    }
    json claims_without(const char* name) const {
        auto claims = this->claims();
        claims.erase(name);
        return claims;
    }
    std::int64_t seconds(std::int64_t from_now) const {
        return base::to_epoch_ms(clock.now()) / 1000 + from_now;
    }
    // "good", or what is wrong.
    std::string verdict(const std::string& token) const { return verdict(token, keys); }
    std::string verdict(const std::string& token, const KeySet& known) const {
        const auto read = verification::openid::read_id_token(token, known,
                                                              {.issuer = issuer,
                                                               .client_id = client,
                                                               .nonce = nonce,
                                                               .access_token = access_token,
                                                               .now = clock.now()});
        const auto* fault = std::get_if<TokenFault>(&read);
        return fault == nullptr ? "good" : std::string(verification::openid::name_of(*fault));
    }
    std::string verdict(const json& claims) const { return verdict(ec.token(claims)); }
};

std::string with_other_claims(const std::string& token, const json& claims) {
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    return token.substr(0, first + 1) + base::to_base64url(claims.dump()) + token.substr(last);
}

std::string unsigned_token(const json& header, const json& claims) {
    return base::to_base64url(header.dump()) + "." + base::to_base64url(claims.dump()) + ".";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(openid_token, Desk)

BOOST_AUTO_TEST_CASE(a_token_of_the_provider_is_good_with_both_algorithms) {
    BOOST_TEST(verdict(rsa.token(claims())) == "good");
    BOOST_TEST(verdict(ec.token(claims())) == "good");
}

BOOST_AUTO_TEST_CASE(what_was_changed_or_signed_by_somebody_else_is_refused) {
    for (const auto* signer : {&rsa, &ec}) {
        const auto token = signer->token(claims());
        BOOST_TEST(verdict(with_other_claims(token, claims_with({{"sub", "person-2"}}))) == "signature");
        auto broken = token;
        broken[token.size() - 10] = broken[token.size() - 10] == 'A' ? 'B' : 'A';
        BOOST_TEST(verdict(broken) == "signature");
        BOOST_TEST(verdict(token.substr(0, token.rfind('.') + 1)) == "signature");
    }
    BOOST_TEST(verdict(Signer::rsa("rsa-1").token(claims())) == "signature");
    BOOST_TEST(verdict(Signer::ec("ec-1").token(claims())) == "signature");
    // A signature of nothing but zeros, which a careless verifier of ECDSA takes for good.
    const auto token = ec.token(claims());
    const auto zeros = base::to_base64url(std::string(64, '\0'));
    BOOST_TEST(verdict(token.substr(0, token.rfind('.') + 1) + zeros) == "signature");
}

BOOST_AUTO_TEST_CASE(algorithms_that_anybody_could_use_are_refused) {
    for (const auto* name :
         {"none", "None", "NONE", "", "HS256", "HS384", "HS512", "RS1", "RS384", "PS256"}) {
        BOOST_TEST(verdict(unsigned_token({{"alg", name}, {"kid", "rsa-1"}}, claims())) == "algorithm");
    }
    BOOST_TEST(verdict(unsigned_token({{"kid", "rsa-1"}}, claims())) == "algorithm");
    BOOST_TEST(verdict(unsigned_token({{"alg", 1}, {"kid", "rsa-1"}}, claims())) == "algorithm");
}

BOOST_AUTO_TEST_CASE(the_public_key_is_no_secret_to_sign_with) {
    const json header{{"alg", "HS256"}, {"kid", "rsa-1"}};
    const auto text = base::to_base64url(header.dump()) + "." + base::to_base64url(claims().dump());
    for (const auto& secret : {rsa.jwk().dump(), *base::from_base64url(std::string(rsa.jwk()["n"]))}) {
        const auto token = text + "." + base::to_base64url(base::hmac_sha256(secret, text));
        BOOST_TEST(verdict(token) == "algorithm");
    }
    // Nor is a secret that the provider publishes by mistake a key.
    const json oct{{"kty", "oct"}, {"kid", "oct-1"}, {"k", base::to_base64url("secret")}};
    const auto set = KeySet::parse(key_set({oct})).value();
    const auto token = text + "." + base::to_base64url(base::hmac_sha256("secret", text));
    BOOST_TEST(verdict(token, set) == "algorithm");
}

BOOST_AUTO_TEST_CASE(a_key_is_good_for_its_own_algorithm_alone) {
    auto header = rsa.header();
    header["alg"] = "ES256";
    BOOST_TEST(verdict(rsa.token(header, claims())) == "unknown key");
    auto other = ec.header();
    other["alg"] = "RS256";
    BOOST_TEST(verdict(ec.token(other, claims())) == "unknown key");
    auto marked = rsa.jwk();
    marked["alg"] = "RS512";
    BOOST_TEST(verdict(rsa.token(claims()), KeySet::parse(key_set({marked})).value()) == "unknown key");
    auto encrypts = rsa.jwk();
    encrypts["use"] = "enc";
    BOOST_TEST(verdict(rsa.token(claims()), KeySet::parse(key_set({encrypts})).value()) == "unknown key");
}

BOOST_AUTO_TEST_CASE(weak_and_impossible_keys_are_left_aside) {
    const auto weak = Signer::rsa("weak", 1024);
    auto off_curve = ec.jwk();
    off_curve["y"] = base::to_base64url(std::string(32, '\1'));
    auto short_point = ec.jwk();
    short_point["x"] = "AQAB";
    auto one = rsa.jwk();
    one["e"] = "AQ";
    const auto set =
        KeySet::parse(key_set({weak.jwk(), off_curve, short_point, one, json(7), json::object()})).value();
    BOOST_TEST(verdict(weak.token(claims()), set) == "unknown key");
    BOOST_TEST(verdict(ec.token(claims()), set) == "unknown key");
    BOOST_TEST(verdict(rsa.token(claims()), set) == "unknown key");
    BOOST_TEST(!KeySet::parse("[]"));
    BOOST_TEST(!KeySet::parse(R"({"keys": {}})"));
    BOOST_TEST(!KeySet::parse(""));
}

BOOST_AUTO_TEST_CASE(the_header_names_the_key_unless_there_is_no_choice) {
    BOOST_TEST(verdict(Signer::rsa("rsa-2").token(claims())) == "unknown key");
    auto unnamed = rsa.header();
    unnamed.erase("kid");
    BOOST_TEST(verdict(rsa.token(unnamed, claims())) == "good");
    const auto second = Signer::rsa("rsa-2");
    const auto both = KeySet::parse(key_set({rsa.jwk(), second.jwk()})).value();
    BOOST_TEST(verdict(rsa.token(unnamed, claims()), both) == "unknown key");
    BOOST_TEST(verdict(second.token(claims()), both) == "good");
}

BOOST_AUTO_TEST_CASE(tokens_of_other_kinds_are_none) {
    for (const auto* type : {"at+jwt", "logout+jwt", "dpop+jwt"}) {
        auto header = ec.header();
        header["typ"] = type;
        BOOST_TEST(verdict(ec.token(header, claims())) == "malformed");
    }
    auto demanding = ec.header();
    demanding["crit"] = {"b64"};
    demanding["b64"] = false;
    BOOST_TEST(verdict(ec.token(demanding, claims())) == "malformed");
    auto plain = ec.header();
    plain.erase("typ");
    BOOST_TEST(verdict(ec.token(plain, claims())) == "good");
}

BOOST_AUTO_TEST_CASE(another_issuer_another_client_another_attempt) {
    BOOST_TEST(verdict(claims_with({{"iss", "https://id.example.org/"}})) == "issuer");
    BOOST_TEST(verdict(claims_without("iss")) == "issuer");
    BOOST_TEST(verdict(claims_with({{"aud", "somebody-else"}})) == "audience");
    BOOST_TEST(verdict(claims_without("aud")) == "audience");
    BOOST_TEST(verdict(claims_with({{"nonce", "of-another-attempt"}})) == "nonce");
    BOOST_TEST(verdict(claims_without("nonce")) == "nonce");
    BOOST_TEST(verdict(claims_without("sub")) == "subject");
    BOOST_TEST(verdict(claims_with({{"sub", std::string(256, 's')}})) == "subject");
    BOOST_TEST(verdict(claims_with({{"sub", 17}})) == "subject");
}

BOOST_AUTO_TEST_CASE(with_several_audiences_the_house_is_the_authorized_party) {
    BOOST_TEST(verdict(claims_with({{"aud", {client}}})) == "good");
    BOOST_TEST(verdict(claims_with({{"aud", {client, "another"}}})) == "audience");
    BOOST_TEST(verdict(claims_with({{"aud", {client, "another"}}, {"azp", client}})) == "good");
    BOOST_TEST(verdict(claims_with({{"aud", {client, "another"}}, {"azp", "another"}})) == "audience");
    BOOST_TEST(verdict(claims_with({{"azp", "another"}})) == "audience");
    BOOST_TEST(verdict(claims_with({{"aud", json::array()}})) == "audience");
}

BOOST_AUTO_TEST_CASE(times_are_held_to_with_a_minute_for_clocks_that_differ) {
    BOOST_TEST(verdict(claims_with({{"exp", seconds(-59)}})) == "good");
    BOOST_TEST(verdict(claims_with({{"exp", seconds(-60)}})) == "time");
    BOOST_TEST(verdict(claims_with({{"iat", seconds(60)}})) == "good");
    BOOST_TEST(verdict(claims_with({{"iat", seconds(61)}})) == "time");
    BOOST_TEST(verdict(claims_with({{"iat", seconds(-660)}})) == "time");
    BOOST_TEST(verdict(claims_with({{"nbf", seconds(61)}})) == "time");
    BOOST_TEST(verdict(claims_with({{"exp", "never"}})) == "time");
    BOOST_TEST(verdict(claims_with({{"exp", -1}})) == "time");
    BOOST_TEST(verdict(claims_with({{"exp", 1e300}})) == "time");
    BOOST_TEST(verdict(claims_without("exp")) == "time");
    BOOST_TEST(verdict(claims_without("iat")) == "time");
}

BOOST_AUTO_TEST_CASE(a_token_that_speaks_of_an_access_token_speaks_of_the_one_beside_it) {
    const auto hash = base::sha256(access_token);
    BOOST_TEST(verdict(claims_with({{"at_hash", base::to_base64url(hash.substr(0, 16))}})) == "good");
    BOOST_TEST(verdict(claims_with({{"at_hash", base::to_base64url(hash.substr(16))}})) == "access token");
    BOOST_TEST(verdict(claims_with({{"at_hash", 1}})) == "access token");
}

BOOST_AUTO_TEST_CASE(what_is_no_token_is_refused) {
    std::string deep(5000, '[');
    for (const auto& text :
         {std::string(), std::string("."), std::string(".."), std::string("a.b.c"), std::string("e30.e30"),
          base::to_base64url("[]") + "." + base::to_base64url("[]") + ".",
          base::to_base64url(R"({"alg":"RS256","x":)" + deep) + ".e30.AA",
          base::to_base64url(R"({"a":[[[[[[[[[1]]]]]]]]]})") + ".e30.AA", std::string(20'000, 'a')}) {
        BOOST_TEST(verdict(text) == "malformed");
    }
    BOOST_TEST(verdict(ec.token(claims()) + ".") != "good");
    BOOST_TEST(verdict(ec.token(claims()) + "=") == "malformed");
}

BOOST_AUTO_TEST_SUITE_END()
