#include "core/chat/words.h"

#include <boost/test/unit_test.hpp>

namespace {

// "word word", single characters joined by a dot: "中·文".
std::string told(const std::string& text) {
    static chat::WordBreaker breaker;
    std::string out;
    std::size_t end = 0;
    bool single = false;
    for (const auto& word : breaker.words(text)) {
        if (!out.empty()) out += single && word.single && word.begin == end ? "·" : " ";
        out += word.text;
        end = word.end;
        single = word.single;
    }
    return out;
}

struct Case {
    const char* text;
    const char* told;
};

template <std::size_t count>
void check(const Case (&cases)[count]) {
    for (const auto& c : cases) BOOST_TEST(told(c.text) == c.told, c.text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(words_are_letters_marks_and_digits_and_nothing_else) {
    check({{"", ""},
           {" \n\t ", ""},
           {"Hello, World!", "hello world"},
           {"a_b-c.d", "a b c d"},
           {"user@example.com:8080/x?y=1", "user example com 8080 x y 1"},
           {"don't l’homme", "don t l homme"},
           {"**bold** `code` > quote", "bold code quote"},
           {"3.14 10:30 1,000", "3 14 10 30 1 000"},
           {"🎉 👩‍👩‍👧 ❤️ ©", ""},
           {"hot🔥take", "hot take"}});
}

BOOST_AUTO_TEST_CASE(capitals_accents_and_ligatures_make_no_other_word) {
    check({{"CAFÉ cafe\u0301 café", "cafe cafe cafe"},
           {"Ångström ÜBER straße STRASSE", "angstrom uber strasse strasse"},
           {"año mañana Ação coração", "ano manana acao coracao"},
           {"cœur COEUR Æsir ærø łódź đak", "coeur coeur aesir aero lodz dak"},
           {"İstanbul ısı", "istanbul isi"},
           {"ﬁne Ｆｕｌｌ ²", "fine full 2"},
           {"Ελλάδα ΕΛΛΆΔΑ", "ελλαδα ελλαδα"},
           {"ёлка Йод", "елка иод"},
           {"so\u00ADft zero\u200Bwidth", "soft zero width"}});
}

BOOST_AUTO_TEST_CASE(digits_of_every_script_are_one) {
    check({{"2024 ٢٠٢٤ २०२४ ２０２４", "2024 2024 2024 2024"}});
}

BOOST_AUTO_TEST_CASE(arabic_is_found_without_vowel_signs_tatweel_article_and_hamza) {
    check({{"كِتَابٌ كتاب كتـــاب", "كتاب كتاب كتاب"},
           {"الكتاب والكتاب بالكتاب كالكتاب فالكتاب للكتاب", "كتاب كتاب كتاب كتاب كتاب كتاب"},
           {"أحمد إحمد آحمد احمد ٱحمد", "احمد احمد احمد احمد احمد"},
           {"مدرسة مدرسه مستشفى مستشفي", "مدرسه مدرسه مستشفي مستشفي"},
           {"مسؤول شئ", "مسوول شي"},
           {"مرحباً، كيف حالك؟", "مرحبا كيف حالك"},
           {"الله الآن", "الله الان"},
           {"کیف", "كيف"}});
}

BOOST_AUTO_TEST_CASE(an_article_is_kept_where_hardly_anything_would_be_left) {
    check({{"ال الا الم البيت", "ال الا الم بيت"}});
}

BOOST_AUTO_TEST_CASE(hindi_keeps_its_vowel_signs_and_loses_nukta_and_joiners) {
    check({{"नमस्ते दुनिया।", "नमस्ते दुनिया"},
           {"हिन्दी हिंदी", "हिन्दी हिंदी"},
           {"ज़रूर जरूर ज\u093Cरूर \u095Bरूर", "जरूर जरूर जरूर जरूर"},
           {"माँ मां", "मां मां"},
           {"क्\u200Dष क्ष", "क्ष क्ष"},
           {"की कि", "की कि"}});
}

BOOST_AUTO_TEST_CASE(chinese_and_japanese_fall_into_characters_that_stand_side_by_side) {
    check({{"你好，世界", "你·好 世·界"},
           {"我用iPhone手机", "我·用 iphone 手·机"},
           {"漢字 汉字 電腦", "汉·字 汉·字 电·脑"},
           {"ラーメン", "ラ·ー·メ·ン"},
           {"时间10点30分", "时·间 10 点 30 分"}});
}

BOOST_AUTO_TEST_CASE(languages_without_spaces_are_broken_by_a_dictionary) {
    check({{"สวัสดีครับ", "สวัสดี ครับ"}});
}

BOOST_AUTO_TEST_CASE(a_word_knows_where_it_stands) {
    chat::WordBreaker breaker;
    const std::string text = "¡Olé, 中文!";
    const auto found = breaker.words(text);
    BOOST_REQUIRE_EQUAL(found.size(), 3U);
    BOOST_TEST(text.substr(found[0].begin, found[0].end - found[0].begin) == "Olé");
    BOOST_TEST(text.substr(found[1].begin, found[1].end - found[1].begin) == "中");
    BOOST_TEST(found[2].single);
    BOOST_TEST(found[1].end == found[2].begin);
}

BOOST_AUTO_TEST_CASE(of_a_long_word_its_beginning_counts_and_a_ligature_of_words_is_one) {
    BOOST_TEST(told(std::string(500, 'a')) == std::string(32, 'a'));
    BOOST_TEST(told("ﷺ").find(' ') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
