#include "core/accounts/jwt.h"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/accounts/member_token.h"
#include "core/base/crypto.h"

namespace {

using nlohmann::json;

const base::KeyPair secrets{.current = std::string(32, 'a') + "1", .previous = ""};
const base::KeyPair others{.current = std::string(32, 'b') + "2", .previous = ""};
const base::Time now = base::from_epoch_ms(1'800'000'000'000);
constexpr std::uint64_t now_s = 1'800'000'000;

const accounts::JwtKeys& keys() {
    static const accounts::JwtKeys made(secrets, "test token");
    return made;
}

json claims(std::uint64_t iat = now_s, std::uint64_t exp = now_s + 60) {
    return {{"sub", "7"}, {"sid", 9}, {"iat", iat}, {"exp", exp}};
}

std::string part(const json& value) { return base::to_base64url(value.dump()); }

std::string key_id() {
    const std::string token = keys().sign(claims());
    return json::parse(*base::from_base64url(token.substr(0, token.find('.')))).at("kid");
}

// A token with this header, well signed with our own key as far as HMAC goes.
std::string with_header(const json& header, const json& body) {
    const std::string text = part(header) + "." + part(body);
    return text + "." +
           base::to_base64url(base::hmac_sha256(base::derive_key(secrets.current, "test token"), text));
}

bool accepted(const std::string& token) { return keys().verify(token, now).has_value(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(jwt)

BOOST_AUTO_TEST_CASE(what_was_signed_comes_back) {
    const auto back = keys().verify(keys().sign(claims()), now);
    BOOST_REQUIRE(back.has_value());
    BOOST_TEST((*back == claims()));
    BOOST_TEST(keys().sign(claims()) == keys().sign(claims()), "the same claims give the same token");
    BOOST_TEST(accepted(with_header({{"alg", "HS256"}, {"kid", key_id()}}, claims())),
               "the forgeries below fail for the reason that each names");
}

BOOST_AUTO_TEST_CASE(forgeries_are_refused) {
    const std::string good = keys().sign(claims());
    const std::string head = good.substr(0, good.find('.'));
    const std::string body = good.substr(head.size() + 1, good.rfind('.') - head.size() - 1);
    const struct {
        const char* what;
        std::string token;
    } cases[] = {
        {"alg none without a signature", part({{"alg", "none"}, {"kid", key_id()}}) + "." + body + "."},
        {"alg none with our signature", with_header({{"alg", "none"}, {"kid", key_id()}}, claims())},
        {"alg None", with_header({{"alg", "None"}, {"kid", key_id()}}, claims())},
        {"alg HS512", with_header({{"alg", "HS512"}, {"kid", key_id()}}, claims())},
        {"alg RS256", with_header({{"alg", "RS256"}, {"kid", key_id()}}, claims())},
        {"alg in lower case", with_header({{"alg", "hs256"}, {"kid", key_id()}}, claims())},
        {"alg a number", with_header({{"alg", 256}, {"kid", key_id()}}, claims())},
        {"no alg", with_header({{"kid", key_id()}}, claims())},
        {"no kid", with_header({{"alg", "HS256"}}, claims())},
        {"an unknown kid", with_header({{"alg", "HS256"}, {"kid", "AAAAAAAA"}}, claims())},
        {"an empty kid", with_header({{"alg", "HS256"}, {"kid", ""}}, claims())},
        {"another secret", accounts::JwtKeys(others, "test token").sign(claims())},
        {"another purpose", accounts::JwtKeys(secrets, "other token").sign(claims())},
        {"run out", keys().sign(claims(now_s - 60, now_s))},
        {"issued in the future", keys().sign(claims(now_s + 3600, now_s + 7200))},
        {"without exp", keys().sign({{"sub", "7"}, {"iat", now_s}})},
        {"without iat", keys().sign({{"sub", "7"}, {"exp", now_s + 60}})},
        {"exp a text", keys().sign({{"iat", now_s}, {"exp", "1900000000"}})},
        {"exp negative", keys().sign({{"iat", now_s}, {"exp", -1}})},
        {"exp beyond all time", keys().sign({{"iat", now_s}, {"exp", ~0ULL}})},
        {"a changed body", head + "." + part(claims(now_s, now_s + 61)) + good.substr(good.rfind('.'))},
        {"no signature", head + "." + body + "."},
        {"two parts", head + "." + body},
        {"four parts", good + ".AAAA"},
        {"empty", ""},
        {"dots", ".."},
        {"a body that is no object", with_header({{"alg", "HS256"}, {"kid", key_id()}}, json::array({1, 2}))},
        {"longer than any of ours", good + std::string(2000, 'A')},
        {"not base64url", head + "=." + body + good.substr(good.rfind('.'))},
    };
    for (const auto& c : cases) BOOST_TEST(!accepted(c.token), c.what);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_a_little_behind_does_no_harm) {
    BOOST_TEST(accepted(keys().sign(claims(now_s + 10))));
    BOOST_TEST(!accepted(keys().sign(claims(now_s + 31))));
}

BOOST_AUTO_TEST_CASE(the_previous_secret_still_verifies_and_no_longer_signs) {
    const accounts::JwtKeys rotated({.current = others.current, .previous = secrets.current}, "test token");
    BOOST_TEST(rotated.verify(keys().sign(claims()), now).has_value());
    BOOST_TEST(!accepted(rotated.sign(claims())));
    const accounts::JwtKeys later({.current = others.current, .previous = ""}, "test token");
    BOOST_TEST(!later.verify(keys().sign(claims()), now).has_value());
}

BOOST_AUTO_TEST_CASE(access_refresh_and_ticket_do_not_pass_for_each_other) {
    const accounts::MemberTokens tokens(secrets, secrets);
    const base::UserId user{7};
    const base::SessionId session{9};
    const auto access = tokens.make_access(user, session, now, now + std::chrono::minutes{15});
    const auto refresh = tokens.make_refresh({.user = user,
                                              .session = session,
                                              .generation = 3,
                                              .issued_at = now,
                                              .expires_at = now + std::chrono::hours{24}});
    const auto ticket = tokens.make_ticket(user, true, now);
    BOOST_TEST(tokens.verify_access(access, now)->session.value == 9U);
    BOOST_TEST(tokens.verify_refresh(refresh, now)->generation.value() == 3U);
    BOOST_TEST(tokens.verify_ticket(ticket, now)->stay);
    BOOST_TEST(!tokens.verify_ticket(ticket, now + std::chrono::minutes{6}).has_value());
    for (const auto& [name, verify] :
         {std::pair{"access",
                    +[](const accounts::MemberTokens&t, const std::string&token) {
                        return t.verify_access(token, now).has_value();
                    }},
          std::pair{"refresh",
                    +[](const accounts::MemberTokens&t, const std::string&token) {
                        return t.verify_refresh(token, now).has_value();
                    }},
          std::pair{"ticket", +[](const accounts::MemberTokens&t, const std::string&token) {
                        return t.verify_ticket(token, now).has_value();
                    }}}) {
        int taken = 0;
        for (const auto& token : {access, refresh, ticket}) taken += verify(tokens, token) ? 1 : 0;
        BOOST_TEST(taken == 1, name << " takes its own kind alone");
    }
}

BOOST_AUTO_TEST_SUITE_END()
