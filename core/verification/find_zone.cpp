#include <algorithm>
#include <tuple>

#include "core/verification/mrz.h"
#include "core/verification/recognised_text.h"
#include "core/verification/zone_repair.h"

namespace verification {
namespace {

using Lines = std::vector<std::string>;
using Spots = std::vector<Place>;  // of one character each

constexpr std::size_t most_text = 32'768;
constexpr std::size_t most_tried = 20'000;
constexpr std::size_t most_changes = 2;
constexpr std::size_t names_too_long = 16;
// Where no line ends where one should, it may end this much away.
constexpr std::size_t astray = 4;

// All of the text in one, and where its lines end.
struct Stream {
    std::string text;
    std::vector<std::size_t> ends;

    explicit Stream(const Lines& lines) {
        for (const auto& line : lines) {
            text += line;
            ends.push_back(text.size());
        }
    }
};

// The best reading so far, and whether another one is as good.
class Best {
public:
    void take(MachineZone zone, std::size_t changes) {
        if (zone_ && changes > changes_) return;
        if (zone_ && changes == changes_) {
            open_ = open_ || !same(*zone_, zone);
            return;
        }
        zone_ = std::move(zone);
        changes_ = changes;
        open_ = false;
    }
    std::optional<MachineZone> zone() && {
        if (open_) return std::nullopt;
        return std::move(zone_);
    }

private:
    static bool same(const MachineZone& one, const MachineZone& other) {
        return std::tie(one.document_number, one.birth, one.expiry) ==
               std::tie(other.document_number, other.birth, other.expiry);
    }

    std::optional<MachineZone> zone_;
    std::size_t changes_ = 0;
    bool open_ = false;
};

void add_spots(const Lines& lines, const Place& place, Spots& spots) {
    for (std::size_t at = place.at; at < place.at + place.length; ++at) {
        if (look_alike(lines[place.line][at]) != '\0') spots.push_back({place.line, at, 1});
    }
}

// Hands over the lines with `count` of these spots exchanged, in every way there is.
template <class See>
void exchange(Lines& lines, const Spots& spots, std::size_t from, std::size_t count, const See& see) {
    if (count == 0) {
        see(lines);
        return;
    }
    for (std::size_t i = from; i < spots.size(); ++i) {
        char& character = lines[spots[i].line][spots[i].at];
        const char before = character;
        character = look_alike(before);
        exchange(lines, spots, i + 1, count - 1, see);
        character = before;
    }
}

class Search {
public:
    Search(const Stream& stream, Date today) : stream_(stream), today_(today) {}

    void look_for(const Layout& layout) {
        layout_ = &layout;
        tried_ = 0;
        // A zone stands below everything else.
        for (auto end = stream_.ends.size(); end > 0 && tried_ < most_tried; --end) {
            Lines lines;
            go_on(end == 1 ? 0 : stream_.ends[end - 2], lines, 0);
        }
    }

    std::optional<MachineZone> result() && { return std::move(best_).zone(); }

private:
    void go_on(std::size_t from, Lines& lines, std::size_t changes) {
        const auto which = lines.size();
        if (which == layout_->masks.size()) {
            mend_number(lines, changes);
            return;
        }
        for (const auto end : line_ends(from, which == layout_->names.line)) {
            const auto raw = std::string_view(stream_.text).substr(from, end - from);
            for (auto& reading : readings(raw, which)) {
                if (++tried_ > most_tried) return;
                lines.push_back(std::move(reading.line));
                if (which != layout_->birth.line || dates_hold(lines))
                    go_on(end, lines, changes + reading.changes);
                lines.pop_back();
            }
        }
    }

    std::vector<std::size_t> line_ends(std::size_t from, bool names) const {
        const auto width = layout_->width;
        const auto least = from + (names ? std::min<std::size_t>(width, 8) : width - too_short);
        const auto most = from + width + (names ? names_too_long : too_long);
        std::vector<std::size_t> found;
        const auto first = std::ranges::lower_bound(stream_.ends, least);
        for (auto end = first; end != stream_.ends.end() && *end <= most; ++end) found.push_back(*end);
        if (!found.empty()) return found;
        for (auto end = from + width - astray; end <= from + width + astray; ++end) {
            if (end <= stream_.text.size()) found.push_back(end);
        }
        return found;
    }

    std::vector<LineReading> readings(std::string_view raw, std::size_t which) const {
        if (which != layout_->names.line) return data_readings(raw, *layout_, which);
        std::vector<LineReading> one;
        if (auto line = names_reading(raw, *layout_)) one.push_back({std::move(*line), 0});
        return one;
    }

    bool dates_hold(const Lines& lines) const {
        const auto hold = [&](const Place& date, const Place& digit) {
            return check_digit(text_at(lines, date)) == text_at(lines, digit).front();
        };
        return hold(layout_->birth, layout_->birth_check) && hold(layout_->expiry, layout_->expiry_check);
    }

    // The fewest exchanges with which the number's own check digit holds, then the same for what only the others cover.
    void mend_number(Lines& lines, std::size_t changes) {
        Spots spots;
        add_spots(lines, layout_->number, spots);
        // A number goes on there; else there is none that could be wrong.
        if (text_at(lines, layout_->number_check).front() == filler)
            add_spots(lines, layout_->optional, spots);
        bool found = false;
        for (std::size_t count = 0; count <= most_changes && !found; ++count) {
            exchange(lines, spots, 0, count, [&](const Lines& tried) {
                const auto zone = attempt(tried);
                if (!zone || !zone->checks.number) return;
                found = true;
                mend_optional(tried, changes + count);
            });
        }
    }

    void mend_optional(Lines lines, std::size_t changes) {
        Spots spots;
        if (text_at(lines, layout_->number_check).front() != filler)
            add_spots(lines, layout_->optional, spots);
        add_spots(lines, layout_->more_optional, spots);
        bool found = false;
        for (std::size_t count = 0; count <= most_changes && !found; ++count) {
            exchange(lines, spots, 0, count, [&](const Lines& tried) {
                auto zone = attempt(tried);
                if (!zone || !zone->checks.all()) return;
                found = true;
                best_.take(std::move(*zone), changes + count);
            });
        }
    }

    std::optional<MachineZone> attempt(const Lines& lines) {
        if (++tried_ > most_tried) return std::nullopt;
        return parse_zone(lines, today_);
    }

    const Stream& stream_;
    Date today_;
    const Layout* layout_ = nullptr;
    std::size_t tried_ = 0;
    Best best_;
};

}  // namespace

std::optional<MachineZone> find_zone(std::string_view text, Date today) {
    if (text.size() > most_text) text.remove_prefix(text.size() - most_text);
    const Stream stream(zone_lines(text));
    Search search(stream, today);
    for (const auto format : {ZoneFormat::td3, ZoneFormat::td1, ZoneFormat::td2})
        search.look_for(layout_of(format));
    return std::move(search).result();
}

std::string comparable_number(std::string_view typed) {
    std::string number;
    for (const char one : typed) {
        const char c = one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
        // What stands for signs that a zone has not, and what it is often read as.
        const bool kept = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!kept || c == 'K') continue;
        const char digit = look_alike(c);
        number += c == 'G' ? '6' : digit == '\0' ? c : digit;
    }
    return number;
}

std::string comparable_number(const MachineZone& zone) { return comparable_number(zone.document_number); }

}  // namespace verification
