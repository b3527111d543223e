// A message's format (core/chat/format.h) as view values. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace view {

// templates/_run.html: VALUE in one of the sections TEXT, BOLD, ITALIC, BOLD_ITALIC, CODE, LINK (with HREF), MENTION (with WHO).
struct Run {
    enum class Kind { text, bold, italic, bold_italic, code, link, mention };
    Kind kind = Kind::text;
    std::string text;
    std::string href{};
    std::uint64_t who = 0;
};

// templates/_block.html: sections PARAGRAPH, QUOTED and ME (with AUTHOR), each holding repeated {{>RUN}}; CODE holding {{VALUE}}.
struct Block {
    enum class Kind { paragraph, quote, code, me };
    Kind kind = Kind::paragraph;
    std::vector<Run> runs;  // of code: one, of kind text
};

// No blocks for an empty format: the body is plain text. Also none for what is no format at all: the body is shown then, whatever the row holds.
std::vector<Block> parse_format(std::string_view json);

}  // namespace view
