// The route table: everything the program answers.
#pragma once

#include <span>
#include <string>

#include "fcgi/router.h"

namespace fcgi {

std::span<const Route> routes();
// "GET /lounges/{slug}", in the order of the table.
std::span<const std::string> route_names();

}  // namespace fcgi
