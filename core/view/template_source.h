// From a template file to the text that one language's set is made of: [[texts]] are translated, indentation is dropped.
#pragma once

#include <string>
#include <string_view>

#include "core/view/locale.h"

namespace view {

// Every "[[text]]" is replaced by its translation, escaped for HTML, with its {{MARKERS}} left as they are; those of names are isolated from what
// stands around them (Unicode's FSI and PDI). White space within a text counts as one space. A translation whose markers are not those of the text is
// refused: English stands in, and the log has a warning with `name`.
// Throws std::runtime_error naming the template when it does not begin by turning escaping on, or a text does not end.
std::string translate_template(std::string_view source, const Language& language, std::string_view name);

}  // namespace view
