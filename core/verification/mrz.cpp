#include "core/verification/mrz.h"

#include <algorithm>
#include <array>

#include "core/verification/zone_layout.h"

namespace verification {
namespace {

using namespace std::chrono;

constexpr int expiry_reach = 50;  // years

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

bool may_stand(char c, Kind kind) {
    switch (kind) {
        case Kind::letter:
            return is_letter(c) || c == filler;
        case Kind::any:
            return is_letter(c) || is_digit(c) || c == filler;
        case Kind::digit:
            return is_digit(c);
        case Kind::partial:
            return is_digit(c) || c == filler;
        case Kind::sex:
            return c == 'F' || c == 'M' || c == 'X' || c == filler;
    }
    return false;
}

bool fits(std::string_view line, std::string_view mask) {
    return line.size() == mask.size() &&
           std::ranges::equal(line, mask, [](char c, char kind) { return may_stand(c, Kind{kind}); });
}

const Layout* layout_for(std::span<const std::string> lines) {
    for (const auto format : {ZoneFormat::td1, ZoneFormat::td2, ZoneFormat::td3}) {
        const auto& layout = layout_of(format);
        if (std::ranges::equal(lines, layout.masks, fits)) return &layout;
    }
    return nullptr;
}

// Passports begin with P, cards with I, A or C (parts 4 to 6, data element 1).
bool is_of_kind(std::string_view code, ZoneFormat format) {
    const std::string_view first = format == ZoneFormat::td3 ? "P" : "IAC";
    return first.find(code.front()) != std::string_view::npos;
}

std::string trimmed(std::string_view text) {
    return std::string(text.substr(0, text.find_last_not_of(filler) + 1));
}

// Two digits, or two fillers: unknown (-1). Nothing for one of each.
std::optional<int> pair_at(std::string_view text, std::size_t at) {
    if (is_digit(text[at]) && is_digit(text[at + 1])) return (text[at] - '0') * 10 + (text[at + 1] - '0');
    if (text[at] == filler && text[at + 1] == filler) return -1;
    return std::nullopt;
}

// The first day on which such a birth can have been, in that year.
Date earliest(const ZoneBirth& birth, year in) {
    return in / birth.month.value_or(January) / birth.day.value_or(day{1});
}

std::optional<ZoneBirth> with_year(ZoneBirth birth, int two_digits, Date today) {
    if (two_digits < 0) {
        // 2000 has every day that there can be.
        if (!earliest(birth, year{2000}).ok()) return std::nullopt;
        return birth;
    }
    const int century = static_cast<int>(today.year()) / 100 * 100;
    for (const int base : {century, century - 100}) {
        const year in{base + two_digits};
        const Date first = earliest(birth, in);
        if (!first.ok() || first > today) continue;
        birth.year = in;
        return birth;
    }
    return std::nullopt;
}

std::optional<ZoneBirth> birth_of(std::string_view text, Date today) {
    const auto yy = pair_at(text, 0);
    const auto mm = pair_at(text, 2);
    const auto dd = pair_at(text, 4);
    if (!yy || !mm || !dd) return std::nullopt;
    ZoneBirth birth;
    if (*mm >= 0) birth.month = month{static_cast<unsigned>(*mm)};
    if (*dd >= 0) birth.day = day{static_cast<unsigned>(*dd)};
    return with_year(birth, *yy, today);
}

// Whether it is a day at all; then the day, or none where all of it is fillers.
bool read_expiry(std::string_view text, Date today, std::optional<Date>& expiry) {
    if (text.find_first_not_of(filler) == std::string_view::npos) return true;
    const auto yy = pair_at(text, 0);
    const auto mm = pair_at(text, 2);
    const auto dd = pair_at(text, 4);
    if (!yy || !mm || !dd || *yy < 0 || *mm < 0 || *dd < 0) return false;
    const int now = static_cast<int>(today.year());
    int in = now / 100 * 100 + *yy;
    if (in >= now + expiry_reach) in -= 100;
    if (in < now - expiry_reach) in += 100;
    const Date end = year{in} / *mm / *dd;
    if (!end.ok()) return false;
    expiry = end;
    return true;
}

Sex sex_of(char c) {
    if (c == 'F') return Sex::female;
    return c == 'M' ? Sex::male : Sex::unspecified;
}

bool holds(std::span<const std::string> lines, const Place& text, const Place& digit) {
    return check_digit(text_at(lines, text)) == text_at(lines, digit).front();
}

// A number that is too long for its field has a filler for its check digit; the rest of it and the check digit of all of it open the optional data.
void read_number(std::span<const std::string> lines, const Layout& layout, MachineZone& zone) {
    const auto field = text_at(lines, layout.number);
    const auto optional = text_at(lines, layout.optional);
    zone.document_number = trimmed(field);
    zone.optional_data = trimmed(optional);
    zone.checks.number = holds(lines, layout.number, layout.number_check);
    if (text_at(lines, layout.number_check).front() != filler) return;
    zone.checks.number = false;
    const auto rest = optional.substr(0, std::min(optional.find(filler), optional.size()));
    if (rest.size() < 2 || field.back() == filler) return;
    zone.document_number = std::string(field) + std::string(rest.substr(0, rest.size() - 1));
    zone.checks.number = check_digit(zone.document_number) == rest.back();
    zone.optional_data = trimmed(optional.substr(std::min(rest.size() + 1, optional.size())));
}

// The check digit of a passport's optional data may be a filler when there are none (part 4, data element 14).
std::optional<bool> optional_holds(std::span<const std::string> lines, const Layout& layout) {
    if (layout.optional_check.length == 0) return std::nullopt;
    const bool empty = text_at(lines, layout.optional).find_first_not_of(filler) == std::string_view::npos;
    if (empty && text_at(lines, layout.optional_check).front() == filler) return true;
    return holds(lines, layout.optional, layout.optional_check);
}

std::string words(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c != filler) result += c;
        if (c == filler && !result.empty() && result.back() != ' ') result += ' ';
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

void read_names(std::string_view field, MachineZone& zone) {
    const auto apart = field.find("<<");
    zone.surname = words(field.substr(0, apart));
    if (apart != std::string_view::npos) zone.given_names = words(field.substr(apart));
}

}  // namespace

std::optional<Date> ZoneBirth::exact() const {
    if (!year || !month || !day) return std::nullopt;
    return *year / *month / *day;
}

std::optional<Date> ZoneBirth::latest() const {
    if (!year) return std::nullopt;
    const auto in = *year / month.value_or(December);
    return day ? in / *day : Date{in / last};
}

std::optional<MachineZone> parse_zone(std::span<const std::string> lines, Date today) {
    const auto* const layout = layout_for(lines);
    if (layout == nullptr || !is_of_kind(text_at(lines, layout->code), layout->format)) return std::nullopt;
    MachineZone zone;
    zone.format = layout->format;
    const auto birth = birth_of(text_at(lines, layout->birth), today);
    if (!birth || !read_expiry(text_at(lines, layout->expiry), today, zone.expiry)) return std::nullopt;
    zone.birth = *birth;
    zone.document_code = trimmed(text_at(lines, layout->code));
    zone.issuing_state = trimmed(text_at(lines, layout->state));
    zone.nationality = trimmed(text_at(lines, layout->nationality));
    zone.sex = sex_of(text_at(lines, layout->sex).front());
    read_number(lines, *layout, zone);
    if (layout->more_optional.length > 0) {
        const auto more = trimmed(text_at(lines, layout->more_optional));
        if (!more.empty() && !zone.optional_data.empty()) zone.optional_data += filler;
        zone.optional_data += more;
    }
    read_names(text_at(lines, layout->names), zone);
    if (zone.document_number.empty() || zone.surname.empty()) return std::nullopt;
    zone.checks.birth = holds(lines, layout->birth, layout->birth_check);
    zone.checks.expiry = holds(lines, layout->expiry, layout->expiry_check);
    zone.checks.optional_data = optional_holds(lines, *layout);
    zone.checks.composite = composite_holds(lines, *layout);
    return zone;
}

}  // namespace verification
