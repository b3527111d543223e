#include "core/verification/zone_repair.h"

#include <algorithm>

#include "core/verification/recognised_text.h"

namespace verification {
namespace {

constexpr std::size_t most_dropped = 3;  // at a line's beginning, of what stood beside it
// Between two words of a name stands one filler, between the two names stand two.
constexpr std::size_t ends_names = 3;
constexpr std::size_t shortest_names = 8;

struct Run {
    std::size_t at = 0;
    std::size_t length = 0;
};

template <class Belongs>
Run longest_run(std::string_view line, Belongs belongs) {
    Run best;
    Run now;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (!belongs(line[i])) continue;
        const bool goes_on = now.length > 0 && now.at + now.length == i;
        now = goes_on ? Run{now.at, now.length + 1} : Run{i, 1};
        if (now.length > best.length) best = now;
    }
    return best;
}

bool is_filler(char c) { return c == filler; }

// These letters, where they stand among fillers or between them and the end, were fillers.
std::string without_noise(std::string_view raw, std::string_view letters) {
    std::string line(raw);
    for (auto at = line.find_first_of(letters); at != std::string::npos;) {
        const auto end = std::min(line.find_first_not_of(letters, at), line.size());
        const bool before = at >= 2 && line[at - 1] == filler && line[at - 2] == filler;
        const bool after = end == line.size() || line[end] == filler;
        if (before && after) line.replace(at, end - at, end - at, filler);
        at = line.find_first_of(letters, end);
    }
    return line;
}

// The count of fillers in a row is what is misread most.
void add_width(std::string line, std::size_t width, unsigned changes, std::vector<LineReading>& widths) {
    const auto run = longest_run(line, is_filler);
    if (line.size() < width) {
        if (run.length < 2) return;
        line.insert(run.at, width - line.size(), filler);
        widths.push_back({std::move(line), changes + 1});
        return;
    }
    const auto excess = line.size() - width;
    if (excess > 0 && run.length > excess) {
        auto shorter = line;
        shorter.erase(run.at, excess);
        widths.push_back({std::move(shorter), changes + 1});
    }
    line.resize(width);
    widths.push_back({std::move(line), changes + (excess > 0 ? 1 : 0)});
}

void add_widths(std::string_view raw, std::size_t width, unsigned changes, std::vector<LineReading>& widths) {
    const auto excess = raw.size() > width ? raw.size() - width : 0;
    for (std::size_t dropped = 0; dropped <= std::min(excess, most_dropped); ++dropped)
        add_width(std::string(raw.substr(dropped)), width, changes + (dropped > 0 ? 1 : 0), widths);
}

char as_sex(char c) {
    if (c == 'P' || c == 'E' || c == 'T') return 'F';
    if (c == 'H' || c == 'N' || c == 'W') return 'M';
    return c == 'K' || c == 'C' ? filler : c;
}

// Nothing ('\0') when no such character can have been read as this one.
char as_kind(char c, Kind kind) {
    const auto digit = as_digit(c);
    const bool is_digit = digit >= '0' && digit <= '9';
    const auto letter = as_letter(c);
    switch (kind) {
        case Kind::any:
            return c == unread ? '\0' : c;
        case Kind::digit:
            return is_digit ? digit : '\0';
        case Kind::partial:
            if (c == 'K' || c == 'C') return filler;
            return is_digit || c == filler ? digit : '\0';
        case Kind::letter:
            return letter == filler || (letter >= 'A' && letter <= 'Z') ? letter : '\0';
        case Kind::sex: {
            const char sex = as_sex(c);
            return sex == 'F' || sex == 'M' || sex == 'X' || sex == filler ? sex : '\0';
        }
    }
    return '\0';
}

bool impose(std::string& line, std::string_view mask) {
    for (std::size_t i = 0; i < line.size(); ++i) {
        line[i] = as_kind(line[i], Kind{mask[i]});
        if (line[i] == '\0') return false;
    }
    return true;
}

// The first character says which kind of document it is, the second is mostly a filler.
void mend_code(std::string& line, const Layout& layout) {
    if (layout.format != ZoneFormat::td3 && line[0] == 'L') line[0] = 'I';
    if (line[1] == 'K') line[1] = filler;
}

// Without what stands after the names, where there are fillers alone.
std::string_view names_alone(std::string_view field) {
    const auto end = longest_run(field, is_filler);
    if (end.length >= ends_names) field = field.substr(0, end.at);
    for (std::size_t i = 0; i + ends_names <= field.size(); ++i) {
        const auto three = field.substr(i, ends_names);
        const bool alike = three == std::string(ends_names, three.front());
        if (alike &&
            (three.front() == filler || fillers_read_as.find(three.front()) != std::string_view::npos))
            return field.substr(0, i);
    }
    const auto apart = field.find("<<");
    if (apart == std::string_view::npos) return field;
    return field.substr(0, field.find("<<", apart + 2));
}

}  // namespace

std::vector<LineReading> data_readings(std::string_view raw, const Layout& layout, std::size_t which) {
    if (raw.size() + too_short < layout.width || raw.size() > layout.width + too_long) return {};
    std::vector<LineReading> readings;
    // To check digits it is the same, and a K alone among fillers is none.
    const auto first = without_noise(raw, "K");
    add_widths(first, layout.width, 0, readings);
    const auto second = without_noise(first, fillers_read_as);
    if (second != first) add_widths(second, layout.width, 1, readings);
    std::erase_if(readings, [&](LineReading& reading) {
        const bool can_be = impose(reading.line, layout.masks[which]);
        if (can_be && which == layout.code.line) mend_code(reading.line, layout);
        return !can_be;
    });
    return readings;
}

std::optional<std::string> names_reading(std::string_view raw, const Layout& layout) {
    std::string line(raw);
    std::ranges::transform(line, line.begin(), [](char c) {
        const char letter = as_kind(c, Kind::letter);
        return letter == '\0' ? filler : letter;
    });
    const bool has_code = layout.code.line == layout.names.line;
    if (has_code && layout.format == ZoneFormat::td3) line.erase(0, std::min(line.find('P'), most_dropped));
    if (line.size() < shortest_names || line.find(filler) == std::string::npos) return std::nullopt;
    if (has_code) mend_code(line, layout);
    line.resize(std::min(line.size(), layout.width));
    const std::string names(names_alone(std::string_view(line).substr(layout.names.at)));
    line.replace(layout.names.at, std::string::npos, names);
    line.resize(layout.width, filler);
    return line;
}

}  // namespace verification
