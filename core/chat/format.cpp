#include "core/chat/format.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "core/chat/format_blocks.h"
#include "core/chat/format_runs.h"

namespace chat {
namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

bool holds_www(std::string_view body) {
    const auto is_w = [](char c) { return c == 'w' || c == 'W'; };
    for (std::size_t dot = body.find('.'); dot != std::string_view::npos; dot = body.find('.', dot + 1)) {
        if (dot >= 3 && is_w(body[dot - 1]) && is_w(body[dot - 2]) && is_w(body[dot - 3])) return true;
    }
    return false;
}

// Most messages are words alone: they cost one look at each character.
bool may_be_formatted(std::string_view body) {
    constexpr auto nowhere = std::string_view::npos;
    return body.find_first_of("*_`@>") != nowhere || body.starts_with("/me ") ||
           body.find("://") != nowhere || holds_www(body);
}

void text(Json& json, std::string_view value) {
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

const char* name_of(RunKind kind) {
    switch (kind) {
        case RunKind::bold:
            return "b";
        case RunKind::italic:
            return "i";
        case RunKind::bold_italic:
            return "bi";
        case RunKind::code:
            return "c";
        case RunKind::link:
            return "a";
        case RunKind::mention:
            return "m";
        case RunKind::text:
            return "";
    }
    return "";
}

void write(Json& json, const Run& run) {
    if (run.kind == RunKind::text) return text(json, run.text);
    json.StartArray();
    text(json, name_of(run.kind));
    text(json, run.text);
    if (run.kind == RunKind::link) text(json, run.href);
    if (run.kind == RunKind::mention) json.Uint64(run.who.value);
    json.EndArray();
}

const char* name_of(BlockKind kind) {
    switch (kind) {
        case BlockKind::quote:
            return "q";
        case BlockKind::code:
            return "c";
        case BlockKind::me:
            return "me";
        case BlockKind::paragraph:
            return "p";
    }
    return "p";
}

// Whether the outcome is the body as it is.
bool is_plain(const std::vector<Block>& blocks, const std::vector<Run>& runs, std::string_view body) {
    return blocks.size() == 1 && blocks.front().kind == BlockKind::paragraph && runs.size() == 1 &&
           runs.front().kind == RunKind::text && runs.front().text == body;
}

}  // namespace

std::vector<std::string> mentioned_names(std::string_view body) {
    std::vector<std::string> names;
    if (body.find('@') == std::string_view::npos) return names;
    for (const auto& block : blocks_of(body)) {
        if (block.kind != BlockKind::code) runs_of(block.text, {}, &names);
    }
    return names;
}

std::string format_of(std::string_view body, const Mentions& mentions) {
    if (!may_be_formatted(body)) return {};
    const auto blocks = blocks_of(body);
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    json.StartArray();
    for (const auto& block : blocks) {
        json.StartArray();
        text(json, name_of(block.kind));
        if (block.kind == BlockKind::code) {
            text(json, block.text);
        } else {
            const auto runs = runs_of(block.text, mentions);
            if (is_plain(blocks, runs, body)) return {};
            for (const auto& run : runs) write(json, run);
        }
        json.EndArray();
    }
    json.EndArray();
    if (blocks.empty() || buffer.GetSize() > most_format_bytes) return {};
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace chat
