#include "core/media/confined_decoder.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "core/base/file_descriptor.h"
#include "core/media/child_process.h"
#include "tests/support/picture_files.h"
#include "tests/support/scratch_folder.h"

namespace {

const media::ConfinedDecoder decoder(media::decoder_program());

std::string told(const base::Result<media::Decoded>& result) {
    return result ? "ok" : std::string(base::wire_code(result.error().code));
}
std::string decoding(const std::string& bytes) { return told(decoder.decode(bytes)); }

std::uint32_t stripes(std::uint32_t x, std::uint32_t y) {
    return (x / 8 + y / 16) % 2 == 0 ? 0xE02020 : 0x20A0E0;
}

// Soft waves, as photographs have them.
std::uint32_t waves(std::uint32_t x, std::uint32_t y, std::uint32_t side) {
    const double u = static_cast<double>(x) / side;
    const double v = static_cast<double>(y) / side;
    const auto grey = static_cast<std::uint32_t>(
        255 * (0.5 + 0.3 * std::sin(5 * u + 2 * v) * std::cos(3 * v) + 0.2 * u * v));
    return grey << 16 | grey << 8 | grey;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(confined_decoder)

BOOST_AUTO_TEST_CASE(a_picture_becomes_two_and_says_how_large_they_are) {
    const auto decoded = decoder.decode(support::png(900, 600, stripes));
    BOOST_REQUIRE_EQUAL(told(decoded), "ok");
    BOOST_TEST(decoded->width == 900U);
    BOOST_TEST(decoded->height == 600U);
    BOOST_TEST(decoded->thumb_width == 640U);
    BOOST_TEST(decoded->thumb_height == 427U);
    BOOST_TEST(decoded->frames == 1U);
    BOOST_TEST(support::webp_chunks(decoded->full) == "VP8 ");
    BOOST_TEST(support::webp_chunks(decoded->thumb) == "VP8 ");
    BOOST_TEST(support::webp_chunks(decoded->blur) == "VP8 ");
    BOOST_TEST(decoded->blur.size() < 300U);
}

BOOST_AUTO_TEST_CASE(all_four_kinds_are_read_and_a_large_one_is_scaled_down) {
    BOOST_TEST(decoding(support::small_jpeg()) == "ok");
    BOOST_TEST(decoding(support::gif(20, 1)) == "ok");
    const auto large = decoder.decode(support::png(3000, 1000, stripes));
    BOOST_REQUIRE_EQUAL(told(large), "ok");
    BOOST_TEST(large->width == 2560U);
    BOOST_TEST(large->height == 853U);
    BOOST_TEST(decoding(large->full) == "ok", "its own WebP");
}

BOOST_AUTO_TEST_CASE(it_is_turned_upright_and_says_nothing_of_place_and_person) {
    const auto plain = decoder.decode(support::small_jpeg());
    const auto file = support::with_exif(support::small_jpeg(), 6, "Zebulon Quokka");
    BOOST_TEST(file.find("Zebulon") != std::string::npos);
    const auto turned = decoder.decode(file);
    BOOST_REQUIRE(plain.ok());
    BOOST_REQUIRE_EQUAL(told(turned), "ok");
    BOOST_TEST(plain->width == 24U);
    BOOST_TEST(turned->width == 16U);
    BOOST_TEST(turned->height == 24U);
    for (const auto& bytes : {turned->full, turned->thumb, turned->blur}) {
        BOOST_TEST(support::webp_chunks(bytes) == "VP8 ");
        BOOST_TEST(bytes.find("Zebulon") == std::string::npos);
        BOOST_TEST(bytes.find("Exif") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(texts_and_profiles_of_a_png_stay_behind) {
    const auto extra = support::png_chunk("tEXt", std::string("Comment\0my address", 18)) +
                       support::png_chunk("eXIf", std::string("II*\0\x08\0\0\0\0\0\0\0\0\0", 14));
    const auto decoded = decoder.decode(support::png(40, 40, stripes, extra));
    BOOST_REQUIRE_EQUAL(told(decoded), "ok");
    BOOST_TEST(support::webp_chunks(decoded->full) == "VP8 ");
    BOOST_TEST(decoded->full.find("my address") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_refused_by_its_content) {
    const std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"></svg>";
    BOOST_TEST(decoding(svg) == "picture_type");
    BOOST_TEST(decoding("<?xml version=\"1.0\"?>" + svg) == "picture_type");
    BOOST_TEST(decoding("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n") == "picture_type");
    BOOST_TEST(decoding("GIF8") == "picture_type");
    BOOST_TEST(decoding("") == "picture_type");
    BOOST_TEST(decoding(std::string("II*\0\x08\0\0\0\0\0\0\0\0\0", 14)) == "picture_type", "TIFF");
    BOOST_TEST(decoding(std::string("\0\0\0\x1C"
                                    "ftypavif\0\0\0\0avif",
                                    20)) == "picture_type",
               "AVIF");
    BOOST_TEST(decoding(std::string("\0\0\0\x18"
                                    "ftypisom\0\0\0\0mp42",
                                    20)) == "picture_type",
               "a video is for others to read");
}

BOOST_AUTO_TEST_CASE(what_is_cut_or_wrong_inside_is_refused) {
    const auto jpeg = support::small_jpeg();
    const auto whole_png = support::png(200, 200, stripes);
    for (const auto& file : {jpeg, whole_png}) {
        BOOST_TEST(decoding(file.substr(0, file.size() / 2)) == "picture_damaged");
        BOOST_TEST(decoding(file.substr(0, file.size() - 30)) == "picture_damaged");
        BOOST_TEST(decoding(file.substr(0, 20)) == "picture_damaged");
    }
    const auto animation = support::gif(60, 3);
    BOOST_TEST(decoding(animation.substr(0, 30)) == "picture_damaged");
    const auto half = decoder.decode(animation.substr(0, animation.size() / 2));
    BOOST_REQUIRE_EQUAL(told(half), "ok");
    BOOST_TEST(half->frames < 3U, "what is whole of it");
    const auto webp = decoder.decode(whole_png)->full;
    BOOST_TEST(decoding(webp.substr(0, webp.size() / 2)) == "picture_damaged");
    auto wrong_inside = whole_png;
    wrong_inside[60] = static_cast<char>(wrong_inside[60] ^ 0x55);
    BOOST_TEST(decoding(wrong_inside) == "picture_damaged");
    BOOST_TEST(decoding(std::string("RIFF\x30\0\0\0WEBPVP8 ", 16) + std::string(40, 'x')) ==
               "picture_damaged");
}

BOOST_AUTO_TEST_CASE(what_hides_behind_a_picture_stays_behind) {
    const std::string script = "<script>alert(1)</script>PK\x03\x04";
    for (const auto& file : {support::small_jpeg(), support::png(40, 40, stripes), support::gif(30, 1)}) {
        const auto decoded = decoder.decode(file + script);
        BOOST_REQUIRE_EQUAL(told(decoded), "ok");
        BOOST_TEST(decoded->full.find("script") == std::string::npos);
        BOOST_TEST(decoded->full.find("PK\x03\x04") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(bombs_are_refused_by_their_head_and_survived_by_their_body) {
    BOOST_TEST(decoding(support::png_of(40'000, 40'000, std::string(1000, '\0'))) == "picture_pixels");
    BOOST_TEST(decoding(support::png_of(0x7FFFFFFF, 0x7FFFFFFF, std::string(1000, '\0'))) != "ok");
    BOOST_TEST(decoding(support::png_of(6325, 6325, std::string(1000, '\0'))) == "picture_pixels",
               "40,005,625");
    // More packed zeros than the head speaks of: 200 MB of them.
    BOOST_TEST(decoding(support::png_of(16, 16, std::string(200'000'000, '\0'))) != "picture_effort");
    // The most that is allowed, from 120 KB.
    const auto most =
        decoder.decode(support::png_of(6320, 6320, std::string((6320ULL * 3 + 1) * 6320, '\0')));
    BOOST_REQUIRE_EQUAL(told(most), "ok");
    BOOST_TEST(most->width == 2560U);
}

BOOST_AUTO_TEST_CASE(a_small_animation_moves_on_and_a_long_one_stands_still) {
    const auto moving = decoder.decode(support::gif(60, 12));
    BOOST_REQUIRE_EQUAL(told(moving), "ok");
    BOOST_TEST(moving->frames == 12U);
    BOOST_TEST(moving->height == 60U);
    BOOST_TEST(support::webp_chunks(moving->full).starts_with("VP8XANIMANMF"));
    BOOST_TEST(support::webp_chunks(moving->thumb) == "VP8 ");
    const auto again = decoder.decode(moving->full);
    BOOST_REQUIRE_EQUAL(told(again), "ok");
    BOOST_TEST(again->frames == 12U);
    const auto many = decoder.decode(support::gif(10, 5000));
    BOOST_REQUIRE_EQUAL(told(many), "ok");
    BOOST_TEST(many->frames == 1U);
    const auto large = decoder.decode(support::gif(60, 30, 1000));
    BOOST_REQUIRE_EQUAL(told(large), "ok");
    BOOST_TEST(large->frames == 1U, "30 million pixels");
}

BOOST_AUTO_TEST_CASE(pictures_that_look_alike_have_hashes_that_do_too) {
    const auto wavy = [](std::uint32_t side) {
        return support::png(side, side,
                            [side](std::uint32_t x, std::uint32_t y) { return waves(x, y, side); });
    };
    const auto one = decoder.decode(wavy(600));
    const auto smaller = decoder.decode(wavy(200));
    const auto other = decoder.decode(support::png(300, 300, stripes));
    BOOST_REQUIRE(one.ok() && smaller.ok() && other.ok());
    const auto apart = [](const auto& a, const auto& b) {
        return std::popcount(a->perceptual_hash ^ b->perceptual_hash);
    };
    BOOST_TEST(apart(one, smaller) <= 6);
    BOOST_TEST(apart(one, other) >= 16);
}

// The program itself tries what somebody would who had taken it over.
BOOST_AUTO_TEST_CASE(whoever_takes_it_over_is_killed_at_the_first_step) {
    const support::ScratchFolder folder;
    const auto trying = [&](const std::string& what) {
        const auto script = folder.path() + "/try";
        std::ofstream(script) << "#!/bin/sh\nexec " << media::decoder_program() << " --try " << what << "\n";
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        const base::FileDescriptor none(media::open_memory_file("none"));
        const std::array<media::Handed, 4> handed{
            {{none.get(), 0}, {none.get(), 1}, {none.get(), 3}, {none.get(), 4}}};
        return media::run(script, handed, base::Millis{20'000}).status;
    };
    for (const char* what : {"open", "socket", "fork", "exec", "kill", "code"})
        BOOST_TEST(trying(what) == 128 + SIGSYS, what);
    BOOST_TEST(trying("nothing") == 3, "the rest of the way is open");
}

BOOST_AUTO_TEST_CASE(one_that_does_not_end_is_ended) {
    const support::ScratchFolder folder;
    const auto script = folder.path() + "/sleeper";
    std::ofstream(script) << "#!/bin/sh\nexec sleep 600\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    const media::ConfinedDecoder sleeper(script, base::Millis{50});
    BOOST_TEST(told(sleeper.decode("x")) == "picture_effort");
    BOOST_CHECK_THROW((void)media::ConfinedDecoder(folder.path() + "/absent").decode("x"), std::exception);
}

// It may be anybody's by now, so nothing it says is believed.
BOOST_AUTO_TEST_CASE(what_a_decoder_says_is_checked) {
    const support::ScratchFolder folder;
    const auto script = folder.path() + "/liar";
    const auto saying = [&](const std::string& commands) {
        std::ofstream(script) << "#!/bin/sh\n" << commands << "\n";
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        return told(media::ConfinedDecoder(script).decode("x"));
    };
    // Verdict 1, sides of 10, one frame; no blur.
    const std::string good =
        R"(printf '\001\0\0\0\012\0\0\0\012\0\0\0\012\0\0\0\012\0\0\0\001\0\0\0'; head -c 512 /dev/zero;)";
    const std::string webp = R"(printf 'RIFF....WEBPVP8 x')";
    BOOST_TEST(saying(good + webp + " >&3;" + webp + " >&4") == "ok");
    BOOST_TEST(saying(good + "printf '<script>' >&3;" + webp + " >&4") == "picture_damaged");
    BOOST_TEST(saying(good + webp + " >&3; printf '<script>' >&4") == "picture_damaged");
    BOOST_TEST(saying("printf 'short'") == "picture_damaged");
    BOOST_TEST(saying("exit 0") == "picture_damaged");
    const std::string wide =
        R"(printf '\001\0\0\0\012\0\377\0\012\0\0\0\012\0\0\0\012\0\0\0\001\0\0\0'; head -c 512 /dev/zero;)";
    BOOST_TEST(saying(wide + webp + " >&3;" + webp + " >&4") == "picture_damaged");
}

BOOST_AUTO_TEST_SUITE_END()
