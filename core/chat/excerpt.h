// The part of a text that shows what was looked for. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/chat/search_query.h"

namespace chat {

struct Piece {
    std::string text;
    bool marked = false;
};

// The whole text, or of a long one about `most` code points around the first span, with … where something was left out.
std::vector<Piece> excerpt(std::string_view text, const std::vector<Span>& spans, std::size_t most);

}  // namespace chat
