#include "admin/answer.h"

#include <fmt/format.h>

#include <algorithm>

namespace admin {
namespace {

std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string line_of(const std::vector<Column>& columns, const std::vector<std::size_t>& widths,
                    const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string space(widths[i] - letters_in(cells[i]), ' ');
        line += (i == 0 ? "" : "  ") + (columns[i].number ? space + cells[i] : cells[i] + space);
    }
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

nlohmann::json or_null(const std::optional<base::Time>& time) {
    return time ? nlohmann::json(base::to_iso8601(*time)) : nlohmann::json(nullptr);
}

nlohmann::json or_null(const std::string& text) {
    return text.empty() ? nlohmann::json(nullptr) : nlohmann::json(text);
}

std::string spell(base::Millis length) {
    const auto seconds = std::max<std::int64_t>(length.count() / 1000, 0);
    if (seconds < 120) return fmt::format("{} s", seconds);
    if (seconds < 2 * 3600) return fmt::format("{} min", seconds / 60);
    if (seconds < 2 * 86'400) return fmt::format("{} h", seconds / 3600);
    return fmt::format("{} d", seconds / 86'400);
}

std::string one_line(std::string text) {
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string table_of(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::string> headings;
    std::vector<std::size_t> widths;
    for (const auto& column : columns) {
        headings.emplace_back(column.heading);
        widths.push_back(letters_in(column.heading));
    }
    for (const auto& row : rows)
        for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], letters_in(row[i]));
    std::string text = line_of(columns, widths, headings);
    for (const auto& row : rows) text += line_of(columns, widths, row);
    return text;
}

}  // namespace admin
