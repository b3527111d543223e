// The statements that stand in core/store, as far as their source says: a statement that is put together begins with what is found here.
#pragma once

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/core/statement_watch.h"

namespace support {

struct SourceStatement {
    std::string file;
    std::string text;  // up to its first value
};

// What goes over everything by intent, or runs once: what scripts/stats counts, migrations, the proofs of the audit chain, of the ledger, of retention and of what was restored, keys that change, and what one person takes along or has erased.
inline const std::set<std::string> not_of_a_day{
    "schema.cpp",        "audit_log.cpp",           "phone_keys.cpp",  "personal_data.cpp", "market_data.cpp",
    "ledger_faults.cpp", "verification_report.cpp", "house_stats.cpp", "whole_house.cpp"};

inline std::vector<SourceStatement> statements_in(const std::filesystem::path& file) {
    static const std::regex statement("\"\\(?((?:SELECT|INSERT|UPDATE|DELETE) [^\"]*)\"");
    constexpr std::size_t shortest = 20;  // less says nothing: it goes on with a constant
    std::ostringstream source;
    source << std::ifstream(file).rdbuf();
    const std::string text = source.str();
    std::vector<SourceStatement> statements;
    for (std::sregex_iterator found(text.begin(), text.end(), statement), end; found != end; ++found) {
        std::string begin = without_values((*found)[1]);
        begin.resize(std::min(begin.size(), begin.find('?')));
        begin.erase(begin.find_last_not_of(' ') + 1);
        if (begin.size() >= shortest) statements.push_back({file.filename(), begin});
    }
    return statements;
}

inline std::vector<SourceStatement> statements_of_the_store() {
    const char* root = std::getenv("CHATROOM_ROOT");
    std::vector<SourceStatement> all;
    for (const auto& entry : std::filesystem::directory_iterator(
             std::filesystem::path(root == nullptr ? "." : root) / "core" / "store")) {
        const auto& path = entry.path();
        if (path.extension() != ".cpp" || not_of_a_day.contains(path.filename())) continue;
        for (auto& statement : statements_in(path)) all.push_back(std::move(statement));
    }
    return all;
}

}  // namespace support
