// Forms, as browsers send them; the only door to cgicc. Pure; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "fcgi/fields.h"

namespace fcgi {

// The fields of "a=1&b=2"; nothing when it cannot be read.
std::optional<Fields> parse_query(std::string_view query);

// The fields of a body of this Content-Type (application/x-www-form-urlencoded or multipart/form-data); files are left out. Nothing when it cannot
// be read.
std::optional<Fields> parse_form(std::string_view content_type, std::string_view body);

}  // namespace fcgi
