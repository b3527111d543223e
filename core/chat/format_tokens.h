// First step of runs_of(): one pass over a paragraph that finds code, addresses, mentions and the marks that may begin or end something. Part of format.h.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/chat/format_runs.h"

namespace chat {

struct Marks {
    char letter = '*';  // or '_'
    bool opens = false;
    bool closes = false;
    bool escaped = false;  // a backslash stands before them
};

// A part of the paragraph, in its order; without gaps.
struct Token {
    enum class Kind { text, marks, backslash, run };
    Kind kind = Kind::text;
    std::string_view text{};
    Marks marks{};      // of Kind::marks
    bool gone = false;  // Kind::backslash: it did its work, so it is not shown
    Run run{};          // of Kind::run: complete
};

std::vector<Token> tokens_of(std::string_view paragraph, const Mentions& mentions,
                             std::vector<std::string>* names);

}  // namespace chat
