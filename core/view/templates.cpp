#include "core/view/templates.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "core/view/modules.h"
#include "core/view/template_source.h"

namespace view {
namespace {

// A marker that stands alone on its line takes the line with it.
constexpr auto strip = ctemplate::STRIP_BLANK_LINES;

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + " cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TemplateSets::TemplateSets(const std::string& folder, const std::string& scripts,
                           const Languages& languages) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".html") continue;
        add(entry.path(), preload_modules(read_file(entry.path()), scripts), languages);
    }
    cache_.Freeze();
}

void TemplateSets::add(const std::string& path, std::string source, const Languages& languages) {
    const std::string file = std::filesystem::path(path).filename();
    // A fragment may stand in the middle of a text: the line feed that ends its file is no part of it.
    if (file.starts_with('_') && source.ends_with('\n')) source.pop_back();
    for (const auto code : language_codes) {
        const std::string text = translate_template(source, languages.at(code), path);
        if (!cache_.StringToTemplateCache(std::string(code) + "/" + file, text, strip)) {
            throw std::runtime_error(path + " is not a template that can be escaped safely (language " +
                                     std::string(code) + ")");
        }
    }
}

void TemplateSets::expand(const std::string& name, const ctemplate::TemplateDictionaryInterface& values,
                          std::string& out) const {
    if (!cache_.ExpandNoLoad(name, strip, &values, nullptr, &out))
        throw std::runtime_error("the template " + name + " is incomplete");
}

}  // namespace view
