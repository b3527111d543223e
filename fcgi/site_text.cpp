#include "fcgi/site_text.h"

#include <fstream>
#include <optional>
#include <sstream>

#include "core/view/quality_list.h"

namespace fcgi {
namespace {

constexpr std::size_t most_bytes = 65'536;
constexpr std::string_view heading_mark = "# ";

std::optional<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text(most_bytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

}  // namespace

std::vector<view::TextPart> split_text(std::string_view text) {
    std::vector<view::TextPart> parts;
    std::string part;
    const auto finish = [&] {
        if (part.empty()) return;
        const bool heading = part.starts_with(heading_mark);
        parts.push_back({.heading = heading, .text = heading ? part.substr(heading_mark.size()) : part});
        part.clear();
    };
    std::istringstream lines{std::string(text)};
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        if (view::trim(line).empty()) {
            finish();
        } else {
            part += (part.empty() ? "" : "\n") + line;
        }
    }
    finish();
    return parts;
}

std::vector<view::TextPart> site_text(const std::string& folder, std::string_view name,
                                      std::string_view language) {
    const std::string begin = folder + "/" + std::string(name);
    auto text = read_file(begin + "." + std::string(language) + ".txt");
    if (!text) text = read_file(begin + ".txt");
    return text ? split_text(*text) : std::vector<view::TextPart>{};
}

}  // namespace fcgi
