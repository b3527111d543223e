// The blocks of a body: paragraphs, quotes, code, and the one of "/me". Part of format.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chat {

enum class BlockKind { paragraph, quote, code, me };

struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::string text;  // without the marks that made the block
};

// Blocks that hold something. Blank lines beside a quote or code are left out: they are blocks of their own.
std::vector<Block> blocks_of(std::string_view body);

}  // namespace chat
