// What stands before every handler: limits, CSRF tokens, sessions, faults.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "core/accounts/csrf.h"
#include "core/accounts/csrf_mask.h"
#include "fcgi/preconditions.h"
#include "tests/fcgi/house.h"

using support::contains;
using support::House;
using support::Visitor;

namespace {

std::string refusal_of(const fcgi::Request& request) {
    const accounts::CsrfTokens tokens("0123456789abcdef0123456789abcdef");
    const auto refusal = fcgi::csrf_refusal(request, tokens, "https://house.test");
    return refusal ? std::string(base::wire_code(refusal->code)) : "";
}

std::string error_of(const fcgi::Response& response) {
    return nlohmann::json::parse(response.body()).at("error");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(doors)

BOOST_AUTO_TEST_CASE(the_csrf_token_must_come_back_by_header_or_field) {
    const accounts::CsrfTokens tokens("0123456789abcdef0123456789abcdef");
    const std::string mine = tokens.make();
    const std::string other = tokens.make();
    const std::string forged = accounts::CsrfTokens("another secret of 32 characters!").make();
    const struct {
        std::string what, cookie, header, field, expected;
    } cases[] = {
        {"by field", mine, "", mine, ""},
        {"by header", mine, mine, "", ""},
        {"masked, as a page has it", mine, "", accounts::masked_csrf(mine), ""},
        {"masked, by a script that reads the page's field", mine, accounts::masked_csrf(mine), "", ""},
        {"the header goes before the field", mine, mine, other, ""},
        {"nothing submitted", mine, "", "", "csrf_missing"},
        {"no cookie", "", mine, "", "csrf_missing"},
        {"nothing at all", "", "", "", "csrf_missing"},
        {"another genuine token", mine, "", other, "csrf_invalid"},
        {"another genuine token, masked", mine, "", accounts::masked_csrf(other), "csrf_invalid"},
        {"a mask over nothing", mine, "", ".", "csrf_invalid"},
        {"a forged pair", forged, "", forged, "csrf_invalid"},
        {"no token of any kind", "x", "", "x", "csrf_invalid"},
    };
    for (const auto& c : cases) {
        fcgi::Request request;
        if (!c.cookie.empty()) request.cookies.add("__Host-csrfToken", c.cookie);
        if (!c.field.empty()) request.fields.add("csrfToken", c.field);
        request.csrf_header = c.header;
        BOOST_TEST(refusal_of(request) == c.expected, c.what);
    }
}

BOOST_AUTO_TEST_CASE(a_request_from_another_site_is_refused_whatever_it_carries) {
    const accounts::CsrfTokens tokens("0123456789abcdef0123456789abcdef");
    const std::string mine = tokens.make();
    const struct {
        const char* fetch_site;
        const char* origin;
        const char* host;
        const char* expected;
    } cases[] = {
        {"same-origin", "https://house.test", "house.test", ""},
        {"", "", "house.test", ""},
        {"none", "", "house.test", ""},
        {"cross-site", "", "house.test", "csrf_invalid"},
        {"cross-site", "https://house.test", "api.elsewhere.test", ""},  // FRONTEND_URL, wherever the API is
        {"cross-site", "https://elsewhere.test", "house.test", "csrf_invalid"},
        {"", "https://elsewhere.test", "house.test", "csrf_invalid"},
        {"", "null", "house.test", "csrf_invalid"},
        {"", "http://127.0.0.1:8080", "127.0.0.1:8080", ""},
        {"", "http://127.0.0.1:9090", "127.0.0.1:8080", "csrf_invalid"},
        {"", "https://house.test.elsewhere.test", "house.test", "csrf_invalid"},
        {"", "https://", "", "csrf_invalid"},
    };
    for (const auto& c : cases) {
        fcgi::Request request;
        request.cookies.add("__Host-csrfToken", mine);
        request.fields.add("csrfToken", mine);
        request.fetch_site = c.fetch_site;
        request.origin = c.origin;
        request.host = c.host;
        BOOST_TEST(refusal_of(request) == c.expected, c.fetch_site << " " << c.origin);
    }
}

BOOST_AUTO_TEST_CASE(a_bearer_token_without_cookies_needs_no_csrf_token) {
    fcgi::Request request;
    request.bearer = "token";
    BOOST_TEST(refusal_of(request) == "");
    request.cookies.add("theme", "dark");
    BOOST_TEST(refusal_of(request) == "csrf_missing");
}

BOOST_AUTO_TEST_CASE(a_form_without_its_token_changes_nothing) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    ana.cookies.erase("csrfToken");
    const auto answer = ana.post("/lounges/en-us/messages", {{"body", "x"}, {"clientId", "a"}});
    BOOST_TEST(answer.status() == 403);
    BOOST_TEST(contains(answer.body(), "This page was open for too long"));
    BOOST_TEST(contains(ana.get("/lounges/en-us").body(), "data-last-seq=\"0\""));
    BOOST_TEST(ana.post("/leave", {{"csrfToken", "forged"}}).status() == 403);
    BOOST_TEST(ana.get("/lounges/en-us").status() == 200);
}

BOOST_AUTO_TEST_CASE(the_entry_form_without_its_token_comes_back_filled_in_with_a_new_one) {
    House house;
    Visitor one(house);
    const auto answer = one.post("/enter", {{"name", "Ana"}, {"ageCategory", "18+"}});
    BOOST_TEST(answer.status() == 403);
    BOOST_TEST(contains(answer.body(), "name=\"name\" value=\"Ana\""));
    BOOST_TEST(one.post("/enter", {{"name", "Ana"}, {"ageCategory", "18+"}}).status() == 303);
}

BOOST_AUTO_TEST_CASE(the_api_gives_a_token_and_a_guest_session) {
    House house;
    Visitor program(house);
    const auto csrf = program.post_raw("/api/auth/csrf", "", "");
    BOOST_TEST(csrf.status() == 200);
    const std::string token = nlohmann::json::parse(csrf.body()).at("csrfToken");
    BOOST_TEST(token == program.cookies["csrfToken"]);
    BOOST_REQUIRE(!csrf.cookies().empty());
    BOOST_TEST(!csrf.cookies().front().http_only);
    BOOST_TEST(csrf.cookies().front().max_age.count() == 24 * 60 * 60);
    BOOST_TEST(csrf.header("RateLimit-Limit") == "60");
    BOOST_TEST(csrf.header("RateLimit-Remaining") == "59");

    const auto guest = program.post_raw("/api/auth/guest", R"({"ageCategory":"18+"})", "application/json",
                                        {{"HTTP_X_CSRF_TOKEN", token}});
    BOOST_TEST(guest.status() == 200);
    const auto body = nlohmann::json::parse(guest.body());
    BOOST_TEST(body.at("tempSessionToken").get<std::string>() == program.cookies["tempSessionToken"]);
    BOOST_TEST(body.at("guestId").is_string());
    BOOST_TEST(body.at("name").get<std::string>().starts_with("guest_"));
    BOOST_TEST(body.at("expiresAt") == "2026-01-02T12:00:00.000Z");
    BOOST_TEST(program.get("/lounges/en-us").status() == 200);
    BOOST_TEST(nlohmann::json::parse(program.post_raw("/api/auth/csrf", "", "").body()).at("csrfToken") ==
               token);
}

BOOST_AUTO_TEST_CASE(errors_of_the_api_are_english_json_in_every_language) {
    House house;
    Visitor program(house);
    program.post_raw("/api/auth/csrf", "", "");
    const struct {
        const char* target;
        std::string body;
        const char* type;
        bool token;
        int status;
        const char* error;
    } cases[] = {
        {"/api/auth/guest", R"({"ageCategory":"12"})", "application/json", true, 400,
         "Please say which age category is yours."},
        {"/api/auth/guest", R"({"ageCategory":18})", "application/json", true, 400,
         "Please say which age category is yours."},
        {"/api/auth/guest", R"({"ageCategory":"18+","name":"x"})", "application/json", true, 400,
         "A name needs at least 2 characters."},
        {"/api/auth/guest", "", "", true, 400, "Please say which age category is yours."},
        {"/api/auth/guest", R"({"ageCategory":"18+"})", "application/json", false, 403, "CSRF token missing"},
        {"/api/auth/guest", "{", "application/json", true, 400, "The request could not be understood."},
        {"/api/auth/guest", "a=b", "application/x-www-form-urlencoded", true, 415,
         "This kind of content cannot be sent here."},
        {"/api/auth/guest", std::string(65 * 1024, ' '), "application/json", true, 413,
         "This is too large to be sent."},
        {"/api/auth/nothing", "", "", true, 404, "There is no page at this address."},
    };
    for (const auto& c : cases) {
        Visitor::Headers headers{{"HTTP_ACCEPT_LANGUAGE", "es"}};
        if (c.token) headers["HTTP_X_CSRF_TOKEN"] = program.cookies["csrfToken"];
        const auto answer = program.post_raw(c.target, c.body, c.type, headers);
        BOOST_TEST_CONTEXT(c.target << " " << c.error) {
            BOOST_TEST(answer.status() == c.status);
            BOOST_TEST(error_of(answer) == c.error);
            BOOST_TEST(answer.header("Content-Type") == "application/json");
            BOOST_TEST(answer.header("Cache-Control") == "no-store");
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_method_names_the_right_ones) {
    House house;
    Visitor one(house);
    const auto page = one.post("/languages", {});
    BOOST_TEST(page.status() == 405);
    BOOST_TEST(page.header("Allow") == "GET, HEAD");
    const auto api = one.get("/api/auth/csrf");
    BOOST_TEST(api.status() == 405);
    BOOST_TEST(api.header("Allow") == "POST");
    BOOST_TEST(error_of(api) == "This address cannot be used in this way.");
}

BOOST_AUTO_TEST_CASE(an_error_page_names_the_request_and_nothing_of_what_was_sent) {
    House house;
    Visitor one(house);
    const auto page = one.get("/%3Cscript%3E");
    BOOST_TEST(page.status() == 404);
    BOOST_TEST(contains(page.body(), "<code>test</code>"));
    BOOST_TEST(!contains(page.body(), "%3Cscript"));
    BOOST_TEST(!contains(page.body(), "<script>"));
    BOOST_TEST(one.get("/%00").status() == 400);
}

BOOST_AUTO_TEST_CASE(who_is_in_the_house_stays_so_where_there_is_no_page) {
    House house;
    Visitor ana(house);
    ana.enter("Ana");
    for (const auto* path : {"/no-such-page", "/leave"}) {
        const auto page = ana.get(path);
        BOOST_TEST(contains(page.body(), "viewer-name\">Ana</bdi>"), path);
        BOOST_TEST(!contains(page.body(), "href=\"/signin\""), path);
    }
}

BOOST_AUTO_TEST_CASE(one_address_may_enter_so_often_and_no_more) {
    House house([](base::Config& config) { config.limits.entries = 3; });
    for (int i = 1; i <= 3; ++i) {
        Visitor one(house);
        one.get("/");
        const auto answer =
            one.post("/enter", {{"name", "Name" + std::to_string(i)}, {"ageCategory", "18+"}});
        BOOST_TEST(answer.status() == 303);
        BOOST_TEST(answer.header("RateLimit-Limit") == "3");
        BOOST_TEST(answer.header("RateLimit-Remaining") == std::to_string(3 - i));
    }
    Visitor late(house);
    late.get("/");
    const auto refused = late.post("/enter", {{"name", "Late"}, {"ageCategory", "18+RED"}});
    BOOST_TEST(refused.status() == 429);
    BOOST_TEST(contains(refused.body(), "Too many people entered from your address just now."));
    BOOST_TEST(contains(refused.body(), "name=\"name\" value=\"Late\""));
    BOOST_TEST(refused.header("RateLimit-Remaining") == "0");
    BOOST_TEST(refused.header("Retry-After") == refused.header("RateLimit-Reset"));
    BOOST_TEST(std::stoi(std::string(refused.header("Retry-After"))) > 0);

    Visitor elsewhere(house, "192.0.2.2");
    elsewhere.enter("Elsewhere");
    const auto by_api = late.post_raw("/api/auth/guest", R"({"ageCategory":"18+"})", "application/json",
                                      {{"HTTP_X_CSRF_TOKEN", late.cookies["csrfToken"]}});
    BOOST_TEST(by_api.status() == 429);
    house.clock.forward(house.config.limits.entries_per);
    late.enter("Late");
}

BOOST_AUTO_TEST_CASE(an_address_cannot_be_changed_by_a_header) {
    House house([](base::Config& config) { config.limits.entries = 1; });
    Visitor one(house);
    one.enter("First");
    const auto again = one.post("/enter", {{"name", "Second"}, {"ageCategory", "18+"}},
                                {{"HTTP_X_FORWARDED_FOR", "10.1.1.1"}, {"HTTP_X_REAL_IP", "10.1.1.2"}});
    BOOST_TEST(again.status() == 429);
}

BOOST_AUTO_TEST_CASE(head_is_answered_as_get) {
    House house;
    Visitor one(house);
    const auto answer = one.get("/", {{"REQUEST_METHOD", "HEAD"}});
    BOOST_TEST(answer.status() == 200);
}

BOOST_AUTO_TEST_CASE(the_figures_are_for_the_operator_alone) {
    House house;
    Visitor near(house, "127.0.0.1");
    near.get("/languages");
    const std::string figures = near.get("/metrics").body();
    for (const char* line :
         {"chatroom_http_requests_total{method=\"GET\",route=\"/languages\",status=\"2xx\"} 1\n",
          "chatroom_database_up 1\n", "chatroom_people{kind=\"guests\"} 0\n",
          "chatroom_staff_waiting{what=\"cases\"} 0\n", "chatroom_backlog{queue=\"sms\"} 0\n"})
        BOOST_TEST(contains(figures, line), line << figures);
    BOOST_TEST(!contains(figures, "chatroom_backup_last_timestamp_seconds"));
    Visitor far(house, "192.0.2.9");
    BOOST_TEST(far.get("/metrics").status() == 404);
}

BOOST_AUTO_TEST_SUITE_END()
