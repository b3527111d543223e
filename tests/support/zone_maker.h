// Machine-readable zones of people who do not exist, written from ICAO Doc 9303 without the code that reads them.
#pragma once

#include <chrono>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/verification/mrz.h"

namespace support {

inline constexpr verification::Date zone_today{std::chrono::year{2026}, std::chrono::November,
                                               std::chrono::day{30}};

struct Bearer {
    verification::ZoneFormat format = verification::ZoneFormat::td3;
    std::string state = "UTO";
    std::string number;
    verification::Date birth;
    char sex = '<';
    verification::Date expiry;
    std::string surname;  // words apart by one filler
    std::string given_names;
    std::string optional_data;
};

inline std::string check_of(const std::string& text) {
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const int value = c == '<' ? 0 : c <= '9' ? c - '0' : c - 'A' + 10;
        sum += value * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
    }
    return std::to_string(sum % 10);
}

inline std::string filled(std::string text, std::size_t width) {
    text.resize(width, '<');
    return text;
}

inline std::string yymmdd(verification::Date date) {
    char text[16];
    std::snprintf(text, sizeof text, "%02d%02u%02u", static_cast<int>(date.year()) % 100,
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

inline std::string with_check(const std::string& text) { return text + check_of(text); }

// Number, its check digit and the optional data behind them; of cards, whose long numbers go on there.
inline std::pair<std::string, std::string> number_and_rest(const Bearer& bearer, std::size_t width) {
    if (bearer.number.size() <= 9)
        return {with_check(filled(bearer.number, 9)), filled(bearer.optional_data, width)};
    return {bearer.number.substr(0, 9) + "<",
            filled(bearer.number.substr(9) + check_of(bearer.number) + "<" + bearer.optional_data, width)};
}

inline std::vector<std::string> zone_of(const Bearer& bearer) {
    using verification::ZoneFormat;
    const std::string names = bearer.surname + "<<" + bearer.given_names;
    const std::string birth = with_check(yymmdd(bearer.birth));
    const std::string expiry = with_check(yymmdd(bearer.expiry));
    const std::string state = filled(bearer.state, 3);
    if (bearer.format == ZoneFormat::td1) {
        const auto [number, rest] = number_and_rest(bearer, 15);
        const std::string last = std::string(11, '<');
        return {"I<" + state + number + rest,
                birth + bearer.sex + expiry + state + last + check_of(number + rest + birth + expiry + last),
                filled(names, 30)};
    }
    if (bearer.format == ZoneFormat::td2) {
        const auto [number, rest] = number_and_rest(bearer, 7);
        return {filled("I<" + state + names, 36), number + state + birth + bearer.sex + expiry + rest +
                                                      check_of(number + birth + expiry + rest)};
    }
    const std::string number = with_check(filled(bearer.number, 9));
    const std::string rest = with_check(filled(bearer.optional_data, 14));
    return {filled("P<" + state + names, 44),
            number + state + birth + bearer.sex + expiry + rest + check_of(number + birth + expiry + rest)};
}

class BearerMaker {
public:
    explicit BearerMaker(unsigned seed) : random_(seed) {}

    Bearer make(verification::ZoneFormat format) {
        Bearer bearer;
        bearer.format = format;
        bearer.state = one_of({"UTO", "D", "FRA", "GBR", "ESP", "IND", "USA", "CHN", "NLD", "BRA", "EGY"});
        bearer.number = number(format);
        bearer.birth = day_between(1930, 2025);
        bearer.sex = one_of({"F", "M", "<"}).front();
        bearer.expiry = day_between(2005, 2060);
        bearer.surname = one_of({"ERIKSSON", "O<BRIEN", "GARCIA<LOPEZ", "NOVAK", "KUMAR", "WU", "SCHMIDT"});
        bearer.given_names = one_of({"ANNA<MARIA", "JOHN", "KLAUS", "LI", "ZOE<BEATRIX", "ISABEL", "YASMIN"});
        if (bearer.number.size() <= 9 && up_to(2) == 0)
            bearer.optional_data = characters(1 + up_to(rest(format)));
        return bearer;
    }

    unsigned up_to(unsigned most) { return std::uniform_int_distribution<unsigned>(0, most)(random_); }
    std::string one_of(const std::vector<std::string>& choices) {
        return choices[up_to(static_cast<unsigned>(choices.size()) - 1)];
    }

private:
    static unsigned rest(verification::ZoneFormat format) {
        return format == verification::ZoneFormat::td2 ? 6 : 10;
    }

    // As states make them: digits, some letters before them, or letters that look like no digit in between; one in eight is anything.
    std::string number(verification::ZoneFormat format) {
        const bool is_long = format != verification::ZoneFormat::td3 && up_to(5) == 0;
        const unsigned length =
            is_long ? 10 + up_to(format == verification::ZoneFormat::td2 ? 4 : 7) : 7 + up_to(2);
        if (up_to(7) == 0) return characters(length, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (up_to(2) == 0) return characters(length, "0123456789CFGHJKLMNPRTVWXYZ");
        const std::string letters = characters(up_to(2), "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return letters + characters(length - static_cast<unsigned>(letters.size()), "0123456789");
    }

    std::string characters(unsigned count, std::string_view of = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
        std::string text;
        while (text.size() < count) text += of[up_to(static_cast<unsigned>(of.size()) - 1)];
        return text;
    }

    verification::Date day_between(int first, int last) {
        using namespace std::chrono;
        const int in = first + static_cast<int>(up_to(static_cast<unsigned>(last - first)));
        return year{in} / month{1 + up_to(11)} / day{1 + up_to(27)};
    }

    std::mt19937 random_;
};

// Whether this is who was written down, in what check digits cover; of the number, but for letters that look like digits.
inline bool tells_of(const verification::MachineZone& zone, const Bearer& bearer) {
    verification::MachineZone written;
    written.document_number = bearer.number;
    return zone.format == bearer.format && comparable_number(zone) == comparable_number(written) &&
           zone.birth.exact() == bearer.birth && zone.expiry == bearer.expiry;
}

}  // namespace support
