#include "core/preview/target.h"

#include <boost/test/unit_test.hpp>

namespace {

std::string url(std::string_view text) {
    const auto target = preview::target_of(text);
    return target ? target->url : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(preview_target)

BOOST_AUTO_TEST_CASE(one_page_has_one_spelling) {
    BOOST_TEST(url("https://example.com") == "https://example.com/");
    BOOST_TEST(url("HTTPS://EXAMPLE.com/") == "https://example.com/");
    BOOST_TEST(url("https://example.com:443/") == "https://example.com/");
    BOOST_TEST(url("http://example.com:80/") == "http://example.com/");
    BOOST_TEST(url("https://example.com./") == "https://example.com/");
    BOOST_TEST(url("https://example.com/#part") == "https://example.com/");
    BOOST_TEST(url("https://example.com/a?b=C#d") == "https://example.com/a?b=C");
    BOOST_TEST(url("https://example.com/a/../b") == "https://example.com/b");
    BOOST_TEST(url("https://example.com:80/") == "https://example.com:80/");
    BOOST_TEST(url("http://example.com/") != url("https://example.com/"));
    BOOST_TEST(url("https://example.com/A") != url("https://example.com/a"));
}

BOOST_AUTO_TEST_CASE(only_pages_of_the_web_at_their_usual_ports_are_asked_for) {
    for (const char* text :
         {"ftp://example.com/", "ftp://example.com:80/", "gopher://example.com:443/", "file:///etc/passwd",
          "gopher://example.com/", "javascript:alert(1)", "data:text/html,x", "dict://example.com/",
          "//example.com/", "example.com", "", "https://", "http://example.com:8080/",
          "http://example.com:22/", "https://example.com:6379/", "http://example.com:0/",
          "http://example.com:65616/"})
        BOOST_TEST(url(text) == "none", text);
}

BOOST_AUTO_TEST_CASE(passwords_and_zones_are_refused) {
    for (const char* text :
         {"https://user@example.com/", "https://user:word@example.com/", "https://:word@example.com/",
          "https://@example.com/", "http://[fe80::1%25lo]/", "http://[fe80::1%25eth0]:80/"})
        BOOST_TEST(url(text) == "none", text);
}

BOOST_AUTO_TEST_CASE(numbers_in_disguise_are_the_addresses_they_are) {
    const auto host = [](std::string_view text) {
        const auto target = preview::target_of(text);
        return target ? target->host : "none";
    };
    for (const char* text :
         {"http://127.0.0.1/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/"})
        BOOST_TEST(host(text) == "127.0.0.1", text);
    BOOST_TEST(host("http://[::1]/") == "::1");
    BOOST_TEST(host("http://[0:0:0:0:0:0:0:1]/") == "::1");
    BOOST_TEST(host("http://[::ffff:127.0.0.1]/") == "::ffff:127.0.0.1");
}

BOOST_AUTO_TEST_CASE(hostile_spellings_lead_nowhere) {
    BOOST_TEST(url("https://example.com/" + std::string(2048, 'a')) == "none");
    BOOST_TEST(url(std::string("https://exa\0mple.com/", 21)) == "none");
    BOOST_TEST(url("https://exa mple.com/") == "none");
    BOOST_TEST(url("https://example.com\r\nHost: x/") == "none");
    BOOST_TEST(url("https://exam\xc3\xa9ple.com/") == "none");
    // The host is what stands before the first slash, whatever follows.
    BOOST_TEST(preview::target_of("https://example.com/@127.0.0.1/").value().host == "example.com");
    BOOST_TEST(url("https://example.com\\@127.0.0.1/") == "none");
}

BOOST_AUTO_TEST_CASE(a_page_names_others_from_where_it_is) {
    const auto from = preview::target_of("https://example.com/a/page?x").value();
    const auto seen = [&](std::string_view reference) {
        const auto target = preview::target_from(from, reference);
        return target ? target->url : "none";
    };
    BOOST_TEST(seen("/picture.png") == "https://example.com/picture.png");
    BOOST_TEST(seen("picture.png") == "https://example.com/a/picture.png");
    BOOST_TEST(seen("../picture one.png") == "https://example.com/picture%20one.png");
    BOOST_TEST(seen("//other.example/p") == "https://other.example/p");
    BOOST_TEST(seen("http://other.example/p") == "http://other.example/p");
    BOOST_TEST(seen("https://user:word@other.example/") == "none");
    BOOST_TEST(seen("file:///etc/passwd") == "none");
    BOOST_TEST(seen("//127.0.0.1:22/") == "none");
    BOOST_TEST(seen("") == "none");
    BOOST_TEST(seen("data:image/png;base64,AA") == "none");
}

BOOST_AUTO_TEST_SUITE_END()
