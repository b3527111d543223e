#include "core/chat/body.h"

#include <boost/test/unit_test.hpp>

namespace {

const base::Limits limits;

// The body as it would be stored, or the wire code of the refusal in angle brackets.
std::string checked(std::string_view body) {
    const auto result = chat::check_body(body, limits);
    return result ? *result : "<" + std::string(base::wire_code(result.error().code)) + ">";
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    while (count-- > 0) out += text;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(body)

BOOST_AUTO_TEST_CASE(bodies_are_trimmed_and_have_line_feeds_for_line_breaks) {
    const struct {
        const char* typed;
        const char* stored;
    } cases[] = {
        {"hello", "hello"},
        {"  hello  ", "hello"},
        {"\r\n\thello\n\n", "hello"},
        {"\u00a0\u3000hello\u2003\u2028", "hello"},
        {"a\r\nb\rc\nd", "a\nb\nc\nd"},
        {"a\r\r\nb", "a\n\nb"},
        {"a\n\n\nb", "a\n\n\nb"},
        {"a\tb  c", "a\tb  c"},
        {"<b>&amp;\"'", "<b>&amp;\"'"},
        {"مرحبا", "مرحبا"},
        {"👩‍👩‍👧‍👦 नमस्ते", "👩‍👩‍👧‍👦 नमस्ते"},
    };
    for (const auto& c : cases) BOOST_TEST(checked(c.typed) == c.stored);
}

BOOST_AUTO_TEST_CASE(a_body_of_white_space_is_empty) {
    for (const char* body : {"", " ", "\n", "\r\n\r\n", "\t \n", "\u00a0", "\u3000\u2003\u2028\u2029"}) {
        BOOST_TEST(checked(body) == "<body_empty>");
    }
}

BOOST_AUTO_TEST_CASE(control_characters_cannot_be_posted) {
    using namespace std::string_view_literals;
    for (const auto body : {"a\0b"sv, "\0"sv, "\x01"sv, "a\x1b[31m"sv, "\x7f"sv, "a\b"sv, "\v"sv, "\f"sv,
                            "\xc2\x80"sv, "\xc2\x9f"sv}) {
        BOOST_TEST(checked(body) == "<body_invalid>");
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_cannot_be_posted) {
    const struct {
        const char* what;
        std::string_view body;
    } cases[] = {
        {"a lone continuation byte", "a\x80"},
        {"a character cut short", "a\xe2\x82"},
        {"an overlong slash", "\xc0\xaf"},
        {"an overlong three-byte form", "\xe0\x80\xaf"},
        {"a surrogate", "\xed\xa0\x80"},
        {"above U+10FFFF", "\xf4\x90\x80\x80"},
        {"Latin-1", "caf\xe9"},
        {"0xFF", "\xff"},
    };
    for (const auto& c : cases) BOOST_TEST(checked(c.body) == "<body_invalid>", c.what);
}

BOOST_AUTO_TEST_CASE(four_thousand_code_points_are_the_most) {
    const struct {
        const char* what;
        std::string body;
        bool fits;
    } cases[] = {
        {"4000 letters", repeated("x", 4000), true},
        {"4001 letters", repeated("x", 4001), false},
        {"4000 characters of four bytes", repeated("😀", 4000), true},
        {"4001 characters of four bytes", repeated("😀", 4001), false},
        {"white space around does not count", repeated(" ", 500) + repeated("x", 4000) + repeated("\n", 500),
         true},
        {"white space within counts", "x" + repeated(" ", 3999) + "x", false},
        {"a CRLF counts as one", repeated("x", 1999) + repeated("\r\n", 2000) + "x", true},
    };
    for (const auto& c : cases) BOOST_TEST((checked(c.body) != "<body_too_long>") == c.fits, c.what);
}

BOOST_AUTO_TEST_CASE(client_ids_are_short_words_of_plain_characters) {
    using namespace std::string_view_literals;
    const std::string longest(limits.client_id_length, 'a');
    for (const std::string_view id : {"a"sv, "0"sv, "-"sv, "_"sv, "aZ09-_"sv,
                                      "8b1f0c77-d29e-4a5f-9b3e-61c2a4d7f08e"sv, std::string_view(longest)}) {
        BOOST_TEST(chat::valid_client_id(id, limits), id);
    }
    const std::string too_long = longest + "a";
    for (const std::string_view id :
         {""sv, " "sv, "a b"sv, "a."sv, "a\0"sv, "é"sv, "a\n"sv, "'"sv, std::string_view(too_long)}) {
        BOOST_TEST(!chat::valid_client_id(id, limits), id);
    }
}

BOOST_AUTO_TEST_SUITE_END()
