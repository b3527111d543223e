#include "core/view/locale_text.h"

#include <boost/test/unit_test.hpp>

namespace {

const view::Languages& languages() {
    static const view::Languages all("/nonexistent");
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(view_locale_text)

BOOST_AUTO_TEST_CASE(countries_have_a_name_in_every_language) {
    BOOST_TEST(view::country_name("DE", languages().at("en")) == "Germany");
    BOOST_TEST(view::country_name("DE", languages().at("de")) == "Deutschland");
    BOOST_TEST(view::country_name("DE", languages().at("zh")) == "德国");
    for (const auto code : view::language_codes)
        BOOST_TEST(view::country_name("BR", languages().at(code)) != "BR", code);
}

BOOST_AUTO_TEST_CASE(letters_with_marks_stand_where_the_alphabet_has_them) {
    const std::vector<std::string> names{"Zypern", "Österreich", "Oman", "Portugal"};
    const std::vector<std::size_t> expected{2, 1, 3, 0};
    BOOST_TEST(view::alphabetical_order(names, languages().at("de")) == expected,
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_browsers_first_language_tells_the_country) {
    const struct {
        const char* header;
        const char* country;
    } cases[] = {
        {"en-GB,en;q=0.9", "GB"},
        {"de", "DE"},
        {"fr;q=0.5, de-AT", "AT"},
        {"zh-Hant", "TW"},
        {"pt", "BR"},
        {"es-419", "419"},
        {"ar", "EG"},
        {"", ""},
        {"*", ""},
        {"-", ""},
        {"!!!, de", ""},
    };
    for (const auto& c : cases) BOOST_TEST(view::likely_country(c.header) == c.country, c.header);
}

BOOST_AUTO_TEST_CASE(moments_are_written_in_the_language_and_say_that_they_are_utc) {
    const auto at = base::from_epoch_ms(1'767'323'045'678);
    BOOST_TEST(view::date_text(at, languages().at("en")) == "Jan 2, 2026");
    BOOST_TEST(view::date_text(at, languages().at("de")) == "02.01.2026");
    const auto moment = view::moment_text(at, languages().at("de"));
    BOOST_TEST(moment == "02.01.2026, 03:04 UTC");
}

BOOST_AUTO_TEST_SUITE_END()
