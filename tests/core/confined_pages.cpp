#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>

#include "core/media/confined_document.h"
#include "core/media/find_program.h"
#include "core/media/first_page.h"
#include "tests/support/document_files.h"

// The first page of PDFs, by strangers and by worse.
namespace {

using support::PdfPage;

const media::DocumentPrograms& programs() {
    static const auto all = media::document_programs("");
    return all;
}
base::Result<media::Document> reading(const std::string& bytes) {
    return media::ConfinedDocuments(programs()).read_document(bytes);
}
std::string told(const base::Result<media::Document>& result) {
    return result ? "ok" : std::string(base::wire_code(result.error().code));
}
std::string outcome(const std::string& bytes) { return told(reading(bytes)); }

bool is_refusal(const std::string& outcome) {
    return outcome == "document_damaged" || outcome == "document_effort" || outcome == "document_pdf";
}

// What of a page is dark, in percent.
int darkness(const media::Document& document) {
    const auto pixels = support::pixels_of(document.bytes);
    const auto count = pixels.size() / 3;
    std::size_t dark = 0;
    for (std::size_t i = 0; i < count; ++i) dark += support::brightness(pixels, i) < 128 ? 1U : 0U;
    return static_cast<int>(100 * dark / count);
}

// A drawing that draws another ten times, which draws another ten times, and so on.
std::string laughing(int levels) {
    PdfPage page{.resources = "/XObject<</X 5 0 R>>"};
    const auto ten_times = [] {
        std::string all;
        for (int i = 0; i < 10; ++i) all += "/X Do ";
        return all;
    };
    page.drawn = ten_times();
    for (int level = 0; level < levels; ++level) {
        const auto next = std::to_string(6 + level) + " 0 R";
        const bool last = level + 1 == levels;
        page.objects.push_back(
            support::pdf_stream(last ? "0 0 1 rg 0 0 9 9 re f" : ten_times(),
                                "/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<<" +
                                    (last ? std::string() : "/XObject<</X " + next + ">>") + ">>"));
    }
    return support::pdf(page);
}

std::string picture_of(const std::string& width, const std::string& height, const std::string& content) {
    return support::pdf({.drawn = "300 0 0 200 0 0 cm /P Do",
                         .resources = "/XObject<</P 5 0 R>>",
                         .objects = {support::pdf_stream(
                             content, "/Type/XObject/Subtype/Image/Width " + width + "/Height " + height +
                                          "/ColorSpace/DeviceRGB/BitsPerComponent 8"
                                          "/Filter/FlateDecode")}});
}

std::string repeated(const std::string& part, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += part;
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(confined_pages)

BOOST_AUTO_TEST_CASE(the_first_page_is_drawn_as_large_as_documents_are) {
    const auto page = reading(support::pdf());
    BOOST_REQUIRE_EQUAL(told(page), "ok");
    BOOST_TEST(page->width == 2400U);
    BOOST_TEST(page->height == 1600U);
    BOOST_TEST(darkness(*page) == 50, "the left half");
    const auto turned = reading(support::pdf({.page = "/Rotate 90"}));
    BOOST_TEST(turned->height == 2400U);
    const auto cropped = reading(support::pdf({.page = "/CropBox[0 0 150 200]"}));
    BOOST_TEST(darkness(*cropped) >= 99, "what a reader shows");
}

BOOST_AUTO_TEST_CASE(letters_that_a_pdf_does_not_bring_are_drawn_all_the_same) {
    for (const auto* font : {"Helvetica", "Courier-Bold", "NoSuchFont"}) {
        const auto page = reading(support::pdf(
            {.drawn = "BT /F 60 Tf 10 100 Td (MMMMM) Tj ET",
             .resources = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/" + std::string(font) + ">>>>"}));
        BOOST_REQUIRE_EQUAL(told(page), "ok");
        BOOST_TEST(darkness(*page) >= 2, font);
    }
}

BOOST_AUTO_TEST_CASE(one_that_is_locked_or_cut_is_refused) {
    const PdfPage locked{
        .trailer = "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]/Encrypt 5 0 R",
        .objects = {"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + repeated("5A", 32) + ">/U<" +
                    repeated("A5", 32) + ">>>"}};
    BOOST_TEST(outcome(support::pdf(locked)) == "document_pdf");
    const auto whole = support::pdf();
    BOOST_TEST(outcome(whole.substr(0, 9)) == "document_damaged");
    BOOST_TEST(outcome(whole.substr(0, 60)) == "document_damaged");
    BOOST_TEST(outcome("%PDF-1.7\n" + std::string(5000, 'x')) == "document_damaged");
    BOOST_TEST(outcome("%PDF-1.7\n" + std::string(5000, '\0')) == "document_damaged");
    BOOST_TEST(outcome(support::pdf_of({"<</Type/Catalog/Pages 2 0 R>>",
                                        "<</Type/Pages/Kids[]/Count 0>>"})) == "document_damaged");
    // Cut in its last third: what can be found is drawn, or it is refused.
    const auto most = outcome(whole.substr(0, whole.size() * 2 / 3));
    BOOST_TEST((most == "ok" || most == "document_damaged"), most);
}

BOOST_AUTO_TEST_CASE(no_wrong_byte_does_more_than_be_refused) {
    const auto whole = support::pdf(
        {.drawn = support::packed("0 0 1 rg 0 0 150 200 re f"), .filter = "/Filter/FlateDecode"});
    BOOST_TEST(outcome(whole) == "ok");
    for (std::size_t place = 9; place < whole.size(); place += whole.size() / 15) {
        auto wrong = whole;
        for (std::size_t i = place; i < std::min(place + 12, wrong.size()); ++i)
            wrong[i] = static_cast<char>(~wrong[i]);
        const auto result = outcome(wrong);
        BOOST_TEST((result == "ok" || is_refusal(result)), result);
    }
}

// Each says more than that it should be drawn. Whoever does as it says would draw, ask, open or execute something: the page is the same as without.
BOOST_AUTO_TEST_CASE(only_pixels_come_of_what_a_pdf_wants) {
    const support::ScratchFolder scratch;
    std::filesystem::permissions(scratch.path(), std::filesystem::perms::all);
    std::ofstream(scratch.path() + "/secret.jpg", std::ios::binary) << support::small_jpeg();
    const auto made = scratch.path() + "/made";
    const std::string script =
        "<</S/JavaScript/JS(app.alert\\(1\\); this.getField\\(\"x\"\\); while\\(1\\);)>>";
    const std::string launch = "<</S/Launch/F(/usr/bin/touch)/Unix<</F(/usr/bin/touch)/P(" + made + ")>>>>";
    const std::string submit = "<</S/SubmitForm/F<</FS/URL/F(http://127.0.0.1:1/)>>/Fields[]>>";
    const auto plain = reading(support::pdf());
    BOOST_REQUIRE_EQUAL(told(plain), "ok");
    const auto same = [&](const PdfPage& page) { return reading(support::pdf(page))->bytes == plain->bytes; };
    BOOST_TEST(same({.catalogue = "/OpenAction" + script}));
    BOOST_TEST(same({.catalogue = "/OpenAction" + launch}));
    BOOST_TEST(same({.catalogue = "/OpenAction<</S/URI/URI(http://127.0.0.1:1/)>>"}));
    BOOST_TEST(same({.page = "/AA<</O" + script + "/C" + launch + ">>"}));
    BOOST_TEST(
        same({.catalogue = "/AA<</WC" + submit + ">>/Names<</JavaScript<</Names[(a)" + script + "]>>>>"}));
    BOOST_TEST(same({.catalogue = "/Names<</EmbeddedFiles<</Names[(evil.exe)5 0 R]>>>>",
                     .objects = {"<</Type/Filespec/F(evil.exe)/EF<</F 6 0 R>>>>",
                                 support::pdf_stream("MZ evil", "/Type/EmbeddedFile")}}));
    BOOST_TEST(same(
        {.page = "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 300 200]/Border[0 0 0]/A" + launch + ">>]"}));
    BOOST_TEST(same({.catalogue = "/AcroForm<</XFA 5 0 R/Fields[]>>",
                     .objects = {support::pdf_stream("<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"/>")}}));
    const std::string outside =
        "/Type/XObject/Subtype/Image/Width 24/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8"
        "/F(" +
        scratch.path() + "/secret.jpg)/FFilter/DCTDecode";
    BOOST_TEST(same({.drawn = "0 0 1 rg 0 0 150 200 re f 100 0 0 100 170 50 cm /P Do",
                     .resources = "/XObject<</P 5 0 R>>",
                     .objects = {support::pdf_stream("", outside)}}));
    BOOST_TEST(same({.drawn = "0 0 1 rg 0 0 150 200 re f /R Do",
                     .resources = "/XObject<</R<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Ref<</F(" +
                                  scratch.path() + "/secret.pdf)/Page 0>>>>>>"}));
    BOOST_TEST(!std::filesystem::exists(made));
}

BOOST_AUTO_TEST_CASE(bombs_are_survived) {
    const std::string zeros(100'000'000, '\0');
    const std::string blanks(200'000'000, ' ');
    const std::pair<const char*, std::string> bombs[] = {
        {"a huge page", support::pdf({.box = "0 0 1e9 1e9"})},
        {"a page without end", support::pdf({.box = "0 0 1e38 3"})},
        {"a page of nothing", support::pdf({.box = "0 0 0 0"})},
        {"thousands of objects",
         support::pdf({.objects = std::vector<std::string>(100'000, "<</A[1 2 3]/B(text)>>")})},
        {"thousands of paths", support::pdf({.drawn = repeated("0 0 m 30 20 l 7 9 l h f ", 20'000)})},
        {"nested arrays", support::pdf({.catalogue = "/Deep " + repeated("[", 500'000)})},
        {"nested dictionaries", support::pdf({.page = "/Deep" + repeated("<</A", 300'000)})},
        {"nested states", support::pdf({.drawn = repeated("q ", 500'000)})},
        {"a tree of pages in a ring", support::pdf_of({"<</Type/Catalog/Pages 2 0 R>>",
                                                       "<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"})},
        {"a drawing that draws itself",
         support::pdf(
             {.drawn = "/X Do",
              .resources = "/XObject<</X 5 0 R>>",
              .objects = {support::pdf_stream(
                  "/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")}})},
        {"a picture of zeros", picture_of("10000", "10000", support::packed(zeros))},
        {"a picture of more than there is", picture_of("2000000000", "2000000000", "")},
        {"packed blanks", support::pdf({.drawn = support::packed(blanks), .filter = "/Filter/FlateDecode"})},
        {"packed twice", support::pdf({.drawn = support::packed(support::packed(blanks)),
                                       .filter = "/Filter[/FlateDecode/FlateDecode]"})},
        {"objects packed in a stream",
         support::pdf({.catalogue = "/Lang 9 0 R",
                       .objects = {support::pdf_stream(support::packed("9 0 " + blanks),
                                                       "/Type/ObjStm/N 1/First 4/Filter/FlateDecode")}})},
        {"a length that lies", support::pdf({.filter = "/Length 99999999999"})}};
    for (const auto& [what, file] : bombs) {
        const auto result = outcome(file);
        BOOST_TEST((result == "ok" || is_refusal(result)), what << ": " << result);
    }
    BOOST_TEST(outcome(support::pdf()) == "ok", "the next one is read");
}

BOOST_AUTO_TEST_CASE(one_that_would_be_drawn_for_ever_is_ended) {
    BOOST_TEST(outcome(laughing(2)) == "ok");
    const media::ConfinedDocuments hasty(programs(), base::Millis{2'000});
    BOOST_TEST(told(hasty.read_document(laughing(12))) == "document_effort");
    const auto paths = repeated("0 0 m 300 200 l 7 9 l h f ", 300'000);
    BOOST_TEST(told(hasty.read_document(support::pdf({.drawn = paths}))) == "document_effort");
}

BOOST_AUTO_TEST_CASE(a_machine_without_pdftoppm_says_so) {
    auto without = programs();
    without.pdftoppm.reset();
    const media::ConfinedDocuments none(without);
    BOOST_TEST(told(none.read_document(support::pdf())) == "document_pdf");
    BOOST_TEST(told(none.read_document(support::small_jpeg())) == "ok");
    without.pdftoppm = "/nonexistent/pdftoppm";
    BOOST_TEST(told(media::ConfinedDocuments(without).read_document(support::pdf())) == "document_pdf");
    BOOST_TEST(!media::document_programs("none").pdftoppm.has_value());
    BOOST_TEST(!media::document_programs("/nonexistent/pdftoppm").pdftoppm.has_value());
    BOOST_TEST(!media::find_program("pdftoppm", "/etc/passwd", "/usr/bin").has_value(), "no program");
    BOOST_TEST(!media::find_program("pdftoppm", "", "/nonexistent:relative:").has_value());
    BOOST_TEST((media::find_program("pdftoppm", "", "/nonexistent:/usr/bin") == programs().pdftoppm));
}

BOOST_AUTO_TEST_SUITE_END()
