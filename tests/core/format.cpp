#include "core/chat/format.h"

#include <simdjson.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <random>

#include "core/base/limits.h"
#include "core/chat/body.h"

namespace {

const chat::Mentions people{
    {"Ana", base::ParticipantId(17)}, {"小明", base::ParticipantId(3)}, {"b.", base::ParticipantId(4)}};

std::string formatted(std::string_view body) { return chat::format_of(body, people); }

std::string repeated(std::string_view text, std::size_t count) {
    std::string out;
    while (count-- > 0) out += text;
    return out;
}

struct Case {
    const char* body;
    const char* format;  // "" : plain
};
void check(std::initializer_list<Case> cases) {
    for (const auto& c : cases)
        BOOST_TEST(formatted(c.body) == c.format,
                   "the body was: " << c.body << ", its format: " << formatted(c.body));
}

// The texts of a format, one after the other, without addresses.
std::string texts_of(const std::string& format) {
    simdjson::dom::parser parser;
    std::string out;
    for (const simdjson::dom::array block :
         simdjson::dom::array(parser.parse(simdjson::padded_string(format)))) {
        for (std::size_t i = 1; i < block.size(); ++i) {
            const simdjson::dom::element run = block.at(i);
            out += run.is_string() ? std::string_view(run) : std::string_view(run.at(1));
        }
    }
    return out;
}

std::string letters_and_digits(std::string_view text) {
    std::string out;
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t i = 0; i < size;) {
        const int32_t begin = i;
        UChar32 c = 0;
        U8_NEXT(text.data(), i, size, c);
        if (u_isalnum(c))
            out += text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
    }
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(format)

BOOST_AUTO_TEST_CASE(words_alone_have_no_format) {
    for (const char* body : {"hello",
                             "hello, world! 1 < 2 & 3",
                             "one\ntwo",
                             "2*3*4",
                             "a * b * c",
                             "snake_case_name",
                             "** **",
                             "x > y",
                             ">_<",
                             ">:(",
                             "@nobody",
                             "ana@example.org",
                             "``",
                             "```\nopen",
                             " https:// ",
                             "www.",
                             "www.nothing",
                             "javascript:alert(1)",
                             "data:text/html,x",
                             "ftp://x.org",
                             "# heading",
                             "1. one",
                             "- item",
                             "---",
                             "    indented",
                             "[a](b)",
                             "![a](b)",
                             "<b>bold</b>",
                             "&amp; &copy;",
                             "a | b",
                             "[x]: http",
                             "\\*",
                             "¯\\_(ツ)_/¯",
                             "C:\\*.*",
                             "\\\\server\\*x*",
                             "/*comment*/",
                             "****",
                             "__init__",
                             "**a\n\nb**",
                             "*_*_",
                             "*a_",
                             "**",
                             "> ",
                             ">\n>",
                             "/me",
                             "/me ",
                             "/men *"}) {
        BOOST_TEST(formatted(body) == "", "it was: " << body << ", its format: " << formatted(body));
    }
}

BOOST_AUTO_TEST_CASE(bold_italic_and_both) {
    check({
        {"**bold**", R"~([["p",["b","bold"]]])~"},
        {"*italic* and _italic_", R"~([["p",["i","italic"]," and ",["i","italic"]]])~"},
        {"***both***", R"~([["p",["bi","both"]]])~"},
        {"***bold** italic*", R"~([["p",["bi","bold"],["i"," italic"]]])~"},
        {"**a *b** c*", R"~([["p",["b","a "],["bi","b"],["i"," c"]]])~"},
        {"*_both ways_*", R"~([["p",["i","both ways"]]])~"},
        {"**_both_**", R"~([["p",["bi","both"]]])~"},
        {"_snake_case_", R"~([["p",["i","snake_case"]]])~"},
        {"* item *one*", R"~([["p","* item ",["i","one"]]])~"},
        {"***a** x", R"~([["p","*",["b","a"]," x"]])~"},
        {"**a **b**", R"~([["p","**a ",["b","b"]]])~"},
        {"*a\nb*", R"~([["p",["i","a\nb"]]])~"},
        {"(*a*) \"*b*\" *c*, *d*.",
         R"~([["p","(",["i","a"],") \"",["i","b"],"\" ",["i","c"],", ",["i","d"],"."]])~"},
        {"😀*a*😀", R"~([["p","😀",["i","a"],"😀"]])~"},
    });
}

BOOST_AUTO_TEST_CASE(marks_work_beside_letters_of_scripts_without_spaces) {
    check({
        {"你好**世界**吧", R"~([["p","你好",["b","世界"],"吧"]])~"},
        {"**重点。**然后", R"~([["p",["b","重点。"],"然后"]])~"},
        {"**단어**를", R"~([["p",["b","단어"],"를"]])~"},
        {"**مهم** جدا", R"~([["p",["b","مهم"]," جدا"]])~"},
        {"**ज़रूरी** है", R"~([["p",["b","ज़रूरी"]," है"]])~"},
        {"ज़रू**री**", ""},
    });
}

BOOST_AUTO_TEST_CASE(backslashes_stay_but_those_that_kept_a_pair_from_working) {
    check({
        {R"~(\*not italic\*)~", R"~([["p","*not italic*"]])~"},
        {R"~(\**not bold\**)~", R"~([["p","**not bold**"]])~"},
        {R"~(\`no code\`)~", R"~([["p","`no code`"]])~"},
        {R"~(\> no quote)~", R"~([["p","> no quote"]])~"},
        {R"~(\*half* *whole*)~", R"~([["p","\\*half* ",["i","whole"]]])~"},
        {R"~(\\*italic*)~", ""},
        {R"~(`C:\`)~", R"~([["p",["c","C:\\"]]])~"},
    });
}

BOOST_AUTO_TEST_CASE(code_is_literal) {
    check({
        {"`code`", R"~([["p",["c","code"]]])~"},
        {"`*a* @Ana http://x.org`", R"~([["p",["c","*a* @Ana http://x.org"]]])~"},
        {"``a`b``", R"~([["p",["c","a`b"]]])~"},
        {"`` `a` ``", R"~([["p",["c","`a`"]]])~"},
        {"*a `b*` c*", R"~([["p",["i","a "],["c","b*"],["i"," c"]]])~"},
        {"```one line```", R"~([["p",["c","one line"]]])~"},
        {"```\n  two *lines*\n\n  b\n```", R"~([["c","  two *lines*\n\n  b"]])~"},
        {"```js\nlet a;\n```\nafter", R"~([["c","js\nlet a;"],["p","after"]])~"},
        {"before\n```\na\nb```\nafter", R"~([["p","before"],["c","a\nb"],["p","after"]])~"},
        {"```\n\n```", ""},
        {"a\n```\n```\nb ` ` *c*", R"~([["p","a\n```\n```\nb ` ` ",["i","c"]]])~"},
        {"`a\n\nb`", ""},
    });
}

BOOST_AUTO_TEST_CASE(quotes_are_blocks) {
    check({
        {"> quoted **b**", R"~([["q","quoted ",["b","b"]]])~"},
        {"> one\n> two\n>\n> three\nreply", R"~([["q","one\ntwo\n\nthree"],["p","reply"]])~"},
        {"before\n\n> q\n\nafter\n\nend", R"~([["p","before"],["q","q"],["p","after\n\nend"]])~"},
        {"> > deeper", R"~([["q","> deeper"]])~"},
        {"> *a\nb*", R"~([["q","*a"],["p","b*"]])~"},
    });
}

BOOST_AUTO_TEST_CASE(me_tells_what_somebody_does) {
    check({
        {"/me waves", R"~([["me","waves"]])~"},
        {"/me *waves*\n> hi", R"~([["me",["i","waves"],"\n> hi"]])~"},
        {"/me  @Ana", R"~([["me",["m","@Ana",17]]])~"},
        {"so /me waves", ""},
    });
}

BOOST_AUTO_TEST_CASE(mentions_need_somebody_of_that_name) {
    check({
        {"@Ana", R"~([["p",["m","@Ana",17]]])~"},
        {"hi @Ana.", R"~([["p","hi ",["m","@Ana",17],"."]])~"},
        {"_@Ana_ (@Ana)", R"~([["p",["m","@Ana",17]," (",["m","@Ana",17],")"]])~"},
        {"@b. @b", R"~([["p",["m","@b.",4]," @b"]])~"},
        {"你好@小明", R"~([["p","你好",["m","@小明",3]]])~"},
        {"x@Ana @ana @Anabel", ""},
    });
}

BOOST_AUTO_TEST_CASE(candidates_for_names_come_in_order_and_once) {
    const struct {
        const char* body;
        std::vector<std::string> names;
    } cases[] = {
        {"no names", {}},
        {"@Ana and @Ben_2, @Ana", {"Ana", "Ben_2"}},
        {"@Ana. @x @.y @-z", {"Ana.", "Ana"}},
        {"`@a1` x@b1 ``` @c1 ``` @d1", {"d1"}},
        {"```\n@a1\n```\n> @b1", {"b1"}},
        {"https://x.org/@a1 @मीना @小明", {"मीना", "小明"}},
        {"@a1 @a2 @a3 @a4 @a5 @a6 @a7 @a8 @a9 @b1 @b2",
         {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "b1"}},
    };
    for (const auto& c : cases)
        BOOST_TEST(chat::mentioned_names(c.body) == c.names, boost::test_tools::per_element());
    BOOST_TEST(chat::mentioned_names("@" + std::string(81, 'a')).empty());
}

BOOST_AUTO_TEST_CASE(what_is_too_large_is_left_away) {
    const std::string body = "https://x.org/" + repeated("😀", 500);
    BOOST_TEST(!formatted(body).empty());
    const std::string many = repeated("http://ö.de/" + repeated("ö", 188) + " ", 19);
    BOOST_TEST(!formatted(many).empty());
    const std::string most = repeated("http://ö.de/" + repeated("😀", 150) + " ", 24);
    BOOST_TEST(formatted(most).size() <= chat::most_format_bytes);
}

// Each of these makes some known parser look again and again at the same text. Twice the input must not cost four times: the largest body takes
// milliseconds even with sanitizers, and what is quadratic would take minutes at sixteen times its length.
BOOST_AUTO_TEST_CASE(hostile_bodies_cost_no_more_than_others) {
    std::string ladder;
    for (std::size_t i = 1; i < 88; ++i) ladder += std::string(i, '`') + " ";
    for (const std::string_view piece :
         {"*a ", "*a_ ",          "**a *",   "`",           "\\`",      "\\*a", "*_",   "@a",
          "@",   "www.",          "http://", "http://a.b@", "http://x", ")",    "[(](", "> ",
          ">\n", "```\n",         "```a\n",  "a\n \n",      "**a **",   "_a",   "𠀀*",  "http://пример.рф ",
          "\\",  "http://xn--a ", "@小明 ",  ladder.c_str()}) {
        const std::string body = repeated(piece, 64'000 / piece.size());
        const auto begin = std::chrono::steady_clock::now();
        formatted("http://x" + body);
        formatted("*" + body);
        chat::mentioned_names("@a" + body);
        BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(5)),
                   "slow: " << piece.substr(0, 20));
    }
}

BOOST_AUTO_TEST_CASE(no_letter_is_lost_whatever_people_write) {
    const std::vector<std::string> pieces{"*",
                                          "**",
                                          "***",
                                          "_",
                                          "__",
                                          "`",
                                          "``",
                                          "```",
                                          "\n",
                                          "\n\n",
                                          "> ",
                                          ">",
                                          "\\",
                                          " ",
                                          "  ",
                                          "a",
                                          "B1",
                                          "é",
                                          "ज़",
                                          "小",
                                          "😀",
                                          "@Ana",
                                          "@",
                                          "@b.",
                                          ".",
                                          ",",
                                          "(",
                                          ")",
                                          "[",
                                          "]",
                                          " http://x.org/a_b ",
                                          " https:// ",
                                          " www.x.org ",
                                          "<",
                                          "&",
                                          "/me ",
                                          "/",
                                          "#",
                                          "-",
                                          "\t",
                                          "ω"};
    std::mt19937 random(20261123);
    const base::Limits limits;
    std::size_t formats = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string typed;
        for (std::size_t i = 0, most = 1 + random() % 25; i < most; ++i)
            typed += pieces[random() % pieces.size()];
        const auto body = chat::check_body(typed, limits);
        if (!body) continue;
        const std::string format = formatted(*body);
        if (format.empty()) continue;
        ++formats;
        // The three letters of "/me" are the only ones that are a mark.
        const bool me = format.starts_with(R"([["me")");
        const std::string expected = letters_and_digits(me ? body->substr(3) : *body);
        BOOST_TEST(letters_and_digits(texts_of(format)) == expected,
                   "the body was: " << *body << ", its format: " << format);
        BOOST_TEST(!texts_of(format).empty());
    }
    BOOST_TEST(formats > 5'000);
}

BOOST_AUTO_TEST_SUITE_END()
