#include "core/view/formatted.h"

#include <simdjson.h>

#include <array>
#include <utility>

namespace view {
namespace {

using simdjson::dom::array;
using simdjson::dom::element;

constexpr std::array<std::pair<std::string_view, Block::Kind>, 4> block_names{{{"p", Block::Kind::paragraph},
                                                                               {"q", Block::Kind::quote},
                                                                               {"c", Block::Kind::code},
                                                                               {"me", Block::Kind::me}}};
constexpr std::array<std::pair<std::string_view, Run::Kind>, 6> run_names{{{"b", Run::Kind::bold},
                                                                           {"i", Run::Kind::italic},
                                                                           {"bi", Run::Kind::bold_italic},
                                                                           {"c", Run::Kind::code},
                                                                           {"a", Run::Kind::link},
                                                                           {"m", Run::Kind::mention}}};

// simdjson's own error for a format that is none: caught in one place with those of the parser.
template <class Names>
auto kind_of(std::string_view name, const Names& names) {
    for (const auto& [known, kind] : names) {
        if (name == known) return kind;
    }
    throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
}

Run run_of(const element& json) {
    if (json.is_string()) return {.kind = Run::Kind::text, .text = std::string(std::string_view(json))};
    const array parts = json;
    Run run{.kind = kind_of(std::string_view(parts.at(0)), run_names),
            .text = std::string(std::string_view(parts.at(1)))};
    if (run.kind == Run::Kind::link) run.href = std::string_view(parts.at(2));
    if (run.kind == Run::Kind::mention) run.who = parts.at(2);
    return run;
}

Block block_of(const array& json) {
    Block block;
    bool first = true;
    for (const element part : json) {
        if (std::exchange(first, false)) {
            block.kind = kind_of(std::string_view(part), block_names);
        } else {
            block.runs.push_back(run_of(part));
        }
    }
    return block;
}

}  // namespace

std::vector<Block> parse_format(std::string_view json) {
    if (json.empty()) return {};
    // Its buffers are worth keeping: a page parses many.
    thread_local simdjson::dom::parser parser;
    std::vector<Block> blocks;
    try {
        for (const array block : array(parser.parse(json.data(), json.size())))
            blocks.push_back(block_of(block));
    } catch (const simdjson::simdjson_error&) {
        return {};
    }
    return blocks;
}

}  // namespace view
