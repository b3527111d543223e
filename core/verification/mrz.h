// The machine-readable zone of a travel document, as ICAO Doc 9303 lays it out (eighth edition): part 3 the characters, dates, names and check digits, part 4 passports
// (TD3, two lines of 44), part 5 cards (TD1, three of 30), part 6 the size between (TD2, two of 36). Visas (part 7), which have fewer check digits, are not
// read. No database, no clock.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace verification {

using Date = std::chrono::year_month_day;

enum class ZoneFormat { td1, td2, td3 };
enum class Sex { female, male, unspecified };

// A date of birth as a zone tells it: what its bearer does not know has fillers there (part 3, 4.8), and is absent here.
struct ZoneBirth {
    std::optional<std::chrono::year> year;
    std::optional<std::chrono::month> month;
    std::optional<std::chrono::day> day;

    // The day, when all of it is known.
    std::optional<Date> exact() const;
    // The last day on which it can have been: an age counted from it is never too high. Nothing without a year.
    std::optional<Date> latest() const;

    friend bool operator==(const ZoneBirth&, const ZoneBirth&) = default;
};

// Which check digits hold (weights 7, 3, 1; part 3, 4.9). They notice every single digit that is wrong. Of letters they know the value modulo ten alone:
// 6 and G, or K and a filler, are one and the same to them.
struct ZoneChecks {
    bool number = false;
    bool birth = false;
    bool expiry = false;
    std::optional<bool> optional_data;  // passports alone have one
    bool composite = false;

    bool all() const { return number && birth && expiry && optional_data.value_or(true) && composite; }
};

// Text is as it stands there: capitals, A to Z, without the fillers at its end. No check digit covers code, issuing state, nationality, sex and names:
// where find_zone() has read them, they are as they were read.
struct MachineZone {
    ZoneFormat format = ZoneFormat::td3;
    std::string document_code;    // "P", "ID"
    std::string issuing_state;    // "UTO"; "D" is Germany
    std::string document_number;  // whole, also when it is longer than its field (part 5, 4.2.2.1, note j)
    std::string nationality;
    ZoneBirth birth;
    Sex sex = Sex::unspecified;
    std::optional<Date> expiry;  // none: the document says that it has no end
    std::string surname;         // words apart by one blank
    std::string given_names;
    std::string optional_data;
    ZoneChecks checks;
};

// Lines exactly as the document has them. Nothing when they are no zone: other counts, widths or characters, another kind of document, a day that no calendar has.
// Check digits that do not hold are for the caller to look at. `today` decides the century (dates have two digits of a year): a birth is the last one that is not in
// the future, so that whoever is older than ninety-nine reads as a child, never the reverse; an end lies within fifty years of today. Pure.
std::optional<MachineZone> parse_zone(std::span<const std::string> lines, Date today);

// A zone somewhere in what text recognition made of a picture: lines broken, joined or with gaps, small letters, fillers read as something else or too few or too
// many, letters for digits and digits for letters (O 0, I 1, B 8, S 5, Z 2, G 6). What kind of character stands where decides most. Numbers and optional data may
// have both: there digits for letters are tried, the fewest first, at most two in each; not letters for digits, of which nearly every number has so many that one of
// them satisfies any check digit. Believed only when all check digits hold and no other reading with as few changes does so too. '?' is a character that was not
// read. Bounds: the last 32 KiB of `text`, 20,000 lines tried for each size. Pure.
std::optional<MachineZone> find_zone(std::string_view text, Date today);

// A document's number, to find the same one again, however its look-alikes were read: letters that look like digits are digits. Pure.
std::string comparable_number(const MachineZone& zone);
// The same of a number as somebody has typed it: what is neither letter nor digit is left out. Pure.
std::string comparable_number(std::string_view number);

}  // namespace verification
