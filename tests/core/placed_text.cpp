#include <boost/test/unit_test.hpp>

#include <string>

#include "core/verification/placed_text.h"

namespace {

// A line in a grid of 20 pixels, at that height, each character 12 wide.
std::string boxes_of(const std::string& text, int bottom, int shift = 0) {
    std::string boxes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int left = 100 + static_cast<int>(i) * 20 + shift;
        if (text[i] == ' ') continue;
        boxes += std::string(1, text[i]) + " " + std::to_string(left) + " " + std::to_string(bottom) + " " +
                 std::to_string(left + 12) + " " + std::to_string(bottom + 18) + " 0\n";
    }
    return boxes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(placed_text)

BOOST_AUTO_TEST_CASE(lines_are_told_apart_by_their_places) {
    BOOST_TEST(
        verification::on_the_grid(boxes_of("ABCDEFGHIJKLMNO", 200) + boxes_of("0123456789<<<<<", 150)) ==
        "ABCDEFGHIJKLMNO\n0123456789<<<<<\n");
    BOOST_TEST(verification::on_the_grid("") == "");
    BOOST_TEST(verification::on_the_grid("no box\nA 1 2\nB 1 2 x 4 0\n") == "");
}

BOOST_AUTO_TEST_CASE(what_was_seen_twice_is_there_once) {
    auto boxes = boxes_of("X9HB5P<<<2ESP8904045", 200);
    const auto after = boxes.find("H ");
    boxes.insert(after, "O 130 200 138 218 0\n");
    BOOST_TEST(verification::on_the_grid(boxes) == "X9HB5P<<<2ESP8904045\n");
}

BOOST_AUTO_TEST_CASE(what_was_not_seen_keeps_its_place) {
    BOOST_TEST(verification::on_the_grid(boxes_of("ABCDEFG IJKLMNOPQRST", 200)) == "ABCDEFG?IJKLMNOPQRST\n");
    BOOST_TEST(verification::on_the_grid(boxes_of("ABCDEFG<<  <<NOPQRST", 200)) == "ABCDEFG<<<<<<NOPQRST\n");
}

BOOST_AUTO_TEST_CASE(a_grid_that_widens_is_followed) {
    std::string boxes;
    for (int i = 0; i < 44; ++i) {
        const int left = 100 + i * 20 + i * i / 20;
        boxes += "A " + std::to_string(left) + " 10 " + std::to_string(left + 12) + " 30 0\n";
    }
    BOOST_TEST(verification::on_the_grid(boxes) == std::string(44, 'A') + "\n");
}

BOOST_AUTO_TEST_CASE(numbers_at_the_end_of_what_can_be_do_no_harm) {
    const std::string wide = "A -2147483648 0 2147483647 1 0\n";
    std::string boxes;
    for (int i = 0; i < 5000; ++i)
        boxes += wide + "B 0 0 0 0 0\nC 2147483647 -2147483648 -2147483648 2147483647 0\n";
    BOOST_TEST(verification::on_the_grid(boxes).size() < boxes.size());
}

BOOST_AUTO_TEST_SUITE_END()
