#include "core/media/confined_document.h"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/base/limits.h"
#include "core/media/confined_decoder.h"
#include "tests/support/document_files.h"

namespace {

const base::Limits limits;

const media::ConfinedDocuments& documents() {
    static const media::ConfinedDocuments one(media::document_programs(""));
    return one;
}
base::Result<media::Document> reading(const std::string& bytes) { return documents().read_document(bytes); }
std::string told(const base::Result<media::Document>& result) {
    return result ? "ok" : std::string(base::wire_code(result.error().code));
}
std::string outcome(const std::string& bytes) { return told(reading(bytes)); }

bool holds(const std::string& bytes, std::string_view part) { return bytes.find(part) != std::string::npos; }

std::uint32_t stripes(std::uint32_t x, std::uint32_t y) {
    return (x / 8 + y / 16) % 2 == 0 ? 0xE02020 : 0x20A0E0;
}
// Strokes as thin as those of small print.
std::uint32_t strokes(std::uint32_t x, std::uint32_t y) {
    return (x / 3 + y / 24) % 2 == 0 ? 0x101010 : 0xF0F0F0;
}

const std::string& small_webp() {
    static const std::string bytes = reading(support::png(90, 60, stripes)).value().bytes;
    return bytes;
}

// WebP and PNG that move.
std::string moving_webp() {
    return media::ConfinedDecoder(media::decoder_program()).decode(support::gif(60, 3)).value().full;
}
std::string moving_png() {
    return support::png(40, 40, stripes,
                        support::png_chunk("acTL", support::big_endian(2) + support::big_endian(0)));
}

// chatroom-image is somebody else's by now.
class StandIn {
public:
    explicit StandIn(const std::string& commands) {
        std::ofstream(path()) << "#!/bin/sh\n" << commands << "\n";
        std::filesystem::permissions(path(), std::filesystem::perms::owner_all);
    }
    media::ConfinedDocuments documents(base::Millis patience = base::Millis{20'000}) const {
        return media::ConfinedDocuments({.decoder = path(), .launcher = path(), .pdftoppm = path()},
                                        patience);
    }
    std::string path() const { return folder_.path() + "/stand-in"; }

private:
    support::ScratchFolder folder_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(confined_document)

BOOST_AUTO_TEST_CASE(each_kind_becomes_pixels_alone) {
    for (const auto& file :
         {support::small_jpeg(), support::png(90, 60, stripes), small_webp(), support::pdf()}) {
        const auto document = reading(file);
        BOOST_REQUIRE_EQUAL(told(document), "ok");
        BOOST_TEST(support::webp_chunks(document->bytes) == "VP8 ");
        BOOST_TEST(outcome(document->bytes) == "ok", "its own");
    }
    const auto document = reading(support::png(90, 60, stripes));
    BOOST_TEST(document->width == 90U);
    BOOST_TEST(document->height == 60U);
}

BOOST_AUTO_TEST_CASE(it_stands_upright_and_says_nothing_of_place_and_person) {
    const auto file = support::with_exif(support::small_jpeg(), 6, "Zebulon Quokka");
    BOOST_TEST(holds(file, "Zebulon"));
    const auto document = reading(file + "the end of the file");
    BOOST_REQUIRE_EQUAL(told(document), "ok");
    BOOST_TEST(document->width == 16U);
    BOOST_TEST(document->height == 24U);
    BOOST_TEST(support::webp_chunks(document->bytes) == "VP8 ");
    for (const auto* part : {"Zebulon", "Exif", "the end"}) BOOST_TEST(!holds(document->bytes, part), part);
    const auto texts =
        support::png(40, 40, stripes, support::png_chunk("tEXt", std::string("Comment\0my address", 18)));
    BOOST_TEST(!holds(reading(texts)->bytes, "my address"));
}

BOOST_AUTO_TEST_CASE(a_large_one_is_scaled_down_and_a_small_one_stays) {
    const auto large = reading(support::png(3000, 1000, stripes));
    BOOST_REQUIRE_EQUAL(told(large), "ok");
    BOOST_TEST(large->width == 2400U);
    BOOST_TEST(large->height == 800U);
    const auto tall = reading(support::png(500, 2401, stripes));
    BOOST_TEST(tall->height == 2400U);
    const auto small = reading(support::png(40, 30, stripes));
    BOOST_TEST(small->width == 40U);
    BOOST_TEST(small->height == 30U);
}

BOOST_AUTO_TEST_CASE(small_print_stays_legible) {
    constexpr std::uint32_t side = 360;
    const auto document = reading(support::png(side, side, strokes));
    BOOST_REQUIRE_EQUAL(told(document), "ok");
    const auto pixels = support::pixels_of(document->bytes);
    BOOST_REQUIRE_EQUAL(pixels.size(), 3U * side * side);
    int worst = 0;
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 1; x < side; x += 3) {
            const int was = static_cast<int>(strokes(x, y) & 0xFFU);
            worst = std::max(worst, std::abs(support::brightness(pixels, y * side + x) - was));
        }
    }
    BOOST_TEST(worst < 50, "in the middle of a stroke, of 224 between black and white");
}

BOOST_AUTO_TEST_CASE(what_shines_through_is_laid_on_white) {
    const auto glass = support::png(
        40, 40, [](auto, auto) { return 0x000000U; }, support::png_chunk("tRNS", std::string(6, '\0')));
    const auto document = reading(glass);
    BOOST_REQUIRE_EQUAL(told(document), "ok");
    BOOST_TEST(support::webp_chunks(document->bytes) == "VP8 ");
    BOOST_TEST(support::brightness(support::pixels_of(document->bytes), 820) > 250);
}

BOOST_AUTO_TEST_CASE(what_is_no_document_is_refused_by_its_content) {
    const std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"></svg>";
    const std::string office = "PK\x03\x04" + std::string(60, 'x');
    for (const auto& file :
         {support::gif(30, 1), support::gif(30, 3), svg, "<?xml version=\"1.0\"?>" + svg,
          std::string("My name is Anna Eriksson, and I am of age."), std::string(), office,
          std::string("<html><body>passport</body></html>"), std::string(" %PDF-1.7 after a blank"),
          std::string("%!PS-Adobe-3.0\n/Times findfont"), std::string("GIF89a%PDF-1.7"),
          std::string("II*\0\x08\0\0\0\0\0\0\0\0\0", 14),
          std::string("\0\0\0\x1C"
                      "ftypheic\0\0\0\0heic",
                      20)})
        BOOST_TEST(outcome(file) == "document_type", file.substr(0, 12));
    BOOST_TEST(outcome(moving_webp()) == "document_type");
    BOOST_TEST(outcome(moving_png()) == "document_type");
}

BOOST_AUTO_TEST_CASE(what_is_cut_or_wrong_inside_is_refused) {
    for (const auto& file : {support::small_jpeg(), support::png(200, 200, stripes), small_webp()}) {
        BOOST_TEST(outcome(file.substr(0, file.size() / 2)) == "document_damaged");
        BOOST_TEST(outcome(file.substr(0, 20)) == "document_damaged");
    }
    auto wrong_inside = support::png(200, 200, stripes);
    wrong_inside[60] = static_cast<char>(wrong_inside[60] ^ 0x55);
    BOOST_TEST(outcome(wrong_inside) == "document_damaged");
}

BOOST_AUTO_TEST_CASE(bombs_and_files_that_are_too_long_are_refused) {
    BOOST_TEST(outcome(support::png_of(40'000, 40'000, std::string(1000, '\0'))) == "document_pixels");
    BOOST_TEST(outcome(support::png_of(0x7FFFFFFF, 0x7FFFFFFF, std::string(1000, '\0'))) != "ok");
    BOOST_TEST(outcome(support::png_of(16, 16, std::string(200'000'000, '\0'))) != "document_effort");
    for (const auto* head : {"\xFF\xD8\xFF", "%PDF-1.7\n", "GIF89a"}) {
        BOOST_TEST(outcome(head + std::string(50'000'000, 'x')) == "document_bytes");
        BOOST_TEST(outcome(head + std::string(limits.document_bytes, 'x')) == "document_bytes");
    }
    const auto jpeg = support::small_jpeg();
    BOOST_TEST(outcome(jpeg + std::string(limits.document_bytes - jpeg.size(), 'x')) == "ok",
               "just as long as may be");
}

BOOST_AUTO_TEST_CASE(what_hides_in_a_picture_stays_behind) {
    const std::string script = "<html><script>alert(1)</script></html>PK\x03\x04%PDF-1.7";
    const auto length = support::big_endian(static_cast<std::uint32_t>(script.size() + 2)).substr(2);
    const auto jpeg = support::small_jpeg();
    const auto comment = jpeg.substr(0, 2) + "\xFF\xFE" + length + script + jpeg.substr(2);
    for (const auto& file :
         {jpeg + script, comment, support::png(40, 40, stripes) + script, small_webp() + script,
          support::png(40, 40, stripes, support::png_chunk("juNk", script)),
          support::small_jpeg() + support::pdf(), support::pdf() + support::small_jpeg()}) {
        const auto document = reading(file);
        BOOST_REQUIRE_EQUAL(told(document), "ok");
        BOOST_TEST(support::webp_chunks(document->bytes) == "VP8 ");
        for (const auto* part : {"script", "PK\x03\x04", "%PDF"})
            BOOST_TEST(!holds(document->bytes, part), part);
    }
    BOOST_TEST(outcome("GIF89a" + jpeg) == "document_type");
    BOOST_TEST(outcome("\xFF\xD8\xFF" + support::pdf()) == "document_damaged");
    BOOST_TEST(outcome("%PDF-" + jpeg) == "document_damaged");
}

BOOST_AUTO_TEST_CASE(a_decoder_that_dies_or_waits_is_a_clear_answer) {
    for (const auto* signal : {"SEGV", "ABRT", "BUS", "SYS"}) {
        const StandIn dying("kill -" + std::string(signal) + " $$");
        BOOST_TEST(told(dying.documents().read_document(support::small_jpeg())) == "document_damaged",
                   signal);
        BOOST_TEST(told(dying.documents().read_document(support::pdf())) == "document_damaged", signal);
    }
    for (const auto* end : {"kill -KILL $$", "kill -XCPU $$"})
        BOOST_TEST(told(StandIn(end).documents().read_document("x")) == "document_effort", end);
    const StandIn waiting("exec sleep 600");
    BOOST_TEST(told(waiting.documents(base::Millis{50}).read_document("x")) == "document_effort");
    BOOST_TEST(told(waiting.documents(base::Millis{50}).read_document(support::pdf())) == "document_effort");
    BOOST_TEST(outcome(support::small_jpeg()) == "ok", "the next one is read");
}

BOOST_AUTO_TEST_CASE(what_a_decoder_says_is_checked) {
    const auto saying = [](const std::string& commands) {
        return told(StandIn(commands).documents().read_document("x"));
    };
    // Verdict 1, sides of 10.
    const std::string good = R"(printf '\001\0\0\0\012\0\0\0\012\0\0\0'; head -c 532 /dev/zero;)";
    const std::string webp = R"(printf 'RIFF....WEBPVP8 x' >&3)";
    BOOST_TEST(saying(good + webp) == "ok");
    BOOST_TEST(saying(good + "printf '<script>' >&3") == "document_damaged");
    BOOST_TEST(saying(good) == "document_damaged");
    BOOST_TEST(saying("printf short") == "document_damaged");
    BOOST_TEST(saying("exit 0") == "document_damaged");
    BOOST_TEST(saying(good + webp + "; head -c 30000000 /dev/zero >&3") == "document_damaged", "too much");
    BOOST_TEST(saying("head -c 30000000 /dev/urandom") == "document_damaged");
    const std::string wide = R"(printf '\001\0\0\0\012\0\377\0\012\0\0\0'; head -c 532 /dev/zero;)";
    BOOST_TEST(saying(wide + webp) == "document_damaged");
    BOOST_CHECK_THROW((void)StandIn("exit 2").documents().read_document("x"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
