// The fetcher against real servers of this machine: what it may reach plays a host of the Internet by a stand-in, everything else must be refused.
#include "core/preview/fetch.h"

#include <zlib.h>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "core/preview/visit.h"
#include "tests/support/loopback_server.h"

namespace {

using support::Behaviour;

const preview::Wanted page{.types = {"text/html"}, .enough = "/head>"};
const preview::Wanted picture{.types = {"image/"}};

Behaviour reply(const std::string& head, const std::string& body = "") {
    return Behaviour::raw("HTTP/1.1 " + head + "\r\nConnection: close\r\n\r\n" + body);
}
Behaviour html(const std::string& body) {
    return reply("200 OK\r\nContent-Type: text/html; charset=utf-8", body);
}
Behaviour redirect(const std::string& to) { return reply("302 Found\r\nLocation: " + to); }

std::string gzip(std::size_t zeros) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
    std::string in(zeros, ' ');
    std::string out(zeros / 500 + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

struct Web {
    support::LoopbackServer server;
    preview::Bounds bounds;
    std::uint16_t port =
        static_cast<std::uint16_t>(std::stoi(server.url().substr(server.url().rfind(':') + 1)));
    int look_ups = 0;
    preview::Fetcher fetcher{"ChatroomLinkPreview/1.0", preview::with_stand_ins("page.example=" + place())};

    std::string place() const { return "127.0.0.1:" + std::to_string(port); }

    // Names as the system knows them; only their ports are the server's, so that nothing but the rule for addresses stands in the way.
    preview::Resolver real() {
        return [this](const std::string& host, std::uint16_t, base::Millis patience) {
            ++look_ups;
            if (host == "page.example") return std::vector{preview::Endpoint{loopback(), port, true}};
            auto endpoints = preview::resolve(host, port, patience);
            BOOST_TEST(!endpoints.empty(), host << " is known to this machine");
            return endpoints;
        };
    }
    static preview::Address loopback() { return preview::parse_address("127.0.0.1").value(); }

    std::variant<preview::Fetched, preview::NotFetched> get(const preview::Fetcher& with,
                                                            const std::string& url,
                                                            const preview::Wanted& wanted = page) {
        preview::Budget budget(bounds);
        return with.get(preview::target_of(url).value(), wanted, budget);
    }
    std::string body(const std::string& url, const preview::Wanted& wanted = page) {
        const auto outcome = get(fetcher, url, wanted);
        const auto* failed = std::get_if<preview::NotFetched>(&outcome);
        BOOST_REQUIRE_MESSAGE(failed == nullptr, (failed == nullptr ? "" : failed->reason));
        return std::get<preview::Fetched>(outcome).body;
    }
    std::string refusal(const preview::Fetcher& with, const std::string& url,
                        const preview::Wanted& wanted = page) {
        const auto outcome = get(with, url, wanted);
        const auto* failed = std::get_if<preview::NotFetched>(&outcome);
        return failed == nullptr ? "none" : failed->reason;
    }
    std::string refusal(const std::string& url, const preview::Wanted& wanted = page) {
        return refusal(fetcher, url, wanted);
    }
};

constexpr const char* not_public = "an address that is not public";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(preview_fetch, Web)

BOOST_AUTO_TEST_CASE(a_page_is_fetched_as_any_visitor_would) {
    server.serve({html("<title>Hello</title></head>")});
    const auto outcome = get(fetcher, "http://page.example/a?b=c#d");
    const auto& fetched = std::get<preview::Fetched>(outcome);
    BOOST_TEST(fetched.body == "<title>Hello</title></head>");
    BOOST_TEST(fetched.charset == "utf-8");
    BOOST_TEST(fetched.from.url == "http://page.example/a?b=c");
    const auto seen = server.requests().at(0);
    BOOST_TEST(seen.method == "GET");
    BOOST_TEST(seen.path == "/a?b=c");
    BOOST_TEST(seen.headers.at("host") == "page.example");
    BOOST_TEST(seen.headers.at("user-agent") == "ChatroomLinkPreview/1.0");
    for (const char* name : {"cookie", "authorization", "referer"})
        BOOST_TEST(seen.headers.count(name) == 0U, name);
}

BOOST_AUTO_TEST_CASE(names_and_numbers_of_this_machine_are_refused) {
    server.serve({html("secret")});
    const preview::Fetcher strict("x", real());
    for (const char* url : {"http://localhost/", "http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/",
                            "http://0177.0.0.1/", "http://127.1/", "http://[::1]/",
                            "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://0.0.0.0/",
                            "http://[::]/", "https://localhost/", "http://localhost./"})
        BOOST_TEST(refusal(strict, url) == not_public, url);
    BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(so_are_redirects_to_it) {
    const preview::Fetcher strict("x", real());
    for (const char* url : {"http://localhost/", "//127.0.0.1/", "http://0x7f000001/", "http://[::1]/",
                            "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
                            "http://10.0.0.1/", "http://[fd00::1]/"}) {
        server.serve({redirect(url)});
        BOOST_TEST(refusal(strict, "http://page.example/") == not_public, url);
    }
    for (const char* url : {"http://127.0.0.1:6379/", "file:///etc/passwd", "gopher://127.0.0.1/",
                            "http://user:word@page.example/", ""}) {
        server.serve({redirect(url)});
        BOOST_TEST(refusal(strict, "http://page.example/") == "a redirect to what is no address of a page",
                   url);
    }
    BOOST_TEST(server.requests().size() == 13U, "the page itself each time, and nothing else");
}

BOOST_AUTO_TEST_CASE(one_private_address_among_public_ones_is_enough) {
    server.serve({html("secret")});
    const auto good = preview::parse_address("93.184.216.34").value();
    for (const char* bad :
         {"10.0.0.1", "::1", "fe80::1", "::ffff:10.184.216.34", "64:ff9b::a00:1", "2002:5db8:d822::1"}) {
        const preview::Fetcher strict("x", [&](const std::string&, std::uint16_t, base::Millis) {
            return std::vector<preview::Endpoint>{{good, port}, {preview::parse_address(bad).value(), port}};
        });
        BOOST_TEST(refusal(strict, "http://several.example/") == not_public, bad);
    }
}

// Whatever was looked up: the connection itself is looked at too.
BOOST_AUTO_TEST_CASE(a_connection_goes_where_the_look_up_said_and_nowhere_else) {
    const preview::Fetcher lied_to("x", [&](const std::string&, std::uint16_t, base::Millis) {
        return std::vector<preview::Endpoint>{{preview::parse_address("93.184.216.34").value(), 80}};
    });
    BOOST_TEST(refusal(lied_to, "http://127.0.0.1/") == "a connection to an address that was not looked up");
    const preview::Fetcher other_port("x", [&](const std::string&, std::uint16_t, base::Millis) {
        return std::vector<preview::Endpoint>{{loopback(), 443, true}};
    });
    BOOST_TEST(refusal(other_port, "http://127.0.0.1/") != "none");
}

BOOST_AUTO_TEST_CASE(each_name_is_looked_up_once_a_visit) {
    const preview::Fetcher counted("x", real());
    server.serve({redirect("/next"), html("done")});
    BOOST_TEST(refusal(counted, "http://page.example/") == "none");
    BOOST_TEST(look_ups == 2, "once for each hop: the second connection is as pinned as the first");
}

BOOST_AUTO_TEST_CASE(a_proxy_of_the_environment_is_not_used) {
    support::LoopbackServer proxy;
    proxy.serve({html("of the proxy")});
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy"}) setenv(name, proxy.url().c_str(), 1);
    server.serve({html("of the page")});
    const auto text = body("http://page.example/");
    for (const char* name : {"http_proxy", "https_proxy", "all_proxy"}) unsetenv(name);
    BOOST_TEST(text == "of the page");
    BOOST_TEST(proxy.requests().empty());
}

BOOST_AUTO_TEST_CASE(redirects_are_followed_three_times) {
    server.serve({redirect("/1"), redirect("http://page.example/2"), redirect("3"), html("there")});
    BOOST_TEST(body("http://page.example/") == "there");
    BOOST_TEST(server.requests().at(3).path == "/3");
    server.serve({redirect("/"), redirect("/"), redirect("/"), redirect("/")});
    BOOST_TEST(refusal("http://page.example/") == "too many redirects");
    BOOST_TEST(server.requests().size() == 8U);
}

BOOST_AUTO_TEST_CASE(only_pages_are_read) {
    server.serve({reply("200 OK\r\nContent-Type: application/pdf", "%PDF"), reply("200 OK", "<title>x"),
                  reply("200 OK\r\nContent-Type: image/png", "x"),
                  reply("404 Not Found\r\nContent-Type: text/html", "<title>x"),
                  reply("500 Oops\r\nContent-Type: text/html", "<title>x"), Behaviour::hang_up(),
                  Behaviour::raw("SSH-2.0-x\r\n")});
    for (int i = 0; i < 3; ++i) BOOST_TEST(refusal("http://page.example/") == "content of another type");
    BOOST_TEST(refusal("http://page.example/") == "status 404");
    BOOST_TEST(refusal("http://page.example/") == "status 500");
    for (int i = 0; i < 2; ++i) BOOST_TEST(refusal("http://page.example/") != "none");
    server.serve({html("<title>x"), reply("200 OK\r\nContent-Type: IMAGE/PNG; x=y", "png")});
    BOOST_TEST(refusal("http://page.example/", picture) == "content of another type");
    BOOST_TEST(body("http://page.example/", picture) == "png");
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_costs_no_more_than_the_time_there_is) {
    bounds.total = base::Millis{400};
    server.serve({Behaviour::be_silent()});
    const auto began = std::chrono::steady_clock::now();
    BOOST_TEST(refusal("http://page.example/") != "none");
    const auto took = std::chrono::steady_clock::now() - began;
    BOOST_TEST((took >= base::Millis{300}));
    BOOST_TEST((took < base::Millis{2500}));
    bounds.total = base::Millis{0};
    BOOST_TEST(refusal("http://page.example/") == "it took too long");
}

BOOST_AUTO_TEST_CASE(an_endless_page_is_read_as_far_as_it_may_be) {
    server.serve({html(std::string(3'000'000, 'x'))});
    const auto text = body("http://page.example/");
    BOOST_TEST(text.size() <= bounds.bytes);
    BOOST_TEST(text.size() > bounds.bytes / 2);
    server.serve({html("<head><title>x</title></HEAD>" + std::string(3'000'000, 'x'))});
    BOOST_TEST(body("http://page.example/").size() < 200'000U, "no more once there is enough");
    server.serve({reply("200 OK\r\nContent-Type: image/png", std::string(1'100'000, 'x'))});
    BOOST_TEST(refusal("http://page.example/", picture) == "it is too big");
    server.serve({reply("200 OK\r\nContent-Type: image/png\r\n" + std::string(90'000, 'a') + ": b", "x")});
    bounds.bytes = 50'000;
    BOOST_TEST(refusal("http://page.example/", picture) == "it is too big", "heads count as well");
}

BOOST_AUTO_TEST_CASE(a_head_counts_as_well) {
    std::string lines;
    bounds.bytes = 100'000;
    while (lines.size() < 200'000) lines += "\r\nX-More: " + std::string(1000, 'x');
    server.serve({reply("302 Found\r\nLocation: /next" + lines), html("there")});
    BOOST_TEST(refusal("http://page.example/") == "it is too big");
    BOOST_TEST(server.requests().size() == 1U, "and leads nowhere");
}

BOOST_AUTO_TEST_CASE(what_is_no_page_is_not_even_read) {
    for (const char* head :
         {"200 OK\r\nContent-Type: application/pdf", "404 Not Found\r\nContent-Type: text/html"}) {
        preview::Budget budget(bounds);
        server.serve({reply(head, std::string(900'000, 'x'))});
        const auto outcome = fetcher.get(preview::target_of("http://page.example/").value(), page, budget);
        BOOST_TEST(std::holds_alternative<preview::NotFetched>(outcome));
        BOOST_TEST(budget.bytes_left() > bounds.bytes / 2, head);
    }
}

BOOST_AUTO_TEST_CASE(of_a_video_its_type_is_enough) {
    server.serve({reply("200 OK\r\nContent-Type: video/mp4", std::string(900'000, 'x')),
                  reply("404 Not Found\r\nContent-Type: video/mp4", "x")});
    preview::Budget budget(bounds);
    const auto target = preview::target_of("http://page.example/my%20cat.mp4?x=1").value();
    const preview::Wanted wanted{.types = {"text/html"}, .enough = "/head>", .heads = {"video/mp4"}};
    const auto outcome = fetcher.get(target, wanted, budget);
    const auto* fetched = std::get_if<preview::Fetched>(&outcome);
    BOOST_REQUIRE(fetched != nullptr);
    BOOST_TEST(fetched->type == "video/mp4");
    BOOST_TEST(fetched->body.empty());
    BOOST_TEST(budget.bytes_left() > bounds.bytes / 2, "the rest is not waited for");
    BOOST_TEST(refusal(target.url, wanted) == "status 404");
}

BOOST_AUTO_TEST_CASE(a_link_to_the_file_of_a_video_has_its_name_for_a_title) {
    server.serve({reply("200 OK\r\nContent-Type: video/webm", std::string(9000, 'x'))});
    const auto found = preview::visit(
        fetcher, preview::target_of("http://page.example/a/my%20%D0%BA%D0%BE%D1%82%0A.webm?x=/y.mp4").value(),
        {});
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(found->video);
    BOOST_TEST(found->title == "my кот .webm");
    BOOST_TEST(found->picture.empty());
}

BOOST_AUTO_TEST_CASE(a_packed_page_is_bounded_unpacked) {
    const std::string bomb = gzip(200'000'000);
    BOOST_TEST(bomb.size() < bounds.bytes / 2, "small on its way");
    server.serve({reply("200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", bomb),
                  reply("200 OK\r\nContent-Type: image/png\r\nContent-Encoding: gzip", bomb)});
    BOOST_TEST(body("http://page.example/").size() <= bounds.bytes);
    BOOST_TEST(refusal("http://page.example/", picture) == "it is too big");
}

BOOST_AUTO_TEST_CASE(page_and_picture_share_what_a_visit_may_cost) {
    preview::Budget budget(bounds);
    const auto target = preview::target_of("http://page.example/").value();
    server.serve({html(std::string(800'000, 'x')),
                  reply("200 OK\r\nContent-Type: image/png", std::string(400'000, 'x'))});
    BOOST_TEST(std::holds_alternative<preview::Fetched>(fetcher.get(target, page, budget)));
    BOOST_TEST(budget.bytes_left() < 250'000U);
    BOOST_TEST(std::holds_alternative<preview::NotFetched>(fetcher.get(target, picture, budget)));
}

BOOST_AUTO_TEST_CASE(a_name_that_nobody_knows_is_said) {
    BOOST_TEST(refusal("http://nobody.invalid/") == "no such name");
}

BOOST_AUTO_TEST_CASE(stand_ins_are_written_as_places) {
    for (const char* wrong :
         {"page.example", "=127.0.0.1:1", "page.example=127.0.0.1", "page.example=localhost:80",
          "page.example=127.0.0.1:x", "page.example=127.0.0.1:0", "page.example=127.0.0.1:99999"})
        BOOST_CHECK_THROW(preview::with_stand_ins(wrong), std::invalid_argument);
    const auto resolver = preview::with_stand_ins("a.example=127.0.0.1:9,b.example=::1:10");
    BOOST_TEST(resolver("b.example", 80, base::Millis{100}).at(0).port == 10U);
    BOOST_TEST(resolver("127.0.0.1", 80, base::Millis{1000}).at(0).stand_in == false);
}

BOOST_AUTO_TEST_SUITE_END()
