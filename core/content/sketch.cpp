#include "core/content/sketch.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <limits>
#include <vector>

namespace content {
namespace {

constexpr std::size_t group = 4;          // letters
constexpr std::size_t band = 5;           // hashes that must be the same for one mark
constexpr std::size_t weight_of_han = 3;  // about as many letters as a character says in other scripts

// SplitMix64's last step: every bit of the outcome depends on every bit of the value.
std::uint64_t mixed(std::uint64_t value) {
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

std::size_t weight_of(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_HAN ? weight_of_han : 1;
}

// Without digits, and each letter once where it is repeated.
std::vector<UChar32> bare(const std::string& text, std::size_t& weight) {
    std::vector<UChar32> letters;
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(text.data(), i, length, c);
        if (c < 0 || u_isdigit(c) || (!letters.empty() && letters.back() == c)) continue;
        letters.push_back(c);
        weight += weight_of(c);
    }
    return letters;
}

}  // namespace

std::optional<Sketch> sketch_of(const Letters& letters) {
    std::size_t weight = 0;
    const auto bare_letters = bare(letters.text, weight);
    if (weight < shortest_sketched || bare_letters.size() < group) return std::nullopt;
    std::array<std::uint64_t, marks_per_text * band> least;
    least.fill(std::numeric_limits<std::uint64_t>::max());
    for (std::size_t i = 0; i + group <= bare_letters.size(); ++i) {
        std::uint64_t hash = 0;
        for (std::size_t n = 0; n < group; ++n)
            hash = mixed(hash + static_cast<std::uint64_t>(bare_letters[i + n]) + 0x9e3779b97f4a7c15U);
        for (std::size_t m = 0; m < least.size(); ++m)
            least[m] = std::min(least[m], mixed(hash ^ (0xd6e8feb86659fd93U * (m + 1))));
    }
    Sketch sketch{};
    for (std::size_t m = 0; m < least.size(); ++m) sketch[m / band] = mixed(sketch[m / band] + least[m]);
    return sketch;
}

}  // namespace content
