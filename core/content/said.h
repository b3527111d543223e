// What the rules look at of a message: its words, and what was taken out of them because the house knows what it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace content {

struct Said {
    std::string text;                // without links and without the names of those who are meant
    std::vector<std::string> hosts;  // of its links
    std::size_t mentions = 0;
    bool picture = false;
};

// `format`: of core/chat/format.h; empty: the body is all text. Pure.
Said said_of(std::string_view body, std::string_view format, bool picture);

// How much of a wall it is: the longest row of one character or (counted threefold) of one word, the line breaks, the emoji, or (fourfold) the marks piled on one
// letter, whichever is most. Ordinary lines stay below ten.
std::size_t wall_of(std::string_view text);

}  // namespace content
