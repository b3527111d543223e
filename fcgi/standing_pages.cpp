#include "fcgi/standing_pages.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "core/base/tr.h"

namespace fcgi {
namespace {

using base::tr;

struct Standing {
    std::string_view name;
    std::string_view title;
};

constexpr std::array standing{
    Standing{"unavailable", tr("Back in a moment")},
    Standing{"unsent", tr("That did not arrive")},
    Standing{"too_large", tr("That is too large")},
};

// nginx may be reading the one before.
void replace_file(const std::string& path, const std::string& text) {
    const std::string fresh = path + ".new";
    std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) throw std::runtime_error(fresh + " cannot be written");
    std::filesystem::rename(fresh, path);
}

void write_in(const std::string& folder, const view::Renderer& renderer, const view::Language& language,
              const std::string& theme) {
    const std::string ending = "." + language.code() + "." + (theme.empty() ? "system" : theme) + ".html";
    for (const auto& [name, title] : standing)
        replace_file(folder + "/" + std::string(name) + ending,
                     renderer.bare(language, {.name = name, .title = language.text(title), .theme = theme}));
    replace_file(folder + "/reconnecting" + ending, renderer.reconnecting(language, theme));
}

}  // namespace

void write_standing_pages(const std::string& folder, const view::Renderer& renderer,
                          const view::Languages& languages) {
    std::filesystem::create_directories(folder);
    for (const auto code : view::language_codes) {
        for (const char* theme : {"", "light", "dark"}) write_in(folder, renderer, languages.at(code), theme);
    }
}

}  // namespace fcgi
