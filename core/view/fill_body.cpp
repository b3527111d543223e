#include "core/view/fill.h"

namespace view {
namespace {

const char* section_of(Run::Kind kind) {
    switch (kind) {
        case Run::Kind::text:
            return "TEXT";
        case Run::Kind::bold:
            return "BOLD";
        case Run::Kind::italic:
            return "ITALIC";
        case Run::Kind::bold_italic:
            return "BOLD_ITALIC";
        case Run::Kind::code:
            return "CODE";
        case Run::Kind::link:
            return "LINK";
        case Run::Kind::mention:
            return "MENTION";
    }
    return "TEXT";
}

const char* section_of(Block::Kind kind) {
    switch (kind) {
        case Block::Kind::paragraph:
            return "PARAGRAPH";
        case Block::Kind::quote:
            return "QUOTED";
        case Block::Kind::code:
            return "CODE";
        case Block::Kind::me:
            return "ME";
    }
    return "PARAGRAPH";
}

void fill_run(Dictionary& fragment, const Run& run) {
    Dictionary& section = *fragment.AddSectionDictionary(section_of(run.kind));
    section.SetValue("VALUE", run.text);
    if (run.kind == Run::Kind::link) section.SetValue("HREF", run.href);
    if (run.kind == Run::Kind::mention) set_number(section, "WHO", run.who);
}

void fill_block(Dictionary& fragment, const std::string& set, const Block& block, const std::string& author) {
    Dictionary& section = *fragment.AddSectionDictionary(section_of(block.kind));
    if (block.kind == Block::Kind::code) {
        for (const auto& run : block.runs) section.SetValue("VALUE", run.text);
        return;
    }
    if (block.kind == Block::Kind::me) section.SetValue("AUTHOR", author);
    for (const auto& run : block.runs) fill_run(include(section, "RUN", set, "_run.html"), run);
}

}  // namespace

void fill_body(Dictionary& line, const std::string& set, const Line& values) {
    if (values.blocks.empty()) return line.SetValue("BODY", values.body);
    for (const auto& block : values.blocks)
        fill_block(include(line, "BLOCK", set, "_block.html"), set, block, values.author);
}

}  // namespace view
