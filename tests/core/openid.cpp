#include "core/verification/openid.h"

#include <array>
#include <map>

#include "tests/core/openid_signer.h"
#include "tests/support/loopback_server.h"
#include "tests/support/stepped_clock.h"

namespace {

using namespace test;  // NOLINT(google-build-using-namespace): the words of these tests
using support::Behaviour;
using verification::AttemptSecrets;
using verification::Returned;

constexpr std::string_view return_address = "https://chat.example/account/verification/openid/return";

std::map<std::string, std::string> query_of(const std::string& address) {
    std::map<std::string, std::string> fields;
    auto rest = address.substr(address.find('?') + 1);
    while (!rest.empty()) {
        const auto field = rest.substr(0, rest.find('&'));
        rest = field.size() == rest.size() ? "" : rest.substr(field.size() + 1);
        fields[field.substr(0, field.find('='))] = field.substr(field.find('=') + 1);
    }
    return fields;
}

std::string told(const base::Result<verification::Proven>& proven) {
    if (!proven) return std::string(base::wire_code(proven.error().code));
    return proven->subject + (proven->of_age ? " is of age" : " is under age");
}

// A stand-in for a provider, told its answers, and the house's side of it.
struct Desk {
    support::LoopbackServer server;
    support::SteppedClock clock;
    Signer signer = Signer::ec("first");
    json configuration{{"issuer", server.url()},
                       {"authorization_endpoint", server.url() + "/auth"},
                       {"token_endpoint", server.url() + "/token"},
                       {"jwks_uri", server.url() + "/jwks"},
                       {"userinfo_endpoint", server.url() + "/me"}};
    base::OpenIdSettings settings{.issuer = server.url(),
                                  .client_id = std::string(client),
                                  .client_secret = "a secret: with signs & %",
                                  .claim = "age_over_18",
                                  .scopes = "openid profile",
                                  .label = "Example ID"};
    AttemptSecrets secrets{.nonce = std::string(nonce), .verifier = "the-verifier-of-this-attempt"};
    Returned returned{.code = "code-1"};

    verification::OpenId provider(const base::HttpBounds& bounds = verification::openid_bounds) {
        return {settings, std::string(return_address), 18, clock, bounds};
    }
    Behaviour says_itself() const { return Behaviour::answer(200, configuration.dump()); }
    Behaviour has_keys(std::initializer_list<json> keys) const {
        return Behaviour::answer(200, key_set(keys));
    }
    Behaviour gives(const json& more_claims = {{"age_over_18", true}}) {
        auto claims = good_claims(server.url(), clock.now());
        claims.update(more_claims);
        return gives_token(signer.token(claims));
    }
    static Behaviour gives_token(const std::string& token) {
        return Behaviour::answer(
            200, json{{"id_token", token}, {"access_token", access_token}, {"token_type", "Bearer"}}.dump());
    }
    // All of one attempt, by a provider that was never asked before.
    std::string outcome(std::vector<Behaviour> behaviours) {
        server.serve(std::move(behaviours));
        auto openid = provider();
        return told(openid.finish(returned, secrets));
    }
    std::vector<std::string> asked() const {
        std::vector<std::string> lines;
        for (const auto& request : server.requests()) lines.push_back(request.method + " " + request.path);
        return lines;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(openid, Desk)

BOOST_AUTO_TEST_CASE(an_attempt_begins_with_three_secrets_of_its_own) {
    server.serve({says_itself()});
    auto openid = provider();
    const auto first = openid.begin();
    const auto second = openid.begin();
    BOOST_REQUIRE(first.ok());
    BOOST_REQUIRE(second.ok());
    BOOST_TEST(asked() == std::vector<std::string>{"GET /.well-known/openid-configuration"},
               boost::test_tools::per_element());
    BOOST_TEST(first->address.starts_with(server.url() + "/auth?"));
    auto query = query_of(first->address);
    BOOST_TEST(query["response_type"] == "code");
    BOOST_TEST(query["client_id"] == client);
    BOOST_TEST(query["scope"] == "openid%20profile");
    BOOST_TEST(query["redirect_uri"] ==
               "https%3A%2F%2Fchat.example%2Faccount%2Fverification%2Fopenid%2Freturn");
    BOOST_TEST(query["prompt"] == "login");
    BOOST_TEST(query["state"] == first->state);
    BOOST_TEST(query["nonce"] == first->secrets.nonce);
    BOOST_TEST(query["code_challenge_method"] == "S256");
    BOOST_TEST(query["code_challenge"] == base::to_base64url(base::sha256(first->secrets.verifier)));
    BOOST_TEST(query.count("claims") == 0U);
    const std::array all{first->state,  first->secrets.nonce,  first->secrets.verifier,
                         second->state, second->secrets.nonce, second->secrets.verifier};
    for (std::size_t i = 0; i < all.size(); ++i) {
        BOOST_TEST(base::from_base64url(all.at(i)).value_or("").size() == 32U);
        for (std::size_t j = 0; j < i; ++j) BOOST_TEST(all.at(i) != all.at(j));
    }
}

BOOST_AUTO_TEST_CASE(one_claim_is_asked_for_where_the_provider_takes_such_a_wish) {
    configuration["claims_parameter_supported"] = true;
    configuration["authorization_endpoint"] = server.url() + "/auth?tenant=1";
    server.serve({says_itself()});
    auto openid = provider();
    const auto begun = openid.begin();
    BOOST_REQUIRE(begun.ok());
    BOOST_TEST(begun->address.starts_with(server.url() + "/auth?tenant=1&response_type=code&"));
    BOOST_TEST(query_of(begun->address)["claims"] == "%7B%22id_token%22%3A%7B%22age_over_18%22%3Anull%7D%7D");
}

BOOST_AUTO_TEST_CASE(a_code_is_changed_for_a_proof) {
    BOOST_TEST(outcome({says_itself(), gives(), has_keys({signer.jwk()})}) == "person-1 is of age");
    const auto request = server.requests().at(1);
    BOOST_TEST(request.method + " " + request.path == "POST /token");
    BOOST_TEST(
        request.body ==
        "grant_type=authorization_code&code=code-1&redirect_uri=https%3A%2F%2Fchat.example%2Faccount%2Fverification%2Fopenid%2Freturn"
        "&code_verifier=the-verifier-of-this-attempt");
    BOOST_TEST(request.headers.at("authorization") ==
               "Basic " + base::to_base64("the-chatroom:a%20secret%3A%20with%20signs%20%26%20%25"));
}

BOOST_AUTO_TEST_CASE(whoever_is_too_young_is_said_to_be) {
    BOOST_TEST(outcome({says_itself(), gives({{"age_over_18", false}}), has_keys({signer.jwk()})}) ==
               "person-1 is under age");
}

BOOST_AUTO_TEST_CASE(the_day_of_birth_is_compared_with_today) {
    settings.claim = "birthdate";
    BOOST_TEST(outcome({says_itself(), gives({{"birthdate", "2008-01-01"}}), has_keys({signer.jwk()})}) ==
               "person-1 is of age");
    BOOST_TEST(outcome({says_itself(), gives({{"birthdate", "2008-01-02"}}), has_keys({signer.jwk()})}) ==
               "person-1 is under age");
}

BOOST_AUTO_TEST_CASE(what_the_token_does_not_say_user_info_may) {
    const auto info = [](const json& said) { return Behaviour::answer(200, said.dump()); };
    BOOST_TEST(outcome({says_itself(), gives(json::object()), has_keys({signer.jwk()}),
                        info({{"sub", "person-1"}, {"age_over_18", true}})}) == "person-1 is of age");
    BOOST_TEST(server.requests().back().path == "/me");
    BOOST_TEST(server.requests().back().headers.at("authorization") == "Bearer access-7");
    BOOST_TEST(outcome({says_itself(), gives(json::object()), has_keys({signer.jwk()}),
                        info({{"sub", "person-2"}, {"age_over_18", true}})}) == "proof_away");
    BOOST_TEST(outcome({says_itself(), gives(json::object()), has_keys({signer.jwk()}),
                        info({{"sub", "person-1"}})}) == "proof_refused");
    BOOST_TEST(outcome({says_itself(), gives(json::object()), has_keys({signer.jwk()}),
                        Behaviour::answer(503, "")}) == "proof_away");
    configuration.erase("userinfo_endpoint");
    BOOST_TEST(outcome({says_itself(), gives(json::object()), has_keys({signer.jwk()})}) == "proof_refused");
}

BOOST_AUTO_TEST_CASE(new_keys_are_fetched_once_when_one_is_not_known) {
    server.serve({says_itself(), gives(), has_keys({signer.jwk()})});
    auto openid = provider();
    BOOST_TEST(told(openid.finish(returned, secrets)) == "person-1 is of age");
    const auto old = signer;
    signer = Signer::rsa("second");
    server.serve({gives(), has_keys({old.jwk(), signer.jwk()})});
    BOOST_TEST(told(openid.finish(returned, secrets)) == "person-1 is of age");
    signer = Signer::rsa("third");
    server.serve({gives(), has_keys({old.jwk()}), gives()});
    BOOST_TEST(told(openid.finish(returned, secrets)) == "proof_away");
    BOOST_TEST(asked() == (std::vector<std::string>{"GET /.well-known/openid-configuration", "POST /token",
                                                    "GET /jwks", "POST /token", "GET /jwks", "POST /token",
                                                    "GET /jwks"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_a_provider_said_of_itself_is_asked_again_after_an_hour) {
    server.serve({says_itself(), gives(), has_keys({signer.jwk()})});
    auto openid = provider();
    BOOST_TEST(told(openid.finish(returned, secrets)) == "person-1 is of age");
    clock.forward(std::chrono::minutes{60});
    configuration["token_endpoint"] = server.url() + "/other";
    server.serve({says_itself(), gives(), has_keys({signer.jwk()})});
    BOOST_TEST(told(openid.finish(returned, secrets)) == "person-1 is of age");
    BOOST_TEST(server.requests().at(4).path == "/other");
}

BOOST_AUTO_TEST_CASE(a_token_that_is_not_good_proves_nothing) {
    BOOST_TEST(outcome({says_itself(), gives({{"age_over_18", true}, {"nonce", "another"}}),
                        has_keys({signer.jwk()})}) == "proof_away");
    BOOST_TEST(outcome({says_itself(), gives({{"age_over_18", true}, {"iss", "https://id.example.org"}}),
                        has_keys({signer.jwk()})}) == "proof_away");
    const auto forged = Signer::ec("first").token(good_claims(server.url(), clock.now()));
    BOOST_TEST(outcome({says_itself(), gives_token(forged), has_keys({signer.jwk()})}) == "proof_away");
}

BOOST_AUTO_TEST_CASE(a_code_that_is_spent_is_told_from_a_provider_in_trouble) {
    const auto error = [](int status, const char* word) {
        return Behaviour::answer(status, json{{"error", word}}.dump());
    };
    BOOST_TEST(outcome({says_itself(), error(400, "invalid_grant")}) == "proof_unfinished");
    BOOST_TEST(outcome({says_itself(), error(401, "invalid_client")}) == "proof_away");
    BOOST_TEST(outcome({says_itself(), error(500, "anything")}) == "proof_away");
    BOOST_TEST(outcome({says_itself(), Behaviour::answer(200, "{}")}) == "proof_away");
    BOOST_TEST(outcome({says_itself(), Behaviour::answer(200, "<html>")}) == "proof_away");
    BOOST_TEST(
        outcome({says_itself(), Behaviour::answer(302, "", "Location: https://elsewhere.example\r\n")}) ==
        "proof_away");
    BOOST_TEST(outcome({says_itself(), Behaviour::hang_up()}) == "proof_away");
    BOOST_TEST(outcome({says_itself(), gives(), Behaviour::answer(200, "[]")}) == "proof_away");
    BOOST_TEST(outcome({says_itself(), gives(), Behaviour::hang_up()}) == "proof_away");
    BOOST_TEST(outcome({Behaviour::hang_up()}) == "proof_away");
    BOOST_TEST(outcome({Behaviour::answer(200, std::string(200'000, ' ') + configuration.dump())}) ==
               "proof_away");
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_a_provider_that_is_silent_or_gone) {
    const base::HttpBounds hasty{.connect = base::Millis{300}, .total = base::Millis{300}, .authorities = ""};
    server.serve({Behaviour::be_silent()});
    auto silent = provider(hasty);
    BOOST_TEST(told(silent.finish(returned, secrets)) == "proof_away");
    BOOST_TEST(!silent.begin().ok());
    const support::RefusingPort nobody;
    settings.issuer = nobody.url();
    auto gone = provider(hasty);
    const auto begun = gone.begin();
    BOOST_TEST(!begun.ok());
    BOOST_TEST(base::wire_code(begun.error().code) == "proof_away");
}

BOOST_AUTO_TEST_CASE(another_issuers_configuration_is_not_used) {
    configuration["issuer"] = "https://id.example.org";
    server.serve({says_itself()});
    auto openid = provider();
    BOOST_TEST(!openid.begin().ok());
}

BOOST_AUTO_TEST_CASE(who_comes_back_without_a_code_is_told_why) {
    const auto with_error = [&](const char* error) {
        returned = {.error = error};
        return outcome({says_itself()});
    };
    BOOST_TEST(with_error("access_denied") == "proof_refused");
    BOOST_TEST(with_error("temporarily_unavailable") == "proof_away");
    BOOST_TEST(with_error("invalid_scope") == "proof_away");
    BOOST_TEST(with_error("<anything>") == "proof_unfinished");
    BOOST_TEST(with_error("") == "proof_unfinished");
    returned = {.code = std::string(5000, 'c')};
    BOOST_TEST(outcome({says_itself()}) == "proof_unfinished");
}

BOOST_AUTO_TEST_CASE(a_provider_that_names_itself_must_be_the_one_that_was_asked) {
    returned.issuer = "https://id.example.org";
    BOOST_TEST(outcome({says_itself()}) == "proof_unfinished");
    returned.issuer = "";
    configuration["authorization_response_iss_parameter_supported"] = true;
    BOOST_TEST(outcome({says_itself()}) == "proof_unfinished");
    returned.issuer = server.url();
    BOOST_TEST(outcome({says_itself(), gives(), has_keys({signer.jwk()})}) == "person-1 is of age");
}

BOOST_AUTO_TEST_SUITE_END()
