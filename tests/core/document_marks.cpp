#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/media/confined_document.h"
#include "tests/support/document_files.h"

// What a reviewer sees of a document: never without a word of who looks.
namespace {

const media::ConfinedDocuments& documents() {
    static const media::ConfinedDocuments one(media::document_programs(""));
    return one;
}
media::Document document_of(std::uint32_t width, std::uint32_t height, std::uint32_t colour) {
    return documents().read_document(support::png(width, height, [=](auto, auto) { return colour; })).value();
}

const std::string who = "Ayşe Yılmaz · 2026-11-30 · 1234";

// Of a plain document with its mark: how much of each piece of this side is not as it was, in percent.
struct Seen {
    int least = 100;  // of all pieces
    int most = 0;
};
Seen seen(const media::Document& document, const std::string& text, std::uint32_t side) {
    const auto was = support::pixels_of(document.bytes);
    const auto is = support::pixels_of(documents().marked(document.bytes, text));
    BOOST_REQUIRE_EQUAL(is.size(), was.size());
    Seen seen;
    for (std::uint32_t top = 0; top + side <= document.height; top += side) {
        for (std::uint32_t left = 0; left + side <= document.width; left += side) {
            int changed = 0;
            for (std::uint32_t i = 0; i < side * side; ++i) {
                const auto place = (top + i / side) * document.width + left + i % side;
                changed +=
                    std::abs(support::brightness(is, place) - support::brightness(was, place)) > 24 ? 1 : 0;
            }
            const int share = static_cast<int>(100 * changed / (side * side));
            seen.least = std::min(seen.least, share);
            seen.most = std::max(seen.most, share);
        }
    }
    return seen;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(document_marks)

BOOST_AUTO_TEST_CASE(it_is_all_over_on_light_and_on_dark_and_hides_nothing) {
    for (const std::uint32_t colour : {0xFFFFFFU, 0x000000U, 0x808080U, 0xC03030U, 0x203080U}) {
        const auto document = document_of(900, 600, colour);
        const auto found = seen(document, who, 150);
        BOOST_TEST(found.least >= 3, "no piece as large as a face in it is without: " << found.least);
        BOOST_TEST(found.most <= 40, "most of it is as it was: " << found.most);
    }
}

BOOST_AUTO_TEST_CASE(it_is_as_large_as_the_document_asks_and_is_a_jpeg_of_the_same_size) {
    for (const auto& [width, height] :
         {std::pair(2400U, 1700U), std::pair(1700U, 2400U), std::pair(300U, 200U)}) {
        const auto document = document_of(width, height, 0xE8E8E0);
        const auto marked = documents().marked(document.bytes, who);
        BOOST_TEST(marked.starts_with("\xFF\xD8\xFF"));
        BOOST_TEST(marked.find("Exif") == std::string::npos);
        BOOST_TEST(support::pixels_of(marked).size() == std::size_t{3} * width * height);
        const auto found = seen(document, who, std::max(width, height) / 5);
        BOOST_TEST(found.least >= 3);
        BOOST_TEST(found.most <= 40);
    }
}

BOOST_AUTO_TEST_CASE(it_says_what_it_is_told_in_any_script) {
    const auto document = document_of(600, 400, 0xFFFFFF);
    const auto one = documents().marked(document.bytes, who);
    BOOST_TEST(one == documents().marked(document.bytes, who));
    BOOST_TEST(one != documents().marked(document.bytes, "Somebody · 2026-11-30 · 1234"));
    for (const auto* text : {"عائشة محمد · 12", "अनीता शर्मा · 12", "王小明 · 12", "<b>&amp; \"12\" %s\n"})
        BOOST_TEST(seen(document, text, 200).least >= 2, text);
    // Words and no commands.
    BOOST_TEST(documents().marked(document.bytes, "<b>x</b>") != documents().marked(document.bytes, "x"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_marked_is_shown_to_nobody) {
    const auto document = document_of(60, 40, 0xFFFFFF);
    BOOST_CHECK_THROW((void)documents().marked(document.bytes, ""), std::runtime_error);
    BOOST_CHECK_THROW((void)documents().marked(document.bytes, "\xFF\xFE"), std::runtime_error);
    BOOST_CHECK_THROW((void)documents().marked("", who), std::runtime_error);
    BOOST_CHECK_THROW((void)documents().marked(document.bytes.substr(0, 30), who), std::runtime_error);
    BOOST_CHECK_THROW((void)documents().marked(support::small_jpeg(), who), std::runtime_error);
    BOOST_CHECK_THROW(
        (void)media::ConfinedDocuments({.decoder = "/nonexistent", .launcher = "", .pdftoppm = {}})
            .marked(document.bytes, who),
        std::exception);
    const support::ScratchFolder folder;
    const auto script = folder.path() + "/stand-in";
    for (const auto* commands : {"exit 1", "kill -SEGV $$", "exec sleep 600", "printf '<script>' >&3"}) {
        std::ofstream(script) << "#!/bin/sh\n" << commands << "\n";
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        const media::ConfinedDocuments taken_over({.decoder = script, .launcher = "", .pdftoppm = {}},
                                                  base::Millis{300});
        BOOST_CHECK_THROW((void)taken_over.marked(document.bytes, who), std::runtime_error);
    }
}

BOOST_AUTO_TEST_SUITE_END()
