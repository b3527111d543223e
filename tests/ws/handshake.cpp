#include "ws/handshake.h"

#include <boost/test/unit_test.hpp>

#include "core/base/crypto.h"

namespace {

const base::KeyPair keys{"0123456789abcdef0123456789abcdef", ""};
const base::KeyPair refresh_keys{"fedcba9876543210fedcba9876543210", ""};
const base::KeyPair others_keys{"another secret of 32 characters!", ""};
const accounts::GuestTokens guest_tokens(keys);
const accounts::MemberTokens member_tokens(keys, refresh_keys);
const accounts::Tokens tokens{guest_tokens, member_tokens};
const base::Time now = base::from_epoch_ms(1'767'268'800'000);
const std::string token = guest_tokens.make(now + std::chrono::hours{1});
const std::string forged = accounts::GuestTokens(others_keys).make(now + std::chrono::hours{1});
constexpr const char* own_origin = "https://chat.example";
constexpr const char* good_key = "dGhlIHNhbXBsZSBub25jZQ==";  // of RFC 6455 section 1.3

// As a browser of the site sends it.
ws::Handshake good() {
    return {.path = "/ws",
            .origin = own_origin,
            .cookie = "__Host-tempSessionToken=" + token,
            .authorization = {},
            .accept_language = {},
            .protocol = "chatroom.v1",
            .version = "13",
            .key = good_key};
}

// 0 when it may come in.
int socket_status(const ws::Handshake& handshake) {
    return ws::refused_socket(handshake, tokens, now, own_origin).value_or(0);
}
int session_status(const ws::Handshake& handshake) {
    return ws::refused_session(handshake, tokens, now, own_origin).value_or(0);
}

struct Case {
    const char* value;
    int status;
};

// Each value in place of the good one.
void check_values(std::string ws::Handshake::*header, std::initializer_list<Case> cases) {
    for (const auto& c : cases) {
        auto handshake = good();
        handshake.*header = c.value;
        BOOST_TEST(socket_status(handshake) == c.status, "\"" << c.value << "\"");
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(handshake)

BOOST_AUTO_TEST_CASE(a_browser_and_a_program_with_a_token_come_in) {
    BOOST_TEST(socket_status(good()) == 0);
    auto program = good();
    program.origin.clear();
    program.cookie.clear();
    program.authorization = "Bearer " + token;
    BOOST_TEST(socket_status(program) == 0);
}

BOOST_AUTO_TEST_CASE(only_pages_of_the_own_site_come_in) {
    check_values(&ws::Handshake::origin, {{"https://chat.example", 0},
                                          {"", 0},
                                          {"http://chat.example", 403},
                                          {"https://chat.example:8443", 403},
                                          {"https://chat.example.evil.test", 403},
                                          {"https://evil.test/https://chat.example", 403},
                                          {"https://chat.example/", 403},
                                          {"https://sub.chat.example", 403},
                                          {"null", 403},
                                          {"https://chat.example, https://evil.test", 403}});
}

BOOST_AUTO_TEST_CASE(another_site_is_refused_before_its_token_is_looked_at) {
    auto handshake = good();
    handshake.origin = "https://evil.test";
    handshake.cookie.clear();
    BOOST_TEST(socket_status(handshake) == 403);
    BOOST_TEST(session_status(handshake) == 403);
}

BOOST_AUTO_TEST_CASE(the_sub_protocol_the_version_and_the_path_must_be_ours) {
    check_values(&ws::Handshake::protocol, {{"chatroom.v1", 0},
                                            {"chatroom.v2, chatroom.v1", 0},
                                            {"chatroom.v1,chatroom.v2", 0},
                                            {"", 400},
                                            {"chatroom.v2", 400},
                                            {"chatroom.v10", 400},
                                            {"chatroom.v2, chatroom.v10", 400},
                                            {"http", 400}});
    check_values(&ws::Handshake::version, {{"13", 0}, {"", 400}, {"8", 400}, {"130", 400}, {"13, 8", 400}});
    check_values(&ws::Handshake::path,
                 {{"/ws", 0}, {"", 404}, {"/", 404}, {"/ws/", 404}, {"/wsx", 404}, {"/live/en-us", 404}});
}

BOOST_AUTO_TEST_CASE(the_key_is_sixteen_bytes_of_base64) {
    check_values(&ws::Handshake::key, {{good_key, 0},
                                       {"AAAAAAAAAAAAAAAAAAAAAA==", 0},
                                       {"+/+/+/+/+/+/+/+/+/+/+w==", 0},
                                       {"", 400},
                                       {"dGhlIHNhbXBsZSBub25jZQ", 400},
                                       {"dGhlIHNhbXBsZSBub25jZQ=", 400},
                                       {"dGhlIHNhbXBsZSBub25jZQ===", 400},
                                       {"dGhlIHNhbXBsZSBub25jZQAA", 400},
                                       {"dGhlIHNhbXBsZSBub25j====", 400},
                                       {"dGhlIHNhbXBsZSBub25jZSE=", 400},
                                       {"-_-_-_-_-_-_-_-_-_-_-w==", 400},
                                       {"dGhlIHNhb XBsZSBub25jZ==", 400}});
}

BOOST_AUTO_TEST_CASE(the_live_stream_needs_neither_key_nor_sub_protocol) {
    auto handshake = good();
    handshake.path = "/live/en-us";
    handshake.protocol.clear();
    handshake.version.clear();
    handshake.key.clear();
    BOOST_TEST(session_status(handshake) == 0);
    handshake.cookie.clear();
    BOOST_TEST(session_status(handshake) == 401);
}

BOOST_AUTO_TEST_CASE(a_token_that_is_missing_or_forged_is_refused) {
    std::string touched = token;
    touched[20] = touched[20] == 'A' ? 'B' : 'A';
    for (const auto& sent : {std::string(), std::string("x"), forged, touched, token + "A",
                             token.substr(0, token.size() - 2), token + token}) {
        auto by_cookie = good();
        by_cookie.cookie = "__Host-tempSessionToken=" + sent;
        BOOST_TEST(socket_status(by_cookie) == 401, "\"" << sent << "\"");
        auto by_header = good();
        by_header.authorization = "Bearer " + sent;
        BOOST_TEST(socket_status(by_header) == 401, "the header decides, whatever the cookie: " << sent);
    }
}

BOOST_AUTO_TEST_CASE(a_token_lives_until_the_millisecond_of_its_end) {
    const struct {
        int ms_left;
        int status;
    } cases[] = {{-1, 401}, {0, 401}, {1, 0}};
    for (const auto& c : cases) {
        auto handshake = good();
        handshake.cookie = "__Host-tempSessionToken=" + guest_tokens.make(now + base::Millis{c.ms_left});
        BOOST_TEST(socket_status(handshake) == c.status, c.ms_left << " ms left");
    }
}

BOOST_AUTO_TEST_CASE(the_token_is_found_among_other_cookies) {
    const struct {
        const char* cookie;
        const char* token;
    } cases[] = {
        {"tempSessionToken=abc", "abc"},
        {"a=1; tempSessionToken=abc; b=2", "abc"},
        {"a=1;tempSessionToken=abc;b=2", "abc"},
        {"a=1;  tempSessionToken=abc  ", "abc"},
        {"xtempSessionToken=no; tempSessionToken=abc", "abc"},
        {"tempSessionTokens=no; tempSessionToken=abc", "abc"},
        {"a=tempSessionToken=no; tempSessionToken=abc", "abc"},
        {"tempSessionToken=a=b", "a=b"},
        {"tempSessionToken=", ""},
        {"tempSessionToken", ""},
        {"tempsessiontoken=abc", ""},
        {"a=1; b=2", ""},
        {";;; ;", ""},
        {"=", ""},
        {"", ""},
    };
    for (const auto& c : cases) {
        ws::Handshake handshake;
        handshake.cookie = c.cookie;
        BOOST_TEST(ws::credentials_of(handshake, "http://house.test").guest == c.token, c.cookie);
    }
}

BOOST_AUTO_TEST_CASE(under_tls_only_cookies_count_that_no_other_host_could_have_set) {
    ws::Handshake handshake;
    handshake.cookie = "tempSessionToken=plain; __Host-tempSessionToken=prefixed";
    BOOST_TEST(ws::credentials_of(handshake, "https://house.test").guest == "prefixed");
    BOOST_TEST(ws::credentials_of(handshake, "http://house.test").guest == "plain");
}

BOOST_AUTO_TEST_CASE(the_bearer_header_goes_before_the_cookie) {
    const struct {
        const char* authorization;
        const char* bearer;
    } cases[] = {
        {"Bearer abc", "abc"}, {"Bearer   abc ", "abc"}, {"Bearer ", ""},
        {"Basic abc", ""},     {"Bearerabc", ""},        {"", ""},
    };
    for (const auto& c : cases) {
        ws::Handshake handshake;
        handshake.authorization = c.authorization;
        handshake.cookie = "tempSessionToken=of-cookie";
        const auto found = ws::credentials_of(handshake, "http://house.test");
        const bool by_header = std::string_view(c.authorization).starts_with("Bearer ");
        BOOST_TEST(found.bearer == c.bearer, c.authorization);
        BOOST_TEST(found.guest == (by_header ? "" : "of-cookie"), c.authorization);
    }
}

BOOST_AUTO_TEST_CASE(a_member_comes_in_by_either_token_but_a_refresh_token_is_no_bearer) {
    const base::UserId user{1};
    const base::SessionId session{2};
    const auto access = member_tokens.make_access(user, session, now, now + std::chrono::minutes{15});
    const auto refresh = member_tokens.make_refresh({user, session, 1, now, now + std::chrono::hours{24}});
    const struct {
        const char* what;
        std::string authorization;
        std::string cookie;
        int status;
    } cases[] = {
        {"access cookie", "", "__Host-accessToken=" + access, 0},
        {"refresh cookie", "", "__Host-refreshToken=" + refresh, 0},
        {"access as bearer", "Bearer " + access, "", 0},
        {"refresh as bearer", "Bearer " + refresh, "", 401},
        {"refresh in the place of access", "", "__Host-accessToken=" + refresh, 401},
        {"access in the place of refresh", "", "__Host-refreshToken=" + access, 401},
    };
    for (const auto& c : cases) {
        auto handshake = good();
        handshake.authorization = c.authorization;
        handshake.cookie = c.cookie;
        BOOST_TEST(socket_status(handshake) == c.status, c.what);
    }
}

BOOST_AUTO_TEST_CASE(a_connection_is_called_as_nginx_called_its_handshake) {
    auto handshake = good();
    handshake.id = "0123456789abcdef0123456789abcdef";
    BOOST_TEST(ws::connection_id(handshake) == handshake.id);
    for (const char* none : {"", "*/ DROP", "a\nb"}) {
        handshake.id = none;
        BOOST_TEST(ws::connection_id(handshake).size() == 16U);
        BOOST_TEST(ws::connection_id(handshake) != ws::connection_id(handshake));
    }
}

BOOST_AUTO_TEST_SUITE_END()
