#include "core/view/quality_list.h"

#include <boost/test/unit_test.hpp>
#include <string>

namespace {

std::string order_of(std::string_view header) {
    std::string order;
    for (const auto& item : view::parse_quality_list(header)) {
        if (!order.empty()) order += ' ';
        order += item.value;
    }
    return order;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(view_quality_list)

BOOST_AUTO_TEST_CASE(items_come_out_by_weight_and_equals_in_their_order) {
    const struct {
        std::string_view header;
        std::string_view order;
    } cases[] = {
        {"", ""},
        {"en", "en"},
        {"da, en-GB;q=0.8, en;q=0.7", "da en-GB en"},
        {"en;q=0.7,da", "da en"},
        {"a;q=0.5, b;q=0.5, c", "c a b"},
        {"a;q=0.001, b;q=0.002", "b a"},
        {"text/html;level=1;q=0.4, text/plain;Q=0.5", "text/plain text/html"},
        {" \t a \t;\tq=1 , b", "a b"},
        {"a;q=0, b;q=0.0, c;q=0.000, d", "d"},
        {",,, a ,,", "a"},
    };
    for (const auto& c : cases) BOOST_TEST(order_of(c.header) == c.order, c.header);
}

BOOST_AUTO_TEST_CASE(an_item_with_an_unreadable_weight_is_left_out) {
    for (const char* weight : {"2", "1.1", "1.001", "0.1234", "-1", "abc", "", ".5", "0x1"}) {
        BOOST_TEST(order_of(std::string("a;q=") + weight + ", b;q=0.1") == "b", weight);
    }
}

BOOST_AUTO_TEST_CASE(a_header_of_any_length_costs_no_more_than_32_items) {
    std::string header;
    for (int i = 0; i < 10'000; ++i) header += "a,";
    BOOST_TEST(view::parse_quality_list(header).size() == 32U);
}

BOOST_AUTO_TEST_SUITE_END()
