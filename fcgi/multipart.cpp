#include "fcgi/multipart.h"

#include <algorithm>

#include "core/view/quality_list.h"

namespace fcgi {
namespace {

constexpr std::size_t most_parts = 32;
constexpr std::size_t longest_boundary = 70;
constexpr std::string_view line_end = "\r\n";

// The value of `; name=value` or `; name="value"`, where a quote inside is written as %22 (WHATWG) or behind a backslash.
std::optional<std::string> parameter_of(std::string_view header, std::string_view name) {
    while (true) {
        const auto semicolon = header.find(';');
        if (semicolon == std::string_view::npos) return std::nullopt;
        header = view::trim(header.substr(semicolon + 1));
        const auto equals = header.find('=');
        if (equals == std::string_view::npos) return std::nullopt;
        const bool wanted = view::equal_ignoring_case(header.substr(0, equals), name);
        header.remove_prefix(equals + 1);
        std::string value;
        if (!header.starts_with('"')) {
            value = view::trim(header.substr(0, header.find(';')));
        } else {
            std::size_t place = 1;
            for (; place < header.size() && header[place] != '"'; ++place) {
                if (header[place] == '\\' && place + 1 < header.size()) ++place;
                value += header[place];
            }
            header.remove_prefix(std::min(place + 1, header.size()));
        }
        if (wanted) return value;
    }
}

std::optional<std::string> delimiter_of(std::string_view content_type) {
    const auto boundary = parameter_of(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > longest_boundary) return std::nullopt;
    return "--" + *boundary;
}

// The head's lines, then an empty one, then the content.
std::optional<Part> read_part(std::string_view text) {
    constexpr std::string_view disposition = "content-disposition:";
    const auto head_end = text.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return std::nullopt;
    std::string_view head = text.substr(0, head_end);
    while (!head.empty()) {
        const auto line = head.substr(0, head.find(line_end));
        head.remove_prefix(std::min(line.size() + line_end.size(), head.size()));
        if (!view::equal_ignoring_case(line.substr(0, disposition.size()), disposition)) continue;
        auto name = parameter_of(line, "name");
        if (!name) return std::nullopt;
        auto file_name = parameter_of(line, "filename");
        return Part{.name = std::move(*name),
                    .file = file_name.has_value(),
                    .file_name = file_name.value_or(""),
                    .content = text.substr(head_end + 4)};
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body) {
    const auto delimiter = delimiter_of(content_type);
    if (!delimiter) return std::nullopt;
    const auto first = body.find(*delimiter);
    if (first == std::string_view::npos) return std::nullopt;
    const std::string between = std::string(line_end) + *delimiter;
    std::vector<Part> parts;
    body.remove_prefix(first + delimiter->size());
    while (!body.starts_with("--")) {
        if (!body.starts_with(line_end) || parts.size() == most_parts) return std::nullopt;
        body.remove_prefix(line_end.size());
        const auto end = body.find(between);
        if (end == std::string_view::npos) return std::nullopt;
        auto part = read_part(body.substr(0, end));
        if (!part) return std::nullopt;
        parts.push_back(std::move(*part));
        body.remove_prefix(end + between.size());
    }
    return parts;
}

}  // namespace fcgi
