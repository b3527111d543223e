#include "core/verification/placed_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "core/verification/zone_layout.h"

namespace verification {
namespace {

constexpr std::size_t most_text = 262'144;
constexpr std::size_t longest_line = 200;
constexpr std::size_t shortest_line = 12;
// In parts of the distance between two places.
constexpr double off_place = 0.3;
constexpr double regular = 0.2;
// How much of what is seen corrects where the next place is thought to be.
constexpr double trust = 0.5;

struct Seen {
    std::string character;
    int left = 0;
    int bottom = 0;
    int right = 0;
    int top = 0;

    double middle() const { return (static_cast<double>(left) + right) / 2; }
};
using Line = std::vector<Seen>;

std::optional<Seen> parse(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos || space == 0) return std::nullopt;
    Seen seen{.character = std::string(text.substr(0, space))};
    text.remove_prefix(space);
    for (int* number : {&seen.left, &seen.bottom, &seen.right, &seen.top}) {
        if (!text.starts_with(' ')) return std::nullopt;
        text.remove_prefix(1);
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), *number);
        if (failure != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return seen;
}

// Whoever reads on goes to the right; a new line begins further left, and below.
std::vector<Line> lines_of(std::string_view boxes) {
    std::vector<Line> lines;
    while (!boxes.empty()) {
        const auto text = boxes.substr(0, boxes.find('\n'));
        boxes.remove_prefix(std::min(text.size() + 1, boxes.size()));
        auto seen = parse(text);
        if (!seen) continue;
        const bool goes_on = !lines.empty() && lines.back().size() < longest_line &&
                             seen->middle() > lines.back().back().left &&
                             seen->top > lines.back().back().bottom;
        if (!goes_on) lines.emplace_back();
        lines.back().push_back(std::move(*seen));
    }
    return lines;
}

double step_of(const Line& line) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < line.size(); ++i) steps.push_back(line[i].middle() - line[i - 1].middle());
    const auto half = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::ranges::nth_element(steps, half);
    return *half;
}

// The middle of the longest stretch with one step between neighbours.
std::optional<std::size_t> anchor_of(const Line& line, double step) {
    std::size_t best = 0;
    std::size_t at = 0;
    std::size_t length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double off = line[i].middle() - line[i - 1].middle() - step;
        length = std::abs(off) < regular * step ? length + 1 : 0;
        if (length <= best) continue;
        best = length;
        at = i - length / 2;
    }
    if (best < 3) return std::nullopt;
    return at;
}

// What stands at each place from the anchor on, which is left out, to one end of the line.
class Walk {
public:
    Walk(const Line& line, std::size_t anchor, double step)
        : line_(line),
          step_(step),
          place_(line[anchor].middle()) {}

    std::vector<std::string> go(int direction) {
        std::vector<std::string> found;
        const double last = direction > 0 ? line_.back().middle() : line_.front().middle();
        while (direction * (last - place_) > step_ * (1 - off_place) && found.size() < longest_line) {
            place_ += direction * step_;
            found.push_back(at_place());
        }
        return found;
    }

private:
    std::string at_place() {
        const Seen* nearest = nullptr;
        for (const auto& seen : line_) {
            if (nearest == nullptr || std::abs(seen.middle() - place_) < std::abs(nearest->middle() - place_))
                nearest = &seen;
        }
        const double off = nearest->middle() - place_;
        if (std::abs(off) > off_place * step_) return "?";
        place_ += trust * off;
        return nearest->character;
    }

    const Line& line_;
    double step_;
    double place_;
};

bool is_filler(const std::string& character) { return character == "<" || character == "K"; }

std::string text_of(const Line& line) {
    std::string text;
    const auto step = line.size() < shortest_line ? 0 : step_of(line);
    const auto anchor = step > 0 ? anchor_of(line, step) : std::nullopt;
    if (!anchor) {
        for (const auto& seen : line) text += seen.character;
        return text;
    }
    auto places = Walk(line, *anchor, step).go(-1);
    std::ranges::reverse(places);
    places.push_back(line[*anchor].character);
    const auto after = Walk(line, *anchor, step).go(1);
    places.insert(places.end(), after.begin(), after.end());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool among_fillers = i > 0 && i + 1 < places.size() && is_filler(places[i - 1]) &&
                                   (is_filler(places[i + 1]) || places[i + 1] == "?");
        if (places[i] == "?" && among_fillers) places[i] = "<";
        text += places[i];
    }
    return text;
}

}  // namespace

std::string on_the_grid(std::string_view boxes) {
    if (boxes.size() > most_text) boxes.remove_prefix(boxes.size() - most_text);
    std::string text;
    for (const auto& line : lines_of(boxes)) text += text_of(line) + '\n';
    return text;
}

}  // namespace verification
