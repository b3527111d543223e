#include <boost/test/unit_test.hpp>

#include <array>

#include "core/verification/mrz.h"
#include "tests/core/zone_specimens.h"
#include "tests/support/zone_maker.h"

namespace {

using namespace verification;
using namespace specimens;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr Date today = support::zone_today;
constexpr std::array formats{ZoneFormat::td1, ZoneFormat::td2, ZoneFormat::td3};

support::Bearer sample(unsigned seed, ZoneFormat format) { return support::BearerMaker(seed).make(format); }

}  // namespace

BOOST_AUTO_TEST_SUITE(mrz)

BOOST_AUTO_TEST_CASE(the_published_specimens_are_read_whole) {
    BOOST_TEST(told(parse_zone(passport, today)) ==
               "P|UTO|L898902C3|UTO|740812|F|120415|ERIKSSON|ANNA MARIA|ZE184226B|holds");
    BOOST_TEST(told(parse_zone(card, today)) ==
               "I|UTO|D23145890|UTO|740812|F|120415|ERIKSSON|ANNA MARIA||holds");
    BOOST_TEST(told(parse_zone(between, today)) ==
               "I|UTO|D23145890|UTO|740812|F|120415|ERIKSSON|ANNA MARIA||holds");
    BOOST_TEST((parse_zone(passport, today)->birth.exact() == Date{year{1974} / 8 / 12}));
    BOOST_TEST((parse_zone(passport, today)->expiry == Date{year{2012} / 4 / 15}));
    BOOST_TEST(parse_zone(passport, today)->checks.optional_data.has_value());
    BOOST_TEST(!parse_zone(card, today)->checks.optional_data.has_value());
}

BOOST_AUTO_TEST_CASE(a_number_that_is_longer_than_its_field_is_read_whole) {
    const std::string rest = "|UTO|340712|M|950712|STEVENSON|PETER JOHN||holds";
    BOOST_TEST(told(parse_zone(long_card, today)) == "I|UTO|D23145890734" + rest);
    BOOST_TEST(told(parse_zone(long_between, today)) == "I|UTO|D23145890734" + rest);
    auto damaged = long_card;
    damaged[0][15] = '8';
    BOOST_TEST(!parse_zone(damaged, today)->checks.number);
    // A filler for a check digit, and nothing that goes on.
    damaged = card;
    damaged[0][14] = '<';
    BOOST_TEST(!parse_zone(damaged, today)->checks.number);
}

BOOST_AUTO_TEST_CASE(every_size_is_read_as_it_was_written) {
    unsigned seed = 1;
    for (; seed <= 300; ++seed) {
        const auto written = sample(seed, formats[seed % 3]);
        const auto zone = parse_zone(support::zone_of(written), today);
        BOOST_REQUIRE_MESSAGE(zone && zone->checks.all() && support::tells_of(*zone, written),
                              "seed " << seed << ": " << told(zone));
        BOOST_TEST(zone->document_number == written.number, "seed " << seed);
        BOOST_TEST(zone->issuing_state == written.state, "seed " << seed);
        BOOST_TEST(zone->optional_data == written.optional_data, "seed " << seed);
    }
}

// Two characters of one value modulo ten (0, A, K, U and a filler; 6, G and Q) are the same to the scheme: mrz.h says so.
BOOST_AUTO_TEST_CASE(every_single_damage_that_the_scheme_can_notice_is_noticed) {
    const std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
    const auto value = [](char c) { return c == '<' ? 0 : (c <= '9' ? c - '0' : c - 'A' + 10) % 10; };
    unsigned noticed = 0;
    unsigned alike = 0;
    const auto damage = [&](const Lines& whole, std::size_t line, std::size_t at) {
        for (const char other : alphabet) {
            auto lines = whole;
            if (lines[line][at] == other) continue;
            lines[line][at] = other;
            const auto zone = parse_zone(lines, today);
            const bool seen = !zone || !zone->checks.all();
            const bool same_value = value(other) == value(whole[line][at]);
            const bool digits = other <= '9' && other != '<' && whole[line][at] <= '9';
            BOOST_TEST((seen || (same_value && !digits)),
                       "not noticed: " << lines[line] << " for " << whole[line]);
            (seen ? noticed : alike) += 1;
        }
    };
    for (unsigned seed = 1; seed <= 12; ++seed) {
        const auto format = formats[seed % 3];
        const auto whole = support::zone_of(sample(seed, format));
        if (format == ZoneFormat::td1) {
            for (std::size_t at = 5; at < 30; ++at) damage(whole, 0, at);
            for (const std::size_t at : {0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 18, 25, 29})
                damage(whole, 1, at);
            continue;
        }
        for (std::size_t at = 0; at < whole[1].size(); ++at) {
            const bool covered = at < 10 || (at > 12 && at != 20);
            if (covered) damage(whole, 1, at);
        }
    }
    BOOST_TEST_MESSAGE(noticed << " damages noticed, " << alike << " of one value with what stood there");
    BOOST_TEST(noticed > 10'000U);
}

BOOST_AUTO_TEST_CASE(the_century_of_a_birth_is_the_last_that_is_not_in_the_future) {
    const auto born = [](const std::string& text, Date at) {
        return parse_zone(passport_with(13, text), at)->birth.exact();
    };
    BOOST_TEST((born("261130", today) == Date{year{2026} / 11 / 30}));
    BOOST_TEST((born("261201", today) == Date{year{1926} / 12 / 1}));
    BOOST_TEST((born("000229", today) == Date{year{2000} / 2 / 29}));
    BOOST_TEST((born("991231", Date{year{2000} / 1 / 1}) == Date{year{1999} / 12 / 31}));
    BOOST_TEST((born("000101", Date{year{2000} / 1 / 1}) == Date{year{2000} / 1 / 1}));
    for (int yy = 0; yy < 100; ++yy) {
        const auto at = born(support::yymmdd(year{1900 + yy} / 6 / 15), today);
        BOOST_REQUIRE(at.has_value());
        BOOST_TEST((*at <= today && at->year() >= year{1926}), yy);
    }
}

BOOST_AUTO_TEST_CASE(the_century_of_an_end_is_the_one_that_lies_nearer) {
    const auto ends = [](const std::string& text) {
        return parse_zone(passport_with(21, text), today)->expiry;
    };
    BOOST_TEST((ends("361130") == Date{year{2036} / 11 / 30}));
    BOOST_TEST((ends("751231") == Date{year{2075} / 12 / 31}));
    BOOST_TEST((ends("760101") == Date{year{1976} / 1 / 1}));
    BOOST_TEST((ends("991231") == Date{year{1999} / 12 / 31}));
    BOOST_TEST(!ends("<<<<<<").has_value());
}

BOOST_AUTO_TEST_CASE(what_is_unknown_of_a_birth_stays_unknown) {
    const auto born = [](const std::string& text) { return parse_zone(passport_with(13, text), today); };
    const auto no_day = born("7408<<");
    BOOST_REQUIRE(no_day && no_day->checks.all());
    BOOST_TEST(!no_day->birth.exact().has_value());
    BOOST_TEST((no_day->birth.year == year{1974} && no_day->birth.month == month{8} && !no_day->birth.day));
    BOOST_TEST((no_day->birth.latest() == Date{year{1974} / 8 / 31}));
    const auto year_alone = born("04<<<<");
    BOOST_REQUIRE(year_alone && year_alone->checks.all());
    BOOST_TEST((year_alone->birth == ZoneBirth{.year = year{2004}, .month = {}, .day = {}}));
    BOOST_TEST((year_alone->birth.latest() == Date{year{2004} / 12 / 31}));
    const auto nothing = born("<<<<<<");
    BOOST_REQUIRE(nothing && nothing->checks.all());
    BOOST_TEST((nothing->birth == ZoneBirth{}));
    BOOST_TEST(!nothing->birth.latest().has_value());
    BOOST_TEST(!born("7<0812").has_value(), "half of a year");
}

BOOST_AUTO_TEST_CASE(what_is_no_zone_is_refused) {
    BOOST_TEST(!parse_zone(Lines{}, today).has_value());
    BOOST_TEST(!parse_zone(Lines{passport[0]}, today).has_value());
    BOOST_TEST(!parse_zone(Lines{passport[1], passport[0]}, today).has_value());
    BOOST_TEST(!parse_zone(Lines{passport[0] + "<", passport[1]}, today).has_value());
    BOOST_TEST(!parse_zone(Lines{passport[0], passport[1], passport[1]}, today).has_value());
    auto lines = passport;
    lines[0][0] = 'V';
    BOOST_TEST(!parse_zone(lines, today).has_value(), "a visa");
    lines = passport;
    lines[0][8] = 'i';
    BOOST_TEST(!parse_zone(lines, today).has_value(), "a small letter");
    BOOST_TEST(!parse_zone(passport_with(13, "740230"), today).has_value(), "30 February");
    BOOST_TEST(!parse_zone(passport_with(21, "121304"), today).has_value(), "a thirteenth month");
    BOOST_TEST(!parse_zone(passport_with(13, "740800"), today).has_value(), "no day");
    BOOST_TEST(!parse_zone(passport_with(0, "<<<<<<<<<"), today).has_value(), "no number");
}

BOOST_AUTO_TEST_SUITE_END()
