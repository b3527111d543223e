// Bodies of the JSON API. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "fcgi/fields.h"

namespace fcgi {

inline constexpr int json_depth = 16;

// The members of a JSON object that are text, numbers or truth values, the latter two as JSON writes them; so a handler reads a form and an API body alike.
// null, lists and objects count as absent. Nothing when the text is no JSON object, or nests deeper than json_depth.
std::optional<Fields> parse_json_fields(std::string_view body);

}  // namespace fcgi
