#include "core/chat/search_query.h"

#include <boost/test/unit_test.hpp>

#include "core/chat/excerpt.h"

namespace {

chat::WordBreaker& breaker() {
    static chat::WordBreaker one;
    return one;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const auto& text : texts) out += (out.empty() ? "" : " ") + text;
    return out;
}

std::string terms_of(const std::string& text, std::size_t most = 100) {
    return joined(chat::index_terms(breaker().words(text), most));
}

chat::SearchQuery query(const std::string& text) { return chat::parse_query(breaker(), text, {}); }

// The text with [ ] around what was found, or "-".
std::string found(const std::string& text, const std::string& wanted, std::size_t most = 1000) {
    const auto spans = chat::find_phrases(breaker().words(text), query(wanted));
    if (!spans) return "-";
    std::string out;
    for (const auto& piece : chat::excerpt(text, *spans, most))
        out += piece.marked ? "[" + piece.text + "]" : piece.text;
    return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(search_query)

BOOST_AUTO_TEST_CASE(the_index_holds_each_word_once_and_pairs_of_characters) {
    BOOST_TEST(terms_of("b a B á") == "a b");
    BOOST_TEST(terms_of("你好吗") == "你 你好 吗 好 好吗");
    BOOST_TEST(terms_of("你，好") == "你 好");
    BOOST_TEST(terms_of("!") == "");
}

BOOST_AUTO_TEST_CASE(a_message_of_very_many_words_costs_no_more_than_the_limit) {
    std::string text;
    for (int i = 0; i < 4000; ++i) text += "w" + std::to_string(i) + " ";
    BOOST_TEST(chat::index_terms(breaker().words(text), 500).size() == 500U);
    std::string same;
    for (int i = 0; i < 4000; ++i) same += i % 2 == 0 ? "ha " : "ho ";
    BOOST_TEST(terms_of(same + "end") == "end ha ho");
}

BOOST_AUTO_TEST_CASE(the_index_is_asked_for_words_and_for_pairs_where_there_are_any) {
    BOOST_TEST(joined(query("Hello hello world").terms) == "hello world");
    BOOST_TEST(joined(query("你好吗 茶").terms) == "你好 好吗 茶");
    BOOST_TEST(query(" ?! ").empty());
    BOOST_TEST(query("").empty());
}

BOOST_AUTO_TEST_CASE(what_is_looked_for_is_cut_where_it_grows_too_long) {
    std::string many;
    for (int i = 0; i < 50; ++i) many += std::to_string(i) + " ";
    BOOST_TEST(query(many).phrases.size() == base::Limits{}.search_phrases);
    std::string characters;
    for (int i = 0; i < 5000; ++i) characters += "中";
    BOOST_TEST(query(characters).phrases.at(0).size() == base::Limits{}.search_code_points);
}

BOOST_AUTO_TEST_CASE(a_message_is_found_when_it_holds_all_of_it) {
    const struct {
        const char* text;
        const char* wanted;
        const char* told;
    } cases[] = {
        {"The café opens", "CAFE", "The [café] opens"},
        {"The café opens", "cafe open", "-"},
        {"Un café, deux cafés", "cafe deux", "Un [café], [deux] cafés"},
        {"قرأت الكتاب أمس", "كتاب", "قرأت [الكتاب] أمس"},
        {"नमस्ते दुनिया", "दुनिया", "नमस्ते [दुनिया]"},
        {"今天天气很好", "天气", "今天[天气]很好"},
        {"今天天气很好", "天很", "-"},
        {"今天天气很好", "天", "今[天天]气很好"},
        {"今天，气很好", "天气", "-"},
        {"繁體電腦", "电脑", "繁體[電腦]"},
        {"好吗，你好", "你好吗", "-"},
        {"L'homme et la mer", "homme", "L'[homme] et la mer"},
    };
    for (const auto& c : cases) BOOST_TEST(found(c.text, c.wanted) == c.told, c.text);
}

BOOST_AUTO_TEST_CASE(of_a_long_text_the_part_around_the_first_word_is_shown) {
    const std::string before(50, 'x');
    const std::string after(50, 'y');
    BOOST_TEST(found(before + " needle " + after, "needle", 12) == "…xxx [needle] y…");
    BOOST_TEST(found("needle " + after, "needle", 12) == "[needle] yyyyy…");
    BOOST_TEST(found(before + " needle", "needle", 12) == "…xxxxx [needle]");
    BOOST_TEST(found("äöü needle äöü", "needle", 12) == "äöü [needle] ä…");
    BOOST_TEST(found("needle", "needle", 3) == "[nee]…");
}

BOOST_AUTO_TEST_SUITE_END()
