#include "core/view/locale.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/view/flag.h"

namespace {

// Catalogues compiled by msgfmt into a folder of their own.
class Catalogues {
public:
    Catalogues()
        : folder_(std::filesystem::temp_directory_path() / ("chatroom-locale-" + std::to_string(getpid()))) {}
    ~Catalogues() { std::filesystem::remove_all(folder_); }

    void add(const std::string& code, const std::string& plural_forms, const std::string& messages) {
        const auto place = folder_ / code / "LC_MESSAGES";
        std::filesystem::create_directories(place);
        std::ofstream(place / "chatroom.po")
            << "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: " << plural_forms
            << "\\n\"\n"
            << messages;
        const std::string command =
            "msgfmt -o '" + (place / "chatroom.mo").string() + "' '" + (place / "chatroom.po").string() + "'";
        BOOST_REQUIRE(std::system(command.c_str()) == 0);
    }
    std::string folder() const { return folder_.string(); }

private:
    std::filesystem::path folder_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(view_locale)

BOOST_AUTO_TEST_CASE(the_best_of_the_eight_is_chosen_from_accept_language) {
    const view::Languages languages("/nonexistent");
    const struct {
        std::string_view header;
        std::string_view code;
    } cases[] = {
        {"", "en"},
        {"de", "de"},
        {"de-AT", "de"},
        {"zh-Hant-TW,zh;q=0.9", "zh"},
        {"PT-br", "pt"},
        {"nl, fr;q=0.5, en;q=0.4", "fr"},
        {"nl, ru;q=0.5", "en"},
        {"fr;q=0.2, ar;q=0.9", "ar"},
        {"fr;q=0, es;q=0.1", "es"},
        {"*", "en"},
        {"english", "en"},
        {"frx", "en"},
        {"-fr", "en"},
        {"\xff\xfe;q=1, hi;q=0.3", "hi"},
    };
    for (const auto& c : cases) BOOST_TEST(languages.choose(c.header).code() == c.code, c.header);
}

BOOST_AUTO_TEST_CASE(a_language_without_a_catalogue_stays_english) {
    const view::Languages languages("/nonexistent");
    BOOST_TEST(languages.at("es").text("Hello") == "Hello");
    BOOST_TEST(languages.at("es").plural("{1} dog", "{1} dogs", 1) == "1 dog");
    BOOST_TEST(languages.at("es").plural("{1} dog", "{1} dogs", 2) == "2 dogs");
    BOOST_TEST(languages.at("xx").code() == "en");
}

BOOST_AUTO_TEST_CASE(texts_come_from_the_catalogue_of_the_language) {
    Catalogues catalogues;
    catalogues.add("es", "nplurals=2; plural=(n != 1);", "msgid \"Hello\"\nmsgstr \"Hola, señor\"\n");
    const view::Languages languages(catalogues.folder());
    BOOST_TEST(languages.at("es").text("Hello") == "Hola, señor");
    BOOST_TEST(languages.at("es").text("Bye") == "Bye");
    BOOST_TEST(languages.at("en").text("Hello") == "Hello");
    BOOST_TEST(languages.at("es").text("") == "");
}

BOOST_AUTO_TEST_CASE(arabic_has_its_six_plural_forms) {
    Catalogues catalogues;
    catalogues.add(
        "ar",
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
        "msgid \"{1} dog\"\nmsgid_plural \"{1} dogs\"\nmsgstr[0] \"zero {1}\"\nmsgstr[1] \"one {1}\"\nmsgstr[2] \"two {1}\"\n"
        "msgstr[3] \"few {1}\"\nmsgstr[4] \"many {1}\"\nmsgstr[5] \"other {1}\"\n");
    const view::Languages languages(catalogues.folder());
    const struct {
        std::uint64_t count;
        std::string_view text;
    } cases[] = {{0, "zero 0"},
                 {1, "one 1"},
                 {2, "two 2"},
                 {3, "few 3"},
                 {11, "many 11"},
                 {100, "other 100"},
                 {103, "few 103"},
                 {5'000'000'011, "many 5,000,000,011"},
                 {18'446'744'073'709'551'615U, "many 18446744073709551615"}};
    for (const auto& c : cases)
        BOOST_TEST(languages.at("ar").plural("{1} dog", "{1} dogs", c.count) == c.text);
}

BOOST_AUTO_TEST_CASE(counts_are_grouped_as_each_language_does) {
    const view::Languages languages("/nonexistent");
    const struct {
        std::string_view code;
        std::uint64_t count;
        std::string_view text;
    } cases[] = {{"en", 999, "999"},       {"en", 1234, "1,234"},   {"de", 1234567, "1.234.567"},
                 {"es", 1234, "1234"},     {"es", 12345, "12.345"}, {"fr", 12345, "12\u202f345"},
                 {"pt", 1234, "1.234"},    {"ar", 1234, "1,234"},   {"hi", 123456, "1,23,456"},
                 {"zh", 123456, "123,456"}};
    for (const auto& c : cases) BOOST_TEST(languages.at(c.code).plural("{1}", "{1}", c.count) == c.text);
}

BOOST_AUTO_TEST_CASE(arabic_alone_runs_from_right_to_left) {
    const view::Languages languages("/nonexistent");
    for (const auto code : view::language_codes) {
        BOOST_TEST(languages.at(code).direction() == (code == "ar" ? "rtl" : "ltr"), code);
    }
}

BOOST_AUTO_TEST_CASE(a_country_has_its_flag_and_anything_else_a_globe) {
    BOOST_TEST(view::flag_of("US") == "🇺🇸");
    BOOST_TEST(view::flag_of("AZ") == "🇦🇿");
    for (const char* none : {"", "U", "USA", "us", "U1"}) BOOST_TEST(view::flag_of(none) == "🌐", none);
}

BOOST_AUTO_TEST_SUITE_END()
