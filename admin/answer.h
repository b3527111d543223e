// What a command has to say: one JSON document for programs, and the same for people. Names in the document are snake_case and stay as they are.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"

namespace admin {

struct Answer {
    nlohmann::json document;
    std::string text;  // ends with a line break
    int status = 0;    // what the program ends with: a report of something wrong is an answer, too
};

// Null for what there is not, and for a text that is empty.
nlohmann::json or_null(const std::optional<base::Time>& time);
nlohmann::json or_null(const std::string& text);
template <class T>
nlohmann::json or_null(const std::optional<T>& value) {
    return value ? nlohmann::json(*value) : nlohmann::json(nullptr);
}

// "40 s", "12 min", "3 h", "5 d"; what is less than nothing is nothing.
std::string spell(base::Millis length);
// A terminal obeys control characters, and a row of a table is one line.
std::string one_line(std::string text);

// Rows under their headings, each column as wide as its widest cell; what is not a letter wide (East Asian, combining) may shift what follows it.
struct Column {
    std::string_view heading;
    bool number = false;  // to the right
};
std::string table_of(const std::vector<Column>& columns, const std::vector<std::vector<std::string>>& rows);

}  // namespace admin
