#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <iostream>
#include <random>
#include <sstream>

#include "core/verification/mrz.h"
#include "tests/support/zone_maker.h"

namespace {

using namespace verification;
using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using Lines = std::vector<std::string>;

constexpr Date today = support::zone_today;
constexpr std::array formats{ZoneFormat::td1, ZoneFormat::td2, ZoneFormat::td3};

// The specimens of ICAO Doc 9303, parts 4 to 6.
const Lines passport{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                     "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
const Lines card{"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
                 "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"};
const Lines between{"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"};
const Lines long_card{"I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2",
                      "STEVENSON<<PETER<JOHN<<<<<<<<<"};
const Lines long_between{"I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", "D23145890<UTO3407127M95071227349<<<8"};

std::string text_of(const Lines& lines) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

// What it is often read as; itself where nothing looks like it.
char confused(char c) {
    const std::string_view from = "O0I1B8S5Z2";
    const std::string_view to = "0O1I8B5S2Z";
    const auto place = from.find(c);
    return place == std::string_view::npos ? c : to[place];
}

std::string told(const std::optional<MachineZone>& zone) {
    if (!zone) return "none";
    std::ostringstream text;
    const auto date = [&](const std::optional<Date>& at) {
        if (at)
            text << support::yymmdd(*at);
        else
            text << "-";
        text << '|';
    };
    text << zone->document_code << '|' << zone->issuing_state << '|' << zone->document_number << '|'
         << zone->nationality << '|';
    date(zone->birth.exact());
    text << (zone->sex == Sex::female ? "F" : zone->sex == Sex::male ? "M" : "-") << '|';
    date(zone->expiry);
    text << zone->surname << '|' << zone->given_names << '|' << zone->optional_data << '|'
         << (zone->checks.all() ? "holds" : "does not hold");
    return text.str();
}

// A specimen of a passport with this line's part put in, and its check digits made to hold again.
Lines passport_with(std::size_t at, const std::string& part) {
    Lines lines = passport;
    auto& line = lines[1];
    line.replace(at, part.size(), part);
    for (const auto& [from, length] : {std::pair{0U, 9U}, {13U, 6U}, {21U, 6U}, {28U, 14U}})
        line.replace(from + length, 1, support::check_of(line.substr(from, length)));
    line[43] = support::check_of(line.substr(0, 10) + line.substr(13, 7) + line.substr(21, 22)).front();
    return lines;
}

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

BOOST_AUTO_TEST_CASE(a_zone_is_found_in_the_midst_of_other_text) {
    for (const auto& lines : {passport, card, between, long_card, long_between}) {
        const auto straight = told(parse_zone(lines, today));
        BOOST_TEST(told(find_zone("UTOPIA PASSPORT\nSurname ERIKSSON\n\n" + text_of(lines) + "\f", today)) ==
                   straight);
        std::string joined;
        for (const auto& line : lines) joined += line;
        BOOST_TEST(told(find_zone(joined, today)) == straight);
        std::string spread;
        for (const char c : text_of(lines)) spread += c == '<' ? std::string(" < ") : std::string(1, c);
        BOOST_TEST(told(find_zone(spread, today)) == straight);
        std::string small = text_of(lines);
        std::ranges::transform(small, small.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        BOOST_TEST(told(find_zone(small, today)) == straight);
    }
    BOOST_TEST(told(find_zone(passport[0] + "\n" + passport[1].substr(0, 17) + "\n" + passport[1].substr(17),
                              today)) == told(parse_zone(passport, today)));
}

BOOST_AUTO_TEST_CASE(fillers_read_as_something_else_are_fillers) {
    const auto whole = told(parse_zone(passport, today));
    BOOST_TEST(told(find_zone("P«UTOERIKSSON«ANNA‹MARIA««««««\nL898902C36UTO7408122F1204159ZE184226B««(10",
                              today)) != whole,
               "one filler more than there may be between");
    BOOST_TEST(told(find_zone("P<UTOERIKSSON«ANNA‹MARIA««««««\nL898902C36UTO7408122F1204159ZE184226B«<(<10",
                              today)) == whole);
    BOOST_TEST(told(find_zone("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<ssssKKK\n"
                              "L898902C36UT07408I22F1204159ZE184226B<<<<<<<<10",
                              today)) == whole);
    BOOST_TEST(told(find_zone("I<UTOD231458907<<<<<<<KK<<C<<<<\n7408122F1204159UTO<<<<<<<KK<<<6\n"
                              "ERIKSSON<<ANNA<MARIA<<KK<",
                              today)) == told(parse_zone(card, today)));
    BOOST_TEST(told(find_zone("I<UTOERIKSSON<<ANNA<MARIA<<<<<<\n|D231458907UTO7408122F1204159<<<<<6",
                              today)) == told(parse_zone(between, today)));
}

BOOST_AUTO_TEST_CASE(letters_for_digits_and_the_reverse_are_put_right) {
    const auto whole = told(parse_zone(passport, today));
    for (const char* line :
         {"L898902C36UTO74O8I22FI2O4IS9ZE184226B<<<<<IO", "L8989O2C36UT07408122F1204159ZE184226B<<<<<10",
          "L898902C36UTO74OB1Z2P1204159ZEI84226B<<<<<10"})
        BOOST_TEST(told(find_zone(passport[0] + "\n" + line, today)) == whole, line);
    BOOST_TEST(
        told(find_zone(passport[0] + "\nL898902CG6UTO7408122F1204159ZE184226B<<<<<10", today)) == "none",
        "G for a 3 is none of these");
}

BOOST_AUTO_TEST_CASE(one_confusion_anywhere_is_put_right_or_the_zone_is_not_believed) {
    unsigned tried = 0;
    unsigned right = 0;
    for (const auto& lines : {passport, card, between, long_card, long_between}) {
        const auto whole = parse_zone(lines, today);
        const std::string text = text_of(lines);
        for (std::size_t at = 0; at < text.size(); ++at) {
            auto noisy = text;
            noisy[at] = confused(text[at]);
            if (noisy[at] == text[at]) continue;
            const auto zone = find_zone(noisy, today);
            ++tried;
            if (!zone) continue;
            ++right;
            BOOST_TEST(zone->document_number == whole->document_number, noisy);
            BOOST_TEST((zone->birth == whole->birth && zone->expiry == whole->expiry), noisy);
        }
    }
    BOOST_TEST_MESSAGE("put right " << right << " of " << tried << " single confusions");
    BOOST_TEST(right * 10 > tried * 7);
}

// What recognition does to the lines of people who do not exist: whatever is believed of it is true.
BOOST_AUTO_TEST_CASE(what_is_put_right_is_right) {
    unsigned found = 0;
    unsigned exact = 0;
    constexpr unsigned tries = 600;
    for (unsigned seed = 1; seed <= tries; ++seed) {
        const auto written = sample(seed, formats[seed % 3]);
        std::mt19937 random(seed);
        const auto up_to = [&](std::size_t most) { return random() % (most + 1); };
        std::string text = "UTOPIA\nSome Text 12 AUG 74\n" + text_of(support::zone_of(written));
        for (char& c : text) {
            if (up_to(9) == 0) c = confused(c);
        }
        if (up_to(2) == 0) text.insert(text.find("<<<") + 1, up_to(3), '<');
        if (up_to(2) == 0) text.insert(up_to(text.size()), " ");
        if (up_to(3) == 0) text.insert(up_to(text.size()), "\n");
        const auto zone = find_zone(text, today);
        if (!zone) continue;
        ++found;
        exact += zone->document_number == written.number ? 1 : 0;
        BOOST_TEST(support::tells_of(*zone, written), "seed " << seed << ": " << told(zone) << "\n" << text);
    }
    BOOST_TEST_MESSAGE("found " << found << " of " << tries << " zones in noisy text, " << exact
                                << " to the letter");
    BOOST_TEST(found > tries / 2);
}

BOOST_AUTO_TEST_CASE(of_two_readings_that_hold_alike_neither_is_believed) {
    // Either 0 made an O satisfies the number's digit: both weigh seven.
    auto lines = passport_with(0, "0AB0CD123");
    BOOST_TEST(find_zone(text_of(lines), today).has_value());
    lines[1][0] = 'O';
    BOOST_TEST(told(find_zone(text_of(lines), today)).starts_with("P|UTO|0AB0CD123|"));
    lines = passport_with(0, "OAB0CD123");
    lines[1][0] = '0';
    BOOST_TEST(told(find_zone(text_of(lines), today)) == "none");
}

BOOST_AUTO_TEST_CASE(whatever_else_is_given_costs_little_and_finds_nothing) {
    std::mt19937 random(7);
    const auto noise = [&](std::string_view of, std::size_t size, std::size_t line) {
        std::string text;
        while (text.size() < size) {
            text += of[random() % of.size()];
            if (line > 0 && text.size() % (line + 1) == line) text += '\n';
        }
        return text;
    };
    std::string bytes;
    for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
    for (const std::string_view of :
         {std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"), std::string_view("0123456789"),
          std::string_view("<"), std::string_view("O01I8B5S2Z<"), std::string_view(bytes)}) {
        for (const std::size_t line : {0, 1, 15, 30, 36, 44, 90}) {
            const auto started = std::clock();
            BOOST_TEST(!find_zone(noise(of, 1'000'000, line), today).has_value());
            const double seconds = static_cast<double>(std::clock() - started) / CLOCKS_PER_SEC;
            BOOST_TEST(seconds < 5.0, "of " << of.substr(0, 12) << " in lines of " << line);
        }
    }
    // Dates that hold and numbers that never do, line after line.
    auto lines = passport_with(0, "0O1I8B5S2");
    lines[1][9] = lines[1][9] == '9' ? '0' : static_cast<char>(lines[1][9] + 1);
    std::string many;
    for (int i = 0; i < 5000; ++i) many += text_of(lines);
    find_zone(many, today);
    // The zone stands below all of it.
    BOOST_TEST(told(find_zone(noise("ABCDEFGHIJ KLMNOP\n", 1'000'000, 0) + "\n" + text_of(passport),
                              today)) == told(parse_zone(passport, today)));
}

BOOST_AUTO_TEST_CASE(a_number_is_known_again_however_its_look_alikes_were_read) {
    MachineZone one;
    MachineZone other;
    one.document_number = "GB0128SZ1D";
    other.document_number = "68OI2852IQ";
    BOOST_TEST(comparable_number(one) == comparable_number(other));
    other.document_number = "68OI2853IQ";
    BOOST_TEST(comparable_number(one) != comparable_number(other));
}

BOOST_AUTO_TEST_SUITE_END()
