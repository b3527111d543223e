#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <ctime>
#include <random>

#include "core/verification/mrz.h"
#include "tests/core/zone_specimens.h"
#include "tests/support/zone_maker.h"

namespace {

using namespace verification;
using namespace specimens;

constexpr Date today = support::zone_today;
constexpr std::array formats{ZoneFormat::td1, ZoneFormat::td2, ZoneFormat::td3};

// What it is often read as; itself where nothing looks like it.
char confused(char c) {
    const std::string_view from = "O0I1B8S5Z2";
    const std::string_view to = "0O1I8B5S2Z";
    const auto place = from.find(c);
    return place == std::string_view::npos ? c : to[place];
}

support::Bearer sample(unsigned seed, ZoneFormat format) { return support::BearerMaker(seed).make(format); }

}  // namespace

BOOST_AUTO_TEST_SUITE(mrz_find)

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
