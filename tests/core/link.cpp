#include "core/chat/link.h"

#include <boost/test/unit_test.hpp>

namespace {

std::string href_of(std::string_view address) {
    const auto link = chat::parse_link(address);
    return link ? link->href : "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(links)

BOOST_AUTO_TEST_CASE(an_address_ends_where_the_sentence_goes_on) {
    const struct {
        const char* text;
        const char* address;
    } cases[] = {
        {"https://x.org", "https://x.org"},
        {"https://x.org/a?b=c&d#e next", "https://x.org/a?b=c&d#e"},
        {"https://x.org.", "https://x.org"},
        {"https://x.org/?!...", "https://x.org/"},
        {"https://x.org/a_b**", "https://x.org/a_b"},
        {"https://x.org/(a)", "https://x.org/(a)"},
        {"https://x.org/a)", "https://x.org/a"},
        {"https://x.org/(a)).", "https://x.org/(a)"},
        {"https://x.org/a],", "https://x.org/a"},
        {"https://x.org\"", "https://x.org"},
        {"https://x.org>", "https://x.org"},
        {"https://x.org\\@y.org", "https://x.org"},
        {"https://x.org”", "https://x.org"},
        {"https://x.org。然后", "https://x.org"},
        {"https://x.org，然后", "https://x.org"},
        {"https://x.org؟", "https://x.org"},
        {"https://x.org\nhttps://y.org", "https://x.org"},
        {"https://x.org/a\u202efdp", "https://x.org/a"},
        {"https://x.org/a\u200bb", "https://x.org/a"},
        {"https://ru.wikipedia.org/wiki/Чат", "https://ru.wikipedia.org/wiki/Чат"},
    };
    for (const auto& c : cases) {
        const std::string_view text = c.text;
        BOOST_TEST(chat::begins_link(text));
        BOOST_TEST(text.substr(0, chat::link_length(text)) == c.address);
    }
}

BOOST_AUTO_TEST_CASE(addresses_have_one_form) {
    const struct {
        const char* address;
        const char* href;
    } cases[] = {
        {"https://x.org", "https://x.org/"},
        {"HTTP://X.ORG/A?b#C", "http://x.org/A?b#C"},
        {"www.x.org/a", "https://www.x.org/a"},
        {"Www.X.org", "https://www.x.org/"},
        {"https://x.org/a/../b", "https://x.org/b"},
        {"https://x.org:8443/", "https://x.org:8443/"},
        {"https://x.org/ä?ö", "https://x.org/%c3%a4?%c3%b6"},
        {"https://bücher.de", "https://xn--bcher-kva.de/"},
        {"https://中文.com", "https://xn--fiq228c.com/"},
        {"https://عربي.com", "https://xn--ngbrx4e.com/"},
        {"https://[::1]/a", "https://[::1]/a"},
        {"http://127.0.0.1", "http://127.0.0.1/"},
        {"https://a_b.x.org", "https://a_b.x.org/"},
    };
    for (const auto& c : cases) BOOST_TEST(href_of(c.address) == c.href);
}

BOOST_AUTO_TEST_CASE(some_addresses_lead_nowhere) {
    for (const char* address : {"", "https://", "http://", "https:///a", "https://a b", "https://x.org@y.org",
                                "https://user:pass@y.org", "javascript:alert(1)", "data:text/html,x",
                                "ftp://x.org", "www.x", "https://x.org:99999/", "https://\xff.org/"}) {
        BOOST_TEST(href_of(address) == "", address);
    }
    BOOST_TEST(href_of("https://x.org/" + std::string(2034, 'a')).size() == 2048U);
    BOOST_TEST(href_of("https://x.org/" + std::string(2035, 'a')) == "");
}

BOOST_AUTO_TEST_CASE(a_host_that_could_be_taken_for_another_is_shown_as_it_is_called) {
    const struct {
        const char* address;
        const char* shown;
    } cases[] = {
        {"https://bücher.de/ä", "https://bücher.de/ä"},
        {"https://中文.com", "https://中文.com"},
        {"https://пример.рф", "https://пример.рф"},
        // The second letter is Cyrillic.
        {"https://p\u0430ypal.com/a", "https://xn--pypal-4ve.com/a"},
        // All letters of the label are.
        {"https://\u0430\u0440\u0440\u04cf\u0435.com", "https://xn--80ak6aa92e.com/"},
    };
    for (const auto& c : cases) {
        const auto link = chat::parse_link(c.address);
        BOOST_REQUIRE(link);
        BOOST_TEST(link->shown == c.shown);
    }
}

BOOST_AUTO_TEST_SUITE_END()
