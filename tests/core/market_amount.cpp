#include "core/market/amount.h"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace {

constexpr auto most = std::numeric_limits<std::uint64_t>::max();

std::string read(std::string_view text) {
    const auto minor = market::parse_decimal(text);
    return minor ? std::to_string(*minor) : "none";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(market_amount)

BOOST_AUTO_TEST_CASE(amounts_are_written_with_two_digits_after_the_point) {
    const auto written = [](std::uint64_t minor) {
        return market::decimal({.minor = minor, .currency = store::Currency::usd});
    };
    BOOST_TEST(written(0) == "0.00");
    BOOST_TEST(written(5) == "0.05");
    BOOST_TEST(written(100) == "1.00");
    BOOST_TEST(written(1230) == "12.30");
    BOOST_TEST(written(1'000'000) == "10000.00");
    BOOST_TEST(written(most) == "184467440737095516.15");
}

BOOST_AUTO_TEST_CASE(what_is_a_whole_number_of_minor_units_is_read_and_nothing_else) {
    const struct {
        std::string_view text;
        std::string minor;
    } rows[] = {{"12.30", "1230"},
                {"12.3", "1230"},
                {"12", "1200"},
                {"0", "0"},
                {"0.05", "5"},
                {"5.00000000", "500"},
                {"184467440737095516.15", std::to_string(most)},
                {"184467440737095516.16", "none"},
                {"99999999999999999999999999", "none"},
                {"12.345", "none"},
                {"0.001", "none"},
                {"", "none"},
                {".", "none"},
                {".5", "none"},
                {"5.", "none"},
                {"-1.00", "none"},
                {"+1.00", "none"},
                {" 1.00", "none"},
                {"1.00 ", "none"},
                {"1,00", "none"},
                {"1.0.0", "none"},
                {"1e2", "none"},
                {"0x10", "none"},
                {"007.00", "none"},
                {"NaN", "none"},
                {"\xd9\xa1.00", "none"}};
    for (const auto& row : rows) BOOST_TEST(read(row.text) == row.minor, row.text << ": " << read(row.text));
}

BOOST_AUTO_TEST_CASE(every_amount_comes_back_as_it_was_written) {
    for (std::uint64_t minor = 0; minor < 20'000; ++minor) {
        const auto text = market::decimal({.minor = minor, .currency = store::Currency::gbp});
        BOOST_REQUIRE_EQUAL(read(text), std::to_string(minor));
    }
}

BOOST_AUTO_TEST_SUITE_END()
