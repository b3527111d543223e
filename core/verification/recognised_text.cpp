#include "core/verification/recognised_text.h"

#include <array>
#include <utility>

#include "core/verification/zone_layout.h"

namespace verification {
namespace {

using namespace std::string_view_literals;

// UTF-8, and what is meant. Blanks and whatever is not named here mean nothing.
constexpr std::array signs{
    std::pair{"\xC2\xAB"sv, "<<"sv},      // «
    std::pair{"\xE2\x89\xAA"sv, "<<"sv},  // ≪
    std::pair{"\xE2\x80\xB9"sv, "<"sv},   // ‹
    std::pair{"\xEF\xBC\x9C"sv, "<"sv},   // ＜
    std::pair{"\xE3\x80\x88"sv, "<"sv},   // 〈
    std::pair{"\xC2\xA2"sv, "<"sv},       // ¢
    std::pair{"\xE2\x82\xAC"sv, "<"sv},   // €
    std::pair{"\xC2\xA9"sv, "C"sv},       // ©
    std::pair{"\xC2\xA3"sv, "E"sv},       // £
    std::pair{"\xC2\xA7"sv, "S"sv},       // §
    std::pair{"!"sv, "I"sv},
    std::pair{"$"sv, "S"sv},
};

bool is_plain(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == filler; }

// How many bytes were read.
std::size_t take_sign(std::string_view text, std::string& line) {
    for (const auto& [sign, meant] : signs) {
        if (!text.starts_with(sign)) continue;
        line += meant;
        return sign.size();
    }
    const char c = text.front();
    // A document's edge looks so.
    if (c == '|' && !line.empty()) line += 'I';
    if (c == '(' || c == '[' || c == '{') line += filler;
    if (is_plain(c) || c == unread) line += c;
    if (c >= 'a' && c <= 'z') line += static_cast<char>(c - 'a' + 'A');
    return 1;
}

constexpr std::string_view letters = "OQDUILZSGBAT";
constexpr std::string_view digits = "000011256847";

char exchanged(char c, std::string_view from, std::string_view to, char otherwise) {
    const auto place = from.find(c);
    return place == std::string_view::npos ? otherwise : to[place];
}

}  // namespace

std::vector<std::string> zone_lines(std::string_view text) {
    std::vector<std::string> lines;
    std::string line;
    const auto end_line = [&] {
        if (line.size() > 1) lines.push_back(line);
        line.clear();
    };
    while (!text.empty()) {
        if (text.front() == '\n' || text.front() == '\f') end_line();
        text.remove_prefix(take_sign(text, line));
    }
    end_line();
    return lines;
}

char as_digit(char character) { return exchanged(character, letters, digits, character); }
char as_letter(char character) { return exchanged(character, "0125684", "OIZSGBA", character); }
char look_alike(char character) { return exchanged(character, "OQDILBSZ", "00011852", '\0'); }

}  // namespace verification
