// The translated templates of all languages. For core/view alone.
#pragma once

#include <cstring>  // the library uses strlen without it

#include <ctemplate/template_cache.h>

#include <string>

#include "core/view/locale.h"

namespace view {

// Frozen after the constructor: expanding changes nothing, so threads and forked workers share it.
class TemplateSets {
public:
    // `scripts`: the folder of the pages' modules (modules.h). Throws std::runtime_error naming the file that cannot be used.
    TemplateSets(const std::string& folder, const std::string& scripts, const Languages& languages);

    // Appends to `out`. `name` is "<language>/<file>". Throws std::runtime_error when the template, or one it includes, is missing.
    void expand(const std::string& name, const ctemplate::TemplateDictionaryInterface& values,
                std::string& out) const;

private:
    void add(const std::string& path, std::string source, const Languages& languages);

    ctemplate::TemplateCache cache_;
};

}  // namespace view
