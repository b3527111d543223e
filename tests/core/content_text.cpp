// What the rules about content see in a text. Pure.
#include <boost/test/unit_test.hpp>

#include "core/content/contact.h"
#include "core/content/letters.h"
#include "core/content/rule_set.h"
#include "core/content/said.h"
#include "core/content/sketch.h"
#include "core/moderation/content_rules.h"

namespace {

content::LetterReader& reader() {
    static content::LetterReader one;
    return one;
}

bool contains(const std::string& text, const std::string& pattern) {
    const bool prefix = pattern.ends_with('*');
    return reader().read(text).contain(reader().read(pattern).text, prefix);
}

// How many marks two texts share; -1: one is too short.
int shared(const std::string& one, const std::string& other) {
    const auto first = content::sketch_of(reader().read(one));
    const auto second = content::sketch_of(reader().read(other));
    if (!first || !second) return -1;
    int count = 0;
    for (std::size_t i = 0; i < first->size(); ++i) count += first->at(i) == second->at(i) ? 1 : 0;
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(content_text)

BOOST_AUTO_TEST_CASE(words_are_found_however_they_are_disguised) {
    for (const auto* text :
         {"free money", "Get FREE MONEY now", "free   money!", "frее mоney" /* Cyrillic */,
          "f r e e m o n e y", "f.r.e.e m-o-n-e-y", "fr\u200bee mo\u00adney", "ｆｒｅｅ ｍｏｎｅｙ",
          "𝐟𝐫𝐞𝐞 𝐦𝐨𝐧𝐞𝐲", "fr3e m0ney", "fréé mönéy", "Free\nmoney", "free,money"}) {
        BOOST_TEST(contains(text, "free money"), text);
    }
}

BOOST_AUTO_TEST_CASE(words_are_whole_words_in_their_order) {
    for (const auto* text : {"freedom and money", "money is free", "carefree moneyless", "free of money"}) {
        BOOST_TEST(!contains(text, "free money"), text);
    }
    BOOST_TEST(contains("guaranteed profits for all", "guaranteed profit*"));
    BOOST_TEST(!contains("guaranteed profits for all", "guaranteed profit"));
}

BOOST_AUTO_TEST_CASE(words_are_found_in_every_language) {
    struct Case {
        const char* text;
        const char* pattern;
        bool found;
    };
    for (const auto& [text, pattern, found] :
         {Case{"Quieres GANAR dinero fácil?", "ganar dinero facil", true},
          Case{"أرباحٌ مضمونة لكم", "أرباح مضمونة", true}, Case{"घर बैठे पैसे कमाएं", "पैसे कमा*", true},
          Case{"在这里日赚五百元", "日赚", true}, Case{"今天天气很好", "日赚", false},
          Case{"schnellgeldverdienen", "geld verdienen", false}}) {
        BOOST_TEST(contains(text, pattern) == found, text);
    }
}

BOOST_AUTO_TEST_CASE(alike_texts_share_marks_and_others_do_not) {
    const std::string text = "Our shop sells the finest lamps of the whole town, come and see them";
    BOOST_TEST(shared(text, "OUR SHOP sells the finest lamps of the whole town!!! come and see them 12345") ==
               2);
    BOOST_TEST(shared(text, "Our shop sells the finest lamps of the whole town, cοme and see them") == 2,
               "a Greek letter");
    BOOST_TEST(shared(text, "Yesterday we went to the lake and had a long talk about old films") == 0);
    BOOST_TEST(shared("good morning", "good morning") == -1, "everybody says that");
    BOOST_TEST(shared("我们的店里有全城最好的灯", "我们的店里有全城最好的灯") == 2);
}

// What a mark says is a matter of chance: of a hundred texts with one word changed most are recognised, of a hundred others with half in common few.
BOOST_AUTO_TEST_CASE(small_changes_are_mostly_seen_through) {
    const std::string half = "my new neighbour keeps bees on the roof of our house ";
    int alike = 0;
    int half_alike = 0;
    for (int i = 0; i < 100; ++i) {
        const std::string number = std::to_string(i);
        std::string name;
        for (const char digit : number) name += static_cast<char>('a' + 2 * (digit - '0'));
        const std::string other =
            name + " went to " + name + "ville with " + name + "ona by train and came back late " + name;
        const std::string whole =
            half + "and says that " + name + "ona will have a jar of honey for everybody who comes by";
        alike += shared(whole, whole + " dear " + name) > 0 ? 1 : 0;
        half_alike += shared(half + other,
                             half + "while the rest of us would rather look at the stars of an evening") > 0
                          ? 1
                          : 0;
    }
    BOOST_TEST(alike > 70);
    BOOST_TEST(half_alike < 20);
}

BOOST_AUTO_TEST_CASE(ways_out_of_the_house_are_seen) {
    struct Case {
        const char* text;
        bool address;
        bool contact;
    };
    for (const auto& [text, address, contact] :
         {Case{"look at lamps . com please", true, false}, Case{"lamps (dot) com", true, false},
          Case{"lamps punto com", true, false}, Case{"lamps点com", true, false},
          Case{"hxxps://lamps.example", true, false}, Case{"t.me/lamps", true, false},
          Case{"lamps.shop", true, false}, Case{"ring 0301 234 567 89", false, true},
          Case{"+33 6 12 34 56 78", false, true}, Case{"telegram: @lampseller", false, true},
          Case{"my whatsapp 0044 7700 900123", false, true}, Case{"add me on snap lamp_77", false, true},
          Case{"微信 lamp8899", false, true}, Case{"واتساب ٠١٢٣٤٥٦٧٨٩", false, true},
          Case{"write to lamps@example.org", false, true},
          // Ordinary talk.
          Case{"do you use telegram or whatsapp?", false, false},
          Case{"it costs 1.250.000 euros", false, false}, Case{"we met on 2026-11-29 at 19:30", false, false},
          Case{"ok.so what now", false, false}, Case{"that is the point, com certeza", false, false},
          Case{"I like node.js", false, false},
          Case{"born in 1984, moved in 2010, back in 2019", false, false},
          Case{"line 12 was late again", false, false}, Case{"@ana are you there?", false, false},
          Case{"my number is 7", false, false}}) {
        BOOST_TEST(content::has_disguised_address(content::plain(text)) == address, text);
        BOOST_TEST(content::has_contact(content::plain(text)) == contact, text);
    }
}

BOOST_AUTO_TEST_CASE(hostile_texts_cost_no_more_than_their_length) {
    std::string digits;
    while (digits.size() < 60'000) digits += "1-(";
    std::string hosts;
    while (hosts.size() < 60'000) hosts += "a.";
    for (const auto& text : {digits, hosts, std::string(60'000, '@'), std::string(60'000, ' ')}) {
        (void)content::has_disguised_address(content::plain(text));
        (void)content::has_contact(content::plain(text));
        (void)content::wall_of(text);
        (void)reader().read(text);
    }
}

BOOST_AUTO_TEST_CASE(walls_are_measured) {
    BOOST_TEST(content::wall_of("nooooo way hahahahaha 😂😂😂") < 10U);
    BOOST_TEST(content::wall_of("I am really, really, really tired") < 10U);
    BOOST_TEST(content::wall_of(std::string(30, 'a')) == 30U);
    BOOST_TEST(content::wall_of("buy buy buy buy buy buy buy buy buy") == 27U);
    BOOST_TEST(content::wall_of("🔥🔥🎉🔥🔥🎉🔥🔥🎉🔥🔥🎉🔥🔥🎉🔥🔥🎉🔥🔥🎉🔥🔥🎉🔥") == 25U);
    BOOST_TEST(content::wall_of("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl") == 11U);
}

BOOST_AUTO_TEST_CASE(what_the_house_knows_is_not_looked_at_as_words) {
    const auto said = content::said_of(
        "@Ana see https://www.example.org:8080/x today",
        R"([["p",["m","@Ana",7]," see ",["a","https://www.example.org:8080/x","https://www.example.org:8080/x"]," today"]])",
        false);
    BOOST_TEST(said.mentions == 1U);
    BOOST_REQUIRE(said.hosts.size() == 1U);
    BOOST_TEST(said.hosts.front() == "example.org");
    BOOST_TEST(said.text.find("Ana") == std::string::npos);
    BOOST_TEST(said.text.find("today") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(patterns_are_tidied_or_refused) {
    using store::RuleKind;
    BOOST_TEST(*moderation::tidy_pattern(RuleKind::words, "  free   money ") == "free money");
    BOOST_TEST(*moderation::tidy_pattern(RuleKind::host, "https://www.Example.org/path?x") == "example.org");
    BOOST_TEST(*moderation::tidy_pattern(RuleKind::host, "*.example.org") == "example.org");
    BOOST_TEST(*moderation::tidy_pattern(RuleKind::link, "") == "");
    for (const auto* words : {"", "a", "!!!", "\xff\xfe"})
        BOOST_TEST(!moderation::tidy_pattern(RuleKind::words, words), words);
    for (const auto* host : {"", "localhost", "a b.org", ".org", "exämple.org"})
        BOOST_TEST(!moderation::tidy_pattern(RuleKind::host, host), host);
    BOOST_TEST(!moderation::tidy_pattern(RuleKind::link, "x"));
    BOOST_TEST(!moderation::tidy_pattern(RuleKind::words, std::string(201, 'x')));
}

BOOST_AUTO_TEST_SUITE_END()
