#include "core/base/http_client.h"

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/support/loopback_server.h"
#include "tests/support/scratch_folder.h"

namespace {

using support::Behaviour;

const base::HttpBounds hasty{
    .connect = base::Millis{2000}, .total = base::Millis{300}, .answer_bytes = 1000, .authorities = ""};

struct Wire {
    support::LoopbackServer server;
    base::HttpClient client{{.connect = base::Millis{2000},
                             .total = base::Millis{5000},
                             .answer_bytes = 1000,
                             .authorities = ""}};

    base::HttpRequest post(const std::string& body = "a=1") const {
        return {.method = "POST",
                .url = server.url() + "/door?x=1",
                .headers = {},
                .auth = std::nullopt,
                .body = body};
    }
    base::HttpOutcome after(Behaviour behaviour) {
        server.serve({std::move(behaviour)});
        return client.send(post());
    }
};

template <class Kind>
bool is(const base::HttpOutcome& outcome) {
    return std::holds_alternative<Kind>(outcome);
}

base::HttpAnswer answered(const base::HttpOutcome& outcome) {
    const auto* answer = std::get_if<base::HttpAnswer>(&outcome);
    BOOST_REQUIRE_MESSAGE(answer != nullptr, "no answer: " << std::visit(
                                                 [](const auto& one) -> std::string {
                                                     if constexpr (requires { one.reason; })
                                                         return one.reason;
                                                     return "";
                                                 },
                                                 outcome));
    return *answer;
}

base::HttpRequest get(const std::string& url) {
    return {.method = "GET", .url = url, .headers = {}, .auth = std::nullopt, .body = ""};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(http_client, Wire)

BOOST_AUTO_TEST_CASE(a_request_arrives_as_it_was_meant_and_its_answer_comes_back) {
    server.serve({Behaviour::answer(201, R"({"sid":"x"})", "X-Told: Yes\r\n")});
    auto request = post("To=%2B1&Body=hi");
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Idempotency-Key", "k 1"}};
    request.auth = base::BasicAuth{.user = "AC1", .password = "a:b"};
    const auto answer = answered(client.send(request));
    BOOST_TEST(answer.status == 201);
    BOOST_TEST(answer.body == R"({"sid":"x"})");
    BOOST_TEST(answer.headers.at("x-told") == "Yes");
    const auto seen = server.requests().at(0);
    BOOST_TEST(seen.method == "POST");
    BOOST_TEST(seen.path == "/door?x=1");
    BOOST_TEST(seen.body == "To=%2B1&Body=hi");
    BOOST_TEST(seen.headers.at("content-type") == "application/x-www-form-urlencoded");
    BOOST_TEST(seen.headers.at("idempotency-key") == "k 1");
    BOOST_TEST(seen.headers.at("authorization") == "Basic QUMxOmE6Yg==");
    BOOST_TEST(seen.headers.count("expect") == 0U);
}

BOOST_AUTO_TEST_CASE(every_method_is_sent_as_it_is_called) {
    server.serve({Behaviour::answer(200, "1"), Behaviour::answer(200, "2"), Behaviour::answer(204, "")});
    answered(client.send(get(server.url() + "/a")));
    auto request = post("{}");
    request.method = "PATCH";
    answered(client.send(request));
    request.method = "DELETE";
    request.body = "";
    answered(client.send(request));
    const auto seen = server.requests();
    BOOST_TEST(seen.at(0).method == "GET");
    BOOST_TEST(seen.at(0).body.empty());
    BOOST_TEST(seen.at(1).method == "PATCH");
    BOOST_TEST(seen.at(1).body == "{}");
    BOOST_TEST(seen.at(2).method == "DELETE");
}

BOOST_AUTO_TEST_CASE(a_body_may_hold_any_byte_and_be_long) {
    std::string body(2'000'000, 'x');
    body[1000] = '\0';
    server.serve({Behaviour::answer(200, "")});
    answered(client.send(post(body)));
    BOOST_TEST((server.requests().at(0).body == body));
}

BOOST_AUTO_TEST_CASE(refusals_are_answers_and_redirects_are_not_followed) {
    server.serve({Behaviour::answer(503, "later", "Retry-After: 7\r\n"),
                  Behaviour::answer(307, "", "Location: " + server.url() + "/elsewhere\r\n")});
    const auto busy = answered(client.send(post()));
    BOOST_TEST(busy.status == 503);
    BOOST_TEST(busy.body == "later");
    BOOST_TEST((busy.retry_after(base::Time{}) == base::Millis{7000}));
    BOOST_TEST(answered(client.send(post())).status == 307);
    BOOST_TEST(server.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_was_refused_before_it_was_sent_has_not_happened) {
    const support::RefusingPort nobody;
    auto request = post();
    request.url = nobody.url();
    BOOST_TEST(is<base::HttpNotSent>(client.send(request)), "connection refused");
    request.url = "https://no-such-host.invalid/";
    BOOST_TEST(is<base::HttpNotSent>(client.send(request)), "no such name");
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_time_out_before_there_is_a_connection_has_not_happened) {
    const support::SilentPort away;
    auto request = post();
    request.url = away.url();
    base::HttpClient connects_hastily(
        {.connect = base::Millis{100}, .total = base::Millis{5000}, .answer_bytes = 1000, .authorities = ""});
    const auto outcome = connects_hastily.send(request);
    BOOST_REQUIRE(is<base::HttpNotSent>(outcome));
    BOOST_TEST(std::get<base::HttpNotSent>(outcome).reason.find("Timeout") != std::string::npos);
    base::HttpClient ends_hastily(hasty);
    BOOST_TEST(is<base::HttpNotSent>(ends_hastily.send(request)), "the time for all of it is over first");
}

BOOST_AUTO_TEST_CASE(nobody_is_told_anything_before_tls_stands) {
    server.serve({Behaviour::be_silent()});
    auto request = post("secret");
    request.url = "https" + server.url().substr(4);
    base::HttpClient impatient(hasty);
    BOOST_TEST(is<base::HttpNotSent>(impatient.send(request)), "a server without TLS");

    support::LoopbackServer stranger(support::Transport::tls);
    stranger.serve({Behaviour::answer(200, "")});
    request.url = stranger.url();
    BOOST_TEST(is<base::HttpNotSent>(client.send(request)), "a certificate that nobody vouches for");
    BOOST_TEST(stranger.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_server_with_a_trusted_certificate_is_spoken_to_by_tls) {
    support::LoopbackServer trusted(support::Transport::tls);
    const support::ScratchFolder folder;
    const std::string file = folder.path() + "/authorities.pem";
    std::ofstream(file) << trusted.certificate();
    base::HttpClient knowing({.connect = base::Millis{2000},
                              .total = base::Millis{5000},
                              .answer_bytes = 1000,
                              .authorities = file});
    trusted.serve({Behaviour::answer(200, "well"), Behaviour::answer(200, "well")});
    auto request = post();
    request.url = trusted.url() + "/door";
    BOOST_TEST(answered(knowing.send(request)).body == "well");
    BOOST_TEST(trusted.requests().at(0).body == "a=1");
    // The certificate is for 127.0.0.1 alone.
    request.url = "https://localhost" + trusted.url().substr(trusted.url().rfind(':'));
    BOOST_TEST(is<base::HttpNotSent>(knowing.send(request)));
}

BOOST_AUTO_TEST_CASE(what_a_stranger_chose_leads_to_no_address_of_ours) {
    support::LoopbackServer ours(support::Transport::tls);
    const support::ScratchFolder folder;
    const std::string file = folder.path() + "/authorities.pem";
    std::ofstream(file) << ours.certificate();
    const auto calls = [&](const std::string& host, bool public_only) {
        base::HttpClient one({.connect = base::Millis{2000},
                              .total = base::Millis{5000},
                              .answer_bytes = 1000,
                              .public_only = public_only,
                              .authorities = file});
        auto request = post();
        request.url = "https://" + host + ours.url().substr(ours.url().rfind(':'));
        return one.send(request);
    };
    ours.serve({Behaviour::answer(200, "")});
    BOOST_TEST(answered(calls("127.0.0.1", false)).status == 200, "it is there");
    // The last two are this machine in other words: a number, and a name that is resolved.
    for (const char* host :
         {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "localhost"})
        BOOST_TEST(is<base::HttpNotSent>(calls(host, true)), host);
    BOOST_TEST(ours.requests().size() == 1U);
    base::HttpClient careful({.connect = base::Millis{2000},
                              .total = base::Millis{5000},
                              .answer_bytes = 1000,
                              .public_only = true,
                              .authorities = ""});
    server.serve({Behaviour::answer(200, "")});
    BOOST_TEST(is<base::HttpNotSent>(careful.send(post())), "not even by plain http");
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(what_was_sent_and_not_answered_may_have_happened) {
    BOOST_TEST(is<base::HttpUnknown>(after(Behaviour::hang_up())));
    BOOST_TEST(
        is<base::HttpUnknown>(after(Behaviour::raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"))),
        "cut off");
    BOOST_TEST(is<base::HttpUnknown>(after(Behaviour::raw("what?\r\n\r\n"))), "no HTTP");
    BOOST_TEST(is<base::HttpUnknown>(after(Behaviour::hang_up_unread())),
               "it may have read before it hung up");
    BOOST_TEST(server.requests().size() == 3U, "nothing is sent twice");
}

BOOST_AUTO_TEST_CASE(a_time_out_after_sending_may_have_happened) {
    server.serve({Behaviour::be_silent()});
    base::HttpClient impatient(hasty);
    BOOST_TEST(is<base::HttpUnknown>(impatient.send(post())));
    BOOST_TEST(server.requests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_answer_is_read_up_to_its_bound) {
    BOOST_TEST(answered(after(Behaviour::answer(200, std::string(1000, 'x')))).body.size() == 1000U);
    const auto outcome = after(Behaviour::answer(200, std::string(1001, 'x')));
    BOOST_REQUIRE(is<base::HttpUnknown>(outcome));
    BOOST_TEST(std::get<base::HttpUnknown>(outcome).reason == "the answer is too big");
    const auto endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" +
                         std::string(2000, 'x') + "\r\n0\r\n\r\n";
    BOOST_TEST(is<base::HttpUnknown>(after(Behaviour::raw(endless))));
}

BOOST_AUTO_TEST_CASE(plain_http_goes_to_this_machine_alone) {
    for (const char* url : {"http://example.org/", "http://127.0.0.1.example.org/",
                            "http://127.0.0.1@192.0.2.1/", "http://192.0.2.1/", "http://[2001:db8::1]/",
                            "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "not an address", ""}) {
        const auto outcome = client.send(get(url));
        BOOST_REQUIRE_MESSAGE(is<base::HttpNotSent>(outcome), url);
        BOOST_TEST(std::get<base::HttpNotSent>(outcome).reason ==
                       "the address is neither https nor http on this machine",
                   url);
    }
}

BOOST_AUTO_TEST_CASE(a_header_cannot_smuggle_in_another) {
    auto request = post();
    request.headers = {{"X-One", "1\r\nX-Two: 2"}};
    BOOST_CHECK_THROW(client.send(request), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(forms_are_written_in_plain_letters) {
    using Fields = std::vector<std::pair<std::string, std::string>>;
    BOOST_TEST(base::form_body(Fields{}).empty());
    BOOST_TEST(base::form_body(Fields{{"To", "+1202"}, {"Body", "a b&c=d%é-._~*"}}) ==
               "To=%2B1202&Body=a%20b%26c%3Dd%25%C3%A9-._~%2A");
}

BOOST_AUTO_TEST_CASE(dates_are_read_as_mails_and_headers_write_them) {
    const auto read = [](const std::string& text) {
        const auto date = base::parse_date(text);
        return date ? base::to_iso8601(*date) : std::string("none");
    };
    BOOST_TEST(read("Thu, 01 Jan 2026 12:00:00 GMT") == "2026-01-01T12:00:00.000Z");
    BOOST_TEST(read("Thu, 01 Jan 2026 12:00:00 +0000") == "2026-01-01T12:00:00.000Z");
    BOOST_TEST(read("Thu, 01 Jan 2026 13:00:00 +0100") == "2026-01-01T12:00:00.000Z");
    for (const char* senseless : {"", "soon", "Thu, 32 Jan 2026 12:00:00 +0000"})
        BOOST_TEST(read(senseless) == "none", senseless);
}

BOOST_AUTO_TEST_CASE(retry_after_is_read_in_both_its_forms) {
    const base::Time now = base::from_epoch_ms(1'767'268'800'000);  // Thu, 01 Jan 2026 12:00:00 GMT
    const auto wait = [&](const std::string& value) {
        const base::HttpAnswer answer{.status = 429, .headers = {{"retry-after", value}}, .body = ""};
        return answer.retry_after(now).value_or(base::Millis{-1}).count();
    };
    BOOST_TEST(wait("0") == 0);
    BOOST_TEST(wait("120") == 120'000);
    BOOST_TEST(wait("Thu, 01 Jan 2026 12:01:00 GMT") == 60'000);
    BOOST_TEST(wait("Thu, 01 Jan 2026 11:00:00 GMT") == 0, "a moment that is over");
    for (const char* senseless : {"", "soon", "1e9", "99999999999999999999", "400000000"})
        BOOST_TEST(wait(senseless) == -1, senseless);
    BOOST_TEST(!base::HttpAnswer{}.retry_after(now).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
