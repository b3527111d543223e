#include "core/verification/openid_claims.h"

#include <boost/test/unit_test.hpp>

namespace {

using nlohmann::json;
using verification::openid::Said;
using namespace std::chrono;  // NOLINT(google-build-using-namespace): its literals of a date

std::string told(Said said) {
    return said == Said::of_age ? "of age" : said == Said::under_age ? "under age" : "nothing";
}

constexpr sys_days today{2026y / January / 1d};

std::string of_birth(const json& value, sys_days day = today) {
    return told(verification::openid::read_age({{"birthdate", value}}, "birthdate", day, 18));
}

std::string of_claim(const json& value) {
    return told(verification::openid::read_age({{"age_over_18", value}}, "age_over_18", today, 18));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(openid_claims)

BOOST_AUTO_TEST_CASE(a_yes_or_no_is_taken_as_it_is) {
    BOOST_TEST(of_claim(true) == "of age");
    BOOST_TEST(of_claim(false) == "under age");
    for (const auto& other : {json("true"), json(1), json(), json::array({true}), json::object()})
        BOOST_TEST(of_claim(other) == "nothing");
    BOOST_TEST(told(verification::openid::read_age({{"birthdate", "1980-01-01"}}, "age_over_18", today,
                                                   18)) == "nothing");
}

BOOST_AUTO_TEST_CASE(of_age_from_the_very_day_on) {
    BOOST_TEST(of_birth("2008-01-01") == "of age");
    BOOST_TEST(of_birth("2008-01-02") == "under age");
    BOOST_TEST(of_birth("2007-12-31") == "of age");
    BOOST_TEST(of_birth("1900-06-15") == "of age");
    BOOST_TEST(of_birth("2030-06-15") == "under age");
}

BOOST_AUTO_TEST_CASE(whoever_was_born_on_a_leap_day_waits_for_march) {
    BOOST_TEST(of_birth("2008-02-29", 2026y / February / 28d) == "under age");
    BOOST_TEST(of_birth("2008-02-29", 2026y / March / 1d) == "of age");
}

BOOST_AUTO_TEST_CASE(a_year_alone_counts_when_its_last_day_does) {
    BOOST_TEST(of_birth("2007") == "of age");
    BOOST_TEST(of_birth("2008") == "under age");
    BOOST_TEST(of_birth("2008", 2026y / December / 30d) == "under age");
    BOOST_TEST(of_birth("2008", 2026y / December / 31d) == "of age");
}

BOOST_AUTO_TEST_CASE(what_is_no_date_says_nothing) {
    for (const auto* text :
         {"", "0000", "0000-05-01", "2007-13-01", "2007-02-29", "2007-00-10", "2007-1-1", "2007/01/01",
          "20070101", " 2007", "+200-01-01", "2007-01-01T00:00:00Z", "-200", "2oo7"})
        BOOST_TEST(of_birth(text) == "nothing", text);
    BOOST_TEST(of_birth(2007) == "nothing");
    BOOST_TEST(told(verification::openid::read_age(json::object(), "birthdate", today, 18)) == "nothing");
    BOOST_TEST(told(verification::openid::read_age(json(), "birthdate", today, 18)) == "nothing");
}

BOOST_AUTO_TEST_SUITE_END()
