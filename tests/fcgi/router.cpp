#include "fcgi/router.h"

#include <boost/test/unit_test.hpp>
#include <set>

#include "fcgi/routes.h"

namespace {

using fcgi::Method;

fcgi::Match match(Method method, const std::string& path) {
    return fcgi::match_route(fcgi::routes(), method, fcgi::parse_path(path).value());
}

std::string pattern_of(const fcgi::Match& match) {
    return match.route == nullptr ? "" : std::string(match.route->pattern);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(router)

BOOST_AUTO_TEST_CASE(a_path_finds_its_row) {
    const struct {
        Method method;
        const char* path;
        const char* pattern;
    } cases[] = {
        {Method::get, "/", "/"},
        {Method::head, "/", "/"},
        {Method::post, "/enter", "/enter"},
        {Method::get, "/languages", "/languages"},
        {Method::get, "/languages/en", "/languages/{code}"},
        {Method::get, "/lounges/en-us", "/lounges/{slug}"},
        {Method::head, "/lounges/en-us", "/lounges/{slug}"},
        {Method::get, "/lounges/en-us/lines", "/lounges/{slug}/lines"},
        {Method::get, "/lounges/en-us/search", "/lounges/{slug}/search"},
        {Method::get, "/lounges/en-us/17", "/lounges/{slug}/{#seq}"},
        {Method::post, "/lounges/en-us/messages", "/lounges/{slug}/messages"},
        {Method::post, "/api/auth/guest", "/api/auth/guest"},
        {Method::get, "/health", "/health"},
    };
    for (const auto& c : cases) BOOST_TEST(pattern_of(match(c.method, c.path)) == c.pattern, c.path);
}

BOOST_AUTO_TEST_CASE(an_unknown_path_finds_nothing_and_allows_nothing) {
    for (const char* path :
         {"/nothing", "/share/it", "/lounges/", "/lounges/a/b", "/lounges/a/lines/", "/lounges/a/-1",
          "/lounges/a/1x", "/lounges/a/١", "/languages/en/", "//", "/Languages", "/api", "/api/auth"}) {
        const auto found = match(Method::get, path);
        BOOST_TEST(found.route == nullptr, path);
        BOOST_TEST(found.allow == "", path);
        BOOST_TEST(found.index == fcgi::routes().size(), path);
    }
}

BOOST_AUTO_TEST_CASE(a_known_path_with_another_method_says_which_are_allowed) {
    const struct {
        Method method;
        const char* path;
        const char* allow;
    } cases[] = {
        {Method::post, "/", "GET, HEAD"},
        {Method::get, "/enter", "POST"},
        {Method::options, "/api/auth/csrf", "POST"},
        {Method::head, "/enter", "POST"},
        {Method::delete_, "/lounges/x", "GET, HEAD"},
        {Method::other, "/health", "GET, HEAD"},
    };
    for (const auto& c : cases) {
        const auto found = match(c.method, c.path);
        BOOST_TEST(found.route == nullptr, c.path);
        BOOST_TEST(found.allow == c.allow, c.path);
    }
}

BOOST_AUTO_TEST_CASE(names_in_a_pattern_take_one_decoded_segment_each) {
    const auto found = match(Method::get, "/lounges/a%2Fb%20c/lines");
    BOOST_REQUIRE(found.path.size() == 1U);
    BOOST_TEST(found.path[0].first == "slug");
    BOOST_TEST(found.path[0].second == "a/b c");
    const auto place = match(Method::get, "/lounges/en-us/17");
    BOOST_REQUIRE(place.path.size() == 2U);
    BOOST_TEST(place.path[1].first == "seq");
    BOOST_TEST(place.path[1].second == "17");
}

// Notices of providers of payments come from no browser: their signature is the door (tests/e2e/payments.test.mjs).
BOOST_AUTO_TEST_CASE(
    every_row_that_changes_something_demands_a_csrf_token_except_the_one_that_gives_it_and_notices) {
    for (const auto& route : fcgi::routes()) {
        const bool safe = route.method == Method::get || route.pattern == "/api/auth/csrf" ||
                          route.pattern.starts_with("/webhooks/");
        BOOST_TEST((route.csrf == fcgi::Csrf::none) == safe, route.pattern);
    }
}

BOOST_AUTO_TEST_CASE(every_row_is_there_once_and_has_a_name) {
    std::set<std::string> names(fcgi::route_names().begin(), fcgi::route_names().end());
    BOOST_TEST(names.size() == fcgi::routes().size());
    BOOST_TEST(names.contains("GET /lounges/{slug}"));
}

BOOST_AUTO_TEST_SUITE_END()
