#include "ws/frame.h"

#include <boost/test/unit_test.hpp>

#include "tests/ws/wire.h"

using support::take_frames;

namespace {

constexpr int text_opcode = 1;
constexpr int close_opcode = 8;

}  // namespace

BOOST_AUTO_TEST_SUITE(frame)

BOOST_AUTO_TEST_CASE(a_length_is_written_in_the_fewest_bytes_that_hold_it) {
    const struct {
        std::size_t length;
        std::size_t length_bytes;
    } cases[] = {{0, 0},   {1, 0},     {125, 0},   {126, 2},   {127, 2},   {255, 2},
                 {256, 2}, {65534, 2}, {65535, 2}, {65536, 8}, {65537, 8}, {1'000'000, 8}};
    for (const auto& c : cases) {
        const std::string payload(c.length, 'x');
        const auto frames = take_frames(*ws::text_frame(payload));
        BOOST_REQUIRE(frames.size() == 1U);
        BOOST_TEST(frames.front().length_bytes == c.length_bytes, c.length);
        BOOST_TEST((frames.front().payload == payload), c.length);
    }
}

BOOST_AUTO_TEST_CASE(the_examples_of_the_standard_come_out_byte_for_byte) {
    BOOST_TEST(*ws::text_frame("Hello") == "\x81\x05Hello");
    using namespace std::string_view_literals;
    BOOST_TEST((ws::text_frame(std::string(256, 'b'))->substr(0, 4) == "\x81\x7e\x01\x00"sv));
    BOOST_TEST((ws::text_frame(std::string(65536, 'b'))->substr(0, 10) ==
                "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"sv));
}

BOOST_AUTO_TEST_CASE(a_frame_is_whole_and_unmasked_and_sets_no_reserved_bit) {
    for (const std::size_t length : {0U, 125U, 126U, 65'535U, 65'536U}) {
        for (const auto& frame : take_frames(*ws::text_frame(std::string(length, 'x')))) {
            BOOST_TEST(frame.opcode == text_opcode);
            BOOST_TEST(frame.final);
            BOOST_TEST(!frame.masked);
            BOOST_TEST(frame.reserved == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(frames_in_a_row_come_apart_again) {
    using namespace std::string_literals;
    const std::vector<std::string> payloads{
        "one", "", std::string(126, 'a'), "nul \0 and é"s, std::string(70'000, 'b'), "last"};
    std::string row = "kept";
    for (const auto& payload : payloads) ws::append_text_frame(row, payload);
    BOOST_REQUIRE(row.starts_with("kept"));
    const auto frames = take_frames(std::string_view(row).substr(4));
    BOOST_REQUIRE(frames.size() == payloads.size());
    for (std::size_t i = 0; i < frames.size(); ++i) BOOST_TEST((frames[i].payload == payloads[i]), i);
}

BOOST_AUTO_TEST_CASE(a_close_frame_carries_its_code_alone) {
    for (const std::uint16_t code : {1000, 1001, 4400, 4401, 4408, 4409, 4999}) {
        const auto frames = take_frames(*ws::close_frame(code));
        BOOST_REQUIRE(frames.size() == 1U);
        BOOST_TEST(frames.front().opcode == close_opcode);
        BOOST_TEST(frames.front().final);
        BOOST_TEST(!frames.front().masked);
        BOOST_REQUIRE(frames.front().payload.size() == 2U);
        BOOST_TEST(support::big_endian(frames.front().payload) == code);
    }
}

BOOST_AUTO_TEST_SUITE_END()
