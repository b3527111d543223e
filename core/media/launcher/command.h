// What the launcher is told.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace media::launcher {

struct Command {
    std::vector<const char*> readable;  // files, and folders with all below them
    unsigned megabytes = 1'000;
    std::size_t program = 0;  // its place in argv
};

// `words`: argv without its first. Nothing when it names no program, or says what is not known. Pure; points into what it is given.
std::optional<Command> parse(std::span<char* const> words);

}  // namespace media::launcher
