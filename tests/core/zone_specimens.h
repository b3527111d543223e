// The specimens of ICAO Doc 9303 (parts 4 to 6), and what tests say of a zone.
#pragma once

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "core/verification/mrz.h"
#include "tests/support/zone_maker.h"

namespace specimens {

using Lines = std::vector<std::string>;
using verification::Date;
using verification::MachineZone;
using verification::Sex;

inline const Lines passport{"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
                            "L898902C36UTO7408122F1204159ZE184226B<<<<<10"};
inline const Lines card{"I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6",
                        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"};
inline const Lines between{"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"};
inline const Lines long_card{"I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2",
                             "STEVENSON<<PETER<JOHN<<<<<<<<<"};
inline const Lines long_between{"I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<",
                                "D23145890<UTO3407127M95071227349<<<8"};

inline std::string text_of(const Lines& lines) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

inline std::string told(const std::optional<MachineZone>& zone) {
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
inline Lines passport_with(std::size_t at, const std::string& part) {
    Lines lines = passport;
    auto& line = lines[1];
    line.replace(at, part.size(), part);
    for (const auto& [from, length] : {std::pair{0U, 9U}, {13U, 6U}, {21U, 6U}, {28U, 14U}})
        line.replace(from + length, 1, support::check_of(line.substr(from, length)));
    line[43] = support::check_of(line.substr(0, 10) + line.substr(13, 7) + line.substr(21, 22)).front();
    return lines;
}

}  // namespace specimens
