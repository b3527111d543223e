#include "core/media/launcher/command.h"

#include <charconv>
#include <string_view>

namespace media::launcher {
namespace {

constexpr unsigned most_megabytes = 4'000;

std::optional<unsigned> megabytes_of(std::string_view word) {
    unsigned number = 0;
    const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (failure != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    if (number == 0 || number > most_megabytes) return std::nullopt;
    return number;
}

}  // namespace

std::optional<Command> parse(std::span<char* const> words) {
    Command command;
    std::size_t at = 0;
    for (; at + 1 < words.size() && words[at][0] == '-'; at += 2) {
        const std::string_view option = words[at];
        if (option == "--read") {
            command.readable.push_back(words[at + 1]);
        } else if (option == "--memory") {
            const auto megabytes = megabytes_of(words[at + 1]);
            if (!megabytes) return std::nullopt;
            command.megabytes = *megabytes;
        } else {
            return std::nullopt;
        }
    }
    if (at >= words.size() || words[at][0] == '-') return std::nullopt;
    command.program = at + 1;
    return command;
}

}  // namespace media::launcher
