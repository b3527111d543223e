#include "fcgi/request.h"

#include <boost/test/unit_test.hpp>

#include "tests/fcgi/request_source.h"

namespace {

using support::get;
using support::post;
using support::read;

std::string fault_of(const fcgi::Request& request) {
    return request.fault ? std::string(base::wire_code(request.fault->code)) : "";
}

std::string joined(const std::vector<std::string>& segments) {
    std::string out;
    for (const auto& segment : segments) out += "[" + segment + "]";
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(request)

BOOST_AUTO_TEST_CASE(a_path_is_decoded_segment_by_segment) {
    const struct {
        const char* path;
        const char* segments;
    } cases[] = {
        {"/", ""},        {"/a", "[a]"},        {"/a/b", "[a][b]"},     {"/a/", "[a][]"},
        {"//a", "[][a]"}, {"/a%2Fb", "[a/b]"},  {"/%e4%BD%A0", "[你]"}, {"/a+b", "[a+b]"},
        {"/%25", "[%]"},  {"/../x", "[..][x]"},
    };
    for (const auto& c : cases) BOOST_TEST(joined(read(get(c.path)).segments) == c.segments, c.path);
}

BOOST_AUTO_TEST_CASE(a_malformed_path_is_a_bad_request) {
    for (const char* path : {"", "a", "/%", "/%4", "/%zz", "/%4g", "/a%00b", "/%+1", "/% 1", "http://x/"}) {
        BOOST_TEST(fault_of(read(get(path))) == "bad_request", path);
    }
}

BOOST_AUTO_TEST_CASE(the_query_has_fields) {
    const auto request = read(get("/lounges/x?before=17&name=a%20b+c&empty=&twice=1&twice=2"));
    BOOST_TEST(request.query.get("before") == "17");
    BOOST_TEST(request.query.get("name") == "a b c");
    BOOST_TEST(request.query.has("empty"));
    BOOST_TEST(request.query.get("twice") == "1");
    BOOST_TEST(!request.query.has("absent"));
    BOOST_TEST(read(get("/x?")).query.empty());
}

BOOST_AUTO_TEST_CASE(cookies_are_split_and_trimmed) {
    auto parameters = get("/");
    parameters.values["HTTP_COOKIE"] = " a=1;b=x=y ; c ; =d;a=2;e=; \t f=6";
    const auto request = read(parameters);
    BOOST_TEST(request.cookies.get("a") == "1");
    BOOST_TEST(request.cookies.get("b") == "x=y");
    BOOST_TEST(!request.cookies.has("c"));
    BOOST_TEST(request.cookies.has("e"));
    BOOST_TEST(request.cookies.get("f") == "6");
}

BOOST_AUTO_TEST_CASE(methods_have_names) {
    for (const char* name : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
        BOOST_TEST(fcgi::name_of(fcgi::parse_method(name)) == name);
    }
    for (const char* name : {"", "get", "TRACE", "CONNECT", "GETX"})
        BOOST_TEST((fcgi::parse_method(name) == fcgi::Method::other), name);
}

BOOST_AUTO_TEST_CASE(a_form_has_fields_in_both_of_its_shapes) {
    const auto plain = read(post("/enter", "name=%E7%8E%8B+x&ageCategory=18%2B&empty="));
    BOOST_TEST(plain.fields.get("name") == "王 x");
    BOOST_TEST(plain.fields.get("ageCategory") == "18+");
    BOOST_TEST(plain.fields.has("empty"));
    const auto with_charset =
        read(post("/enter", "name=a", "Application/X-WWW-Form-Urlencoded; charset=utf-8"));
    BOOST_TEST(with_charset.fields.get("name") == "a");
    const auto multipart =
        read(post("/enter",
                  "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAna\r\nB\r\n--b\r\n"
                  "Content-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\nignored\r\n--b--\r\n",
                  "multipart/form-data; boundary=b"));
    BOOST_TEST(multipart.fields.get("name") == "Ana\r\nB");
    BOOST_TEST(!multipart.fields.has("file"));
}

BOOST_AUTO_TEST_CASE(a_query_is_no_part_of_a_form) {
    const auto request = read(post("/enter?name=query&csrfToken=q", "name=body"));
    BOOST_TEST(request.fields.get("name") == "body");
    BOOST_TEST(!request.fields.has("csrfToken"));
}

BOOST_AUTO_TEST_CASE(malformed_forms_neither_crash_nor_make_fields_up) {
    const struct {
        const char* body;
        const char* type;
    } cases[] = {
        {"--b\r\n", "multipart/form-data; boundary=b"},
        {"no boundary at all", "multipart/form-data; boundary=b"},
        {"--b\r\nContent-Disposition: form-data; name=\"a", "multipart/form-data; boundary=b"},
        {"--b\r\n\r\n\r\n--b--", "multipart/form-data; boundary=b"},
        {"--b", "multipart/form-data"},
        {"--", "multipart/form-data; boundary="},
        {"%", "application/x-www-form-urlencoded"},
        {"%zz=%q", "application/x-www-form-urlencoded"},
        {"&&&===", "application/x-www-form-urlencoded"},
        {"=", "application/x-www-form-urlencoded"},
    };
    for (const auto& c : cases) {
        const auto request = read(post("/enter", c.body, c.type));
        BOOST_TEST((request.fault || request.fields.get("a").empty()), c.body);
    }
}

BOOST_AUTO_TEST_CASE(a_json_object_has_fields_too) {
    const auto request = read(post(
        "/api/auth/guest", R"({"name":"Ana","year":1990,"stay":true,"none":null,"list":[1],"deep":{"a":1}})",
        "application/json; charset=utf-8"));
    BOOST_TEST(fault_of(request) == "");
    BOOST_TEST(request.fields.get("name") == "Ana");
    BOOST_TEST(request.fields.get("year") == "1990");
    BOOST_TEST(request.fields.get("stay") == "true");
    for (const char* absent : {"none", "list", "deep"}) BOOST_TEST(!request.fields.has(absent), absent);
}

BOOST_AUTO_TEST_CASE(malformed_json_is_a_bad_request) {
    const std::string deep = R"({"a":)" + std::string(17, '[') + std::string(17, ']') + "}";
    const std::string very_deep = std::string(60'000, '[');
    for (const std::string& body :
         {std::string("x"), std::string("[]"), std::string("\"a\""), std::string("{"),
          std::string("{\"a\":\"\xff\"}"), std::string("{}{}"), std::string("{'a':1}"), deep, very_deep}) {
        BOOST_TEST(fault_of(read(post("/api/auth/guest", body, "application/json"))) == "bad_request",
                   body.substr(0, 40));
    }
    const std::string allowed = R"({"a":)" + std::string(15, '[') + std::string(15, ']') + "}";
    BOOST_TEST(fault_of(read(post("/api/auth/guest", allowed, "application/json"))) == "");
}

BOOST_AUTO_TEST_CASE(each_door_takes_its_own_kind_of_content) {
    const struct {
        const char* target;
        const char* type;
        const char* fault;
    } cases[] = {
        {"/api/auth/guest", "application/json", ""},
        {"/api/auth/guest", "text/plain", "unsupported_media"},
        {"/api/auth/guest", "application/x-www-form-urlencoded", "unsupported_media"},
        {"/api/auth/guest", "", "unsupported_media"},
        {"/enter", "application/x-www-form-urlencoded", ""},
        {"/enter", "application/json", "unsupported_media"},
        {"/enter", "text/plain", "unsupported_media"},
        {"/enter", "application/x-www-form-urlencodedx", "unsupported_media"},
    };
    for (const auto& c : cases)
        BOOST_TEST(fault_of(read(post(c.target, "{}", c.type))) == c.fault, c.target << " " << c.type);
    BOOST_TEST(fault_of(read(post("/api/auth/csrf", "", ""))) == "");
}

BOOST_AUTO_TEST_CASE(a_body_is_bounded_before_it_is_read) {
    base::Limits limits;
    limits.request_body_bytes = 10;
    BOOST_TEST(fault_of(read(post("/enter", "name=12345"), limits)) == "");
    auto big = post("/enter", "name=123456");
    BOOST_TEST(fault_of(fcgi::read_request(big.source(), limits)) == "too_large");
    BOOST_TEST(big.read_so_far == 0U);
}

BOOST_AUTO_TEST_CASE(a_length_that_is_no_number_or_not_met_is_a_bad_request) {
    for (const char* length : {"x", "-1", "1x", "99999999999999999999", "20"}) {
        auto parameters = post("/enter", "name=1");
        parameters.values["CONTENT_LENGTH"] = length;
        BOOST_TEST(fault_of(read(parameters)) == "bad_request", length);
    }
}

BOOST_AUTO_TEST_CASE(json_is_wanted_by_the_api_and_by_whoever_prefers_it) {
    const struct {
        const char* target;
        const char* accept;
        bool json;
    } cases[] = {
        {"/api/x", "text/html", true},
        {"/x", "", false},
        {"/x", "*/*", false},
        {"/x", "application/json", true},
        {"/x", "text/html,application/xhtml+xml,application/json;q=0.9", false},
        {"/x", "text/html;q=0.5, application/json", true},
        {"/x", "application/json;q=0", false},
        {"/apix", "image/png", false},
    };
    for (const auto& c : cases) {
        auto parameters = get(c.target);
        parameters.values["HTTP_ACCEPT"] = c.accept;
        BOOST_TEST(read(parameters).wants_json == c.json, c.target << " " << c.accept);
    }
}

BOOST_AUTO_TEST_CASE(headers_are_taken_from_where_they_cannot_be_forged) {
    auto parameters = get("/");
    parameters.values["HTTP_AUTHORIZATION"] = "bearer  abc ";
    parameters.values["HTTP_X_CSRF"] = "second";
    parameters.values["HTTP_X_FORWARDED_FOR"] = "10.0.0.1";
    parameters.values["HTTP_X_REQUEST_ID"] = "forged";
    const auto request = read(parameters);
    BOOST_TEST(request.bearer == "abc");
    BOOST_TEST(request.csrf_header == "second");
    BOOST_TEST(request.remote_address == "192.0.2.1");
    BOOST_TEST(request.id == "test");
    parameters.values["HTTP_X_CSRF_TOKEN"] = "first";
    parameters.values["HTTP_AUTHORIZATION"] = "Basic abc";
    parameters.values.erase("X_REQUEST_ID");
    BOOST_TEST(read(parameters).csrf_header == "first");
    BOOST_TEST(read(parameters).bearer == "");
    BOOST_TEST(read(parameters).id.size() == 16U);
}

BOOST_AUTO_TEST_CASE(a_sequence_number_is_digits_alone_below_two_to_the_53) {
    BOOST_TEST(fcgi::parse_seq("1").value() == 1U);
    BOOST_TEST(fcgi::parse_seq("9007199254740991").value() == 9007199254740991U);
    for (const char* text : {"", "0", "-1", "+1", "1 ", " 1", "1.0", "0x1", "abc", "9007199254740992",
                             "99999999999999999999999"}) {
        BOOST_TEST(!fcgi::parse_seq(text), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
