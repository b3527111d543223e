#include "admin/table_file.h"

#include <fmt/core.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace admin {

std::vector<std::vector<std::string>> read_table(const std::string& path, std::size_t columns) {
    std::ifstream file(path);
    if (!file)
        throw std::runtime_error(path + " cannot be read; set CHATROOM_ROOT to the folder that holds sql/");
    std::vector<std::vector<std::string>> rows;
    std::string line;
    while (std::getline(file, line)) {
        if (line.empty() || line.starts_with('#')) continue;
        std::vector<std::string> row;
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');) row.push_back(cell);
        if (row.size() != columns)
            throw std::runtime_error(
                fmt::format("{}: \"{}\" has {} columns instead of {}", path, line, row.size(), columns));
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace admin
