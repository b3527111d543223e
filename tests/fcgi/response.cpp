#include "fcgi/response.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>

using fcgi::Response;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(response)

BOOST_AUTO_TEST_CASE(every_answer_carries_the_security_headers) {
    for (const auto& one : {Response::html(200, "x"), Response::json(404, "{}"), Response::redirect("/"),
                            Response::text("text/plain", ""), Response(500)}) {
        const std::string text = one.serialise(false, true);
        for (
            const char* header :
            {"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; "
             "font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'\r\n",
             "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: same-origin\r\n",
             "Cross-Origin-Opener-Policy: same-origin\r\n",
             "Cross-Origin-Resource-Policy: same-origin\r\n"}) {
            BOOST_TEST(contains(text, header), header);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_page_may_turn_to_what_the_house_has_elsewhere) {
    const std::string text = Response::html(200, "x").serialise(
        true, true,
        {.pictures = "https://p.test", .forms = "https://f.test", .sockets = "wss://s.test:8443"});
    for (const char* part : {"img-src 'self' data: https://p.test;", "media-src 'self' https://p.test;",
                             "form-action 'self' https://f.test;", "connect-src 'self' wss://s.test:8443;"})
        BOOST_TEST(contains(text, part), part);
}

BOOST_AUTO_TEST_CASE(a_cookie_is_lax_and_secure_where_the_site_is) {
    Response one(200);
    one.add({.name = "a", .value = "1", .max_age = std::chrono::hours(24)});
    one.add({.name = "b", .value = "", .http_only = false});
    const std::string plain = one.serialise(false, true);
    BOOST_TEST(contains(plain, "Set-Cookie: a=1; Path=/; Max-Age=86400; SameSite=Lax; HttpOnly\r\n"));
    BOOST_TEST(contains(plain, "Set-Cookie: b=; Path=/; Max-Age=0; SameSite=Lax\r\n"));
    const std::string secure = one.serialise(true, true);
    BOOST_TEST(contains(secure,
                        "Set-Cookie: __Host-a=1; Path=/; Max-Age=86400; SameSite=Lax; HttpOnly; Secure\r\n"));
    BOOST_TEST(contains(secure, "Set-Cookie: __Host-b=; Path=/; Max-Age=0; SameSite=Lax; Secure\r\n"));
}

BOOST_AUTO_TEST_CASE(the_answer_to_head_has_the_length_but_not_the_body) {
    const std::string with = Response::html(200, "hello").serialise(false, true);
    const std::string without = Response::html(200, "hello").serialise(false, false);
    BOOST_TEST(contains(without, "Content-Length: 5\r\n"));
    BOOST_TEST(without + "hello" == with);
}

BOOST_AUTO_TEST_CASE(a_header_is_set_once_and_never_holds_a_line_break) {
    Response one(200);
    one.set("Retry-After", "1").set("retry-after", "2");
    BOOST_TEST(one.header("RETRY-AFTER") == "2");
    BOOST_CHECK_THROW(one.set("X", "a\r\nSet-Cookie: b=c"), std::logic_error);
    BOOST_CHECK_THROW(one.set("X", "a\nb"), std::logic_error);
}

BOOST_AUTO_TEST_CASE(a_redirect_stays_on_the_site) {
    BOOST_TEST(Response::redirect("/lounges/en#end").header("Location") == "/lounges/en#end");
    BOOST_TEST(Response::redirect("/").status() == 303);
    for (const char* elsewhere : {"", "http://elsewhere/", "//elsewhere/", "lounges"})
        BOOST_CHECK_THROW(Response::redirect(elsewhere), std::logic_error);
}

BOOST_AUTO_TEST_CASE(nothing_but_a_page_may_be_kept_by_a_cache) {
    BOOST_TEST(Response::json(200, "{}").header("Cache-Control") == "no-store");
    BOOST_TEST(Response::redirect("/").header("Cache-Control") == "no-store");
}

BOOST_AUTO_TEST_SUITE_END()
