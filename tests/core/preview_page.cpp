#include "core/preview/page_reader.h"

#include <boost/test/unit_test.hpp>

#include "core/preview/clean_text.h"

namespace {

std::string title(std::string_view page, std::string_view charset = "utf-8") {
    return preview::read_head(page, charset).title;
}

std::string times(std::string_view text, std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += text;
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(preview_page)

BOOST_AUTO_TEST_CASE(a_page_speaks_for_itself_in_this_order) {
    const auto head = preview::read_head(
        "<!doctype html><html><head><title>Plain</title><meta name=description content=Words>"
        "<meta name='twitter:title' content=Bird><meta property=og:title content='Open &amp; graph'>"
        "<meta property=og:description content=Said><meta property='og:image' content='/p.png?a=1&amp;b=2'>"
        "</head><body>x</body></html>",
        "utf-8");
    BOOST_TEST(head.title == "Open & graph");
    BOOST_TEST(head.text == "Said");
    BOOST_TEST(head.picture == "/p.png?a=1&b=2");
    BOOST_TEST(title("<title>Plain</title><meta name='twitter:title' content=Bird>") == "Bird");
    BOOST_TEST(title("<title>Plain</title><meta property=og:title content=''>") == "Plain");
    BOOST_TEST(title("<TITLE>Caf&eacute; &#x1F600; &lt;b&gt;</TITLE>") == "Café 😀 <b>");
    BOOST_TEST(title("<meta PROPERTY='OG:Title' CONTENT=Loud>") == "Loud");
}

BOOST_AUTO_TEST_CASE(a_page_says_that_it_shows_a_video) {
    const auto video = [](const std::string& head) { return preview::read_head(head, "utf-8").video; };
    BOOST_TEST(video("<meta property=og:type content=video.other><title>Cat</title>"));
    BOOST_TEST(video("<meta property=og:type content=Video>"));
    BOOST_TEST(video("<meta property=og:video:url content=https://x.test/a.mp4>"));
    BOOST_TEST(!video("<meta property=og:type content=article><title>video</title>"));
    BOOST_TEST(!video("<title>Cat</title><body><meta property=og:type content=video>"));
}

BOOST_AUTO_TEST_CASE(what_stands_in_a_body_is_anybodys) {
    BOOST_TEST(title("<head><title>Mine</title></head><body><meta property=og:title content=Theirs>") ==
               "Mine");
    BOOST_TEST(title("<title>Mine</title><body><meta property=og:title content=Theirs>") == "Mine");
    BOOST_TEST(title("<title>Mine</title><p><meta property=og:title content=Theirs>") == "Mine");
    BOOST_TEST(title("<head></head><body><title>Theirs</title>").empty());
    BOOST_TEST(
        title("<head><title>Mine</title><script>'<meta property=og:title content=Theirs>'</script></head>") ==
        "Mine");
    BOOST_TEST(title("<head><!-- <title>No</title> --><title>Mine</title></head>") == "Mine");
    BOOST_TEST(
        title(
            "<head><noscript><link rel=stylesheet href=x></noscript><meta property=og:title content=Later></head>") ==
        "Later");
}

BOOST_AUTO_TEST_CASE(letters_are_read_as_they_were_meant) {
    const std::string cafe = "<title>Caf\xe9</title>";
    BOOST_TEST(title(cafe, "iso-8859-1") == "Café");
    BOOST_TEST(title(cafe, "") == "Café", "neither said nor UTF-8");
    BOOST_TEST(title("<title>Café</title>", "") == "Café");
    BOOST_TEST(title("<meta charset=windows-1251><title>\xcf\xf0\xe8\xe2\xe5\xf2</title>", "") == "Привет");
    BOOST_TEST(
        title(
            "<meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'><title>\x93\xfa\x96\x7b</title>",
            "") == "日本");
    BOOST_TEST(title("<meta charset=iso-8859-1><title>Café</title>", "utf-8") == "Café",
               "the header goes first");
    BOOST_TEST(title("\xEF\xBB\xBF<meta charset=iso-8859-1><title>Café</title>", "") == "Café",
               "the mark goes before all");
    BOOST_TEST(title(std::string("\xff\xfe<\0t\0i\0t\0l\0e\0>\0H\0i\0<\0/\0t\0i\0t\0l\0e\0>\0", 34), "") ==
               "Hi");
    BOOST_TEST(title("<title>Café</title>", "no-such-charset") == "Café");
    BOOST_TEST(title("<title>Café</title>", std::string(5000, 'x')) == "Café");
    BOOST_TEST(title("<meta charset=utf-16><title>Hi</title>", "") == "Hi");
}

BOOST_AUTO_TEST_CASE(hostile_pages_are_read_and_bounded) {
    BOOST_TEST(title("<title>" + std::string(1'000'000, 'x')).size() == 8192U);
    BOOST_TEST(title("<meta property=og:title content='" + std::string(900'000, 'x') + "'>").size() <= 8192U);
    BOOST_TEST(title(times("<div>", 100'000) + "<title>deep</title>").empty());
    BOOST_TEST(title(times("<noscript>", 100'000) + "<title>deep</title>").empty());
    BOOST_TEST(title(times("<meta name=a content=b>", 30'000) + "<title>late</title>") == "late");
    BOOST_TEST(title(times("<", 500'000)).empty());
    BOOST_TEST(title("<title" + times(" a=b", 200'000) + ">x</title>") == "x");
    BOOST_TEST(title(times("&amp", 200'000)).empty());
    BOOST_TEST(
        title("<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><title>&x;</title>").find("root:") ==
        std::string::npos);
    BOOST_TEST(title("").empty());
    BOOST_TEST(title(std::string("\0\0\0<title>a\0b</title>", 21)).find('\0') == std::string::npos);
    BOOST_TEST(title("<title>cut") == "cut");
}

BOOST_AUTO_TEST_CASE(texts_are_cleaned) {
    using preview::clean_text;
    BOOST_TEST(clean_text("  two \n\t words\u00a0\u2003here ", 100) == "two words here");
    BOOST_TEST(clean_text("bell\a esc\x1b[31m del\x7f c1\u0085x", 100) == "bell esc[31m del c1 x");
    BOOST_TEST(clean_text("\u202Eevil\u202C \u2066x\u2069 \u200Fy\u061C \uFEFFz\u200B", 100) == "evil x y z");
    BOOST_TEST(clean_text("a\U000E0041b\uE000c\uFFFFd", 100) == "abcd");
    BOOST_TEST(clean_text("👩‍💻 क्‍ष", 100) == "👩‍💻 क्‍ष");
    BOOST_TEST(clean_text("e" + times("\u0301", 50), 100) == "e" + times("\u0301", 4));
    BOOST_TEST(clean_text("abcdef", 3) == "abc…");
    BOOST_TEST(clean_text("abc", 3) == "abc");
    BOOST_TEST(clean_text("日本語の題名", 3) == "日本語…");
    BOOST_TEST(clean_text("bad\xff\xfe bytes\xc3", 100) == "bad bytes");
    BOOST_TEST(clean_text(" \u202E\u200B ", 100).empty());
    BOOST_TEST(clean_text("ab cd", 3) == "ab…");
}

BOOST_AUTO_TEST_SUITE_END()
