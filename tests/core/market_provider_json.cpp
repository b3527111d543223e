#include "core/market/provider_json.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(market_provider_json)

BOOST_AUTO_TEST_CASE(whatever_json_comes_is_read_without_a_fault) {
    for (const auto* text :
         {"", "null", "[]", "{}", "7", "\"x\"", "{\"a\":", "{\"a\":{\"b\":1}}", "{\"a\":[1]}", "\xff\xfe"}) {
        const auto json = market::parse_json(text);
        BOOST_TEST(market::text_of(market::member(json, {"a", "b"})).empty());
        BOOST_TEST(market::word_of(market::first(market::member(json, {"a"}))).empty());
    }
    BOOST_TEST(market::parse_json(std::string(50'000, '[')).is_null());
    const auto deep = market::parse_json(std::string(50'000, '[') + std::string(50'000, ']'));
    BOOST_TEST(market::text_of(market::first(deep)).empty());
    BOOST_TEST(!market::number_of(market::parse_json("-1")));
    BOOST_TEST(!market::number_of(market::parse_json("1.0")));
    BOOST_TEST(!market::number_of(market::parse_json("\"1\"")));
    BOOST_TEST(market::number_of(market::parse_json("1")).value() == 1U);
}

BOOST_AUTO_TEST_CASE(names_that_could_leave_their_place_in_an_address_are_none) {
    for (const auto* text : {"pi_3Nx", "5O190127TN364715T", "WH-2WR32451HC0233532-67976317FL4543714", "a.b"})
        BOOST_TEST(market::is_word(text), text);
    for (const auto* text : {"", ".", "..", "a/../b", "a/b", "a?b", "a b", "a%2fb", "a\nb", "<b>", "ä"})
        BOOST_TEST(!market::is_word(text), text);
    BOOST_TEST(market::is_word(std::string(255, 'a')));
    BOOST_TEST(!market::is_word(std::string(256, 'a')));
}

BOOST_AUTO_TEST_CASE(buyers_are_sent_to_pages_alone) {
    const auto page = [](const std::string& text) { return market::page_of(nlohmann::json(text)); };
    for (const auto* text : {"https://checkout.stripe.com/c/pay/cs_1#fid%20", "http://127.0.0.1:4000/i/1"})
        BOOST_TEST(page(text) == text);
    for (const auto* text :
         {"", "javascript:alert(1)", "http://example.org/", "http://127.0.0.1.example.org/", "//example.org",
          "https://a b", "https://a\r\nSet-Cookie: x", "https://a\"><b>"})
        BOOST_TEST(page(text).empty(), text);
    BOOST_TEST(page("https://" + std::string(2040, 'a')).size() == 2048U);
    BOOST_TEST(page("https://" + std::string(2041, 'a')).empty());
}

BOOST_AUTO_TEST_SUITE_END()
