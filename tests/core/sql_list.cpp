#include "core/store/sql_list.h"

#include <boost/test/unit_test.hpp>
#include <numeric>
#include <set>

namespace {

constexpr int longest = 200;

std::vector<int> numbers(int count) {
    std::vector<int> items(static_cast<std::size_t>(count));
    std::iota(items.begin(), items.end(), 0);
    return items;
}

struct Blocks {
    std::vector<int> items;
    std::multiset<std::size_t> sizes;
    void operator()(std::span<const int> block) {
        items.insert(items.end(), block.begin(), block.end());
        sizes.insert(block.size());
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(sql_list)

BOOST_AUTO_TEST_CASE(a_list_of_any_length_has_all_its_items_in_few_statements_of_few_sizes) {
    std::set<std::size_t> sizes;
    for (int count = 0; count <= longest; ++count) {
        Blocks seen;
        store::in_lists(numbers(count), [&](std::span<const int> block) { seen(block); });
        BOOST_TEST(seen.sizes.size() == (static_cast<std::size_t>(count) + 63) / 64, count);
        seen.items.erase(std::unique(seen.items.begin(), seen.items.end()), seen.items.end());
        BOOST_TEST(seen.items == numbers(count), boost::test_tools::per_element());
        sizes.insert(seen.sizes.begin(), seen.sizes.end());
    }
    BOOST_TEST(sizes == (std::set<std::size_t>{1, 4, 16, 64}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(blocks_have_each_item_once) {
    std::set<std::size_t> sizes;
    for (int count = 0; count <= longest; ++count) {
        Blocks seen;
        store::in_blocks(numbers(count), [&](std::span<const int> block) { seen(block); });
        BOOST_TEST(seen.items == numbers(count), boost::test_tools::per_element());
        if (count <= 64) BOOST_TEST(seen.sizes.size() <= 2U, count);
        sizes.insert(seen.sizes.begin(), seen.sizes.end());
    }
    BOOST_TEST(sizes.size() == 33U, "1 to 32 and 64");
}

BOOST_AUTO_TEST_CASE(a_list_beyond_the_largest_block_is_filled_up_to_a_multiple) {
    BOOST_TEST(store::padded(std::span<const int>(numbers(65))).size() == 128U);
    BOOST_TEST(store::padded(std::span<const int>()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
