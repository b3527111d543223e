#include "tests/load/body.h"

#include <array>
#include <charconv>

#include "tests/load/json_scan.h"

namespace load {
namespace {

constexpr std::size_t kChecksumDigits = 16;
constexpr std::string_view kFiller =
    "the quick brown fox jumps over the lazy dog and goes on to say what people say in a lounge of an evening, ";

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001b3;
    return hash;
}

std::string checksum(std::string_view text) {
    std::array<char, kChecksumDigits> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), fnv1a(text), 16);
    const std::string hex(digits.data(), end);
    return std::string(kChecksumDigits - hex.size(), '0') + hex;
}

}  // namespace

// "<run> <number> <filler> <checksum of all before it>"
std::string make_body(std::string_view run, std::uint64_t number, std::size_t size) {
    std::string body = std::string(run) + ' ' + std::to_string(number) + ' ';
    while (body.size() + kChecksumDigits + 1 < size) body += kFiller[(body.size() + number) % kFiller.size()];
    body += ' ';
    return body + checksum(body);
}

std::optional<CheckedBody> check_body(std::string_view body) {
    if (body.size() < kShortestBody) return std::nullopt;
    const std::string_view said = body.substr(0, body.size() - kChecksumDigits);
    if (checksum(said) != body.substr(said.size())) return std::nullopt;
    const std::size_t first = said.find(' ');
    const std::size_t second = said.find(' ', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const auto number = parse_integer(said.substr(first + 1, second - first - 1));
    if (!number) return std::nullopt;
    return CheckedBody{said.substr(0, first), *number};
}

}  // namespace load
