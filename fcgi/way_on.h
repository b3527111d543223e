// What a visitor asked for before a door stood in their way. It travels as `next`: a lounge's slug, or a path of this house. Pure.
#pragma once

#include <string>
#include <string_view>

#include "fcgi/request.h"

namespace fcgi {

// A path of this house and nothing else: "//host" and "/\\host" lead browsers away. Not one that is too long for an address.
bool is_own_path(std::string_view path);

// `door` ("/signin", "/?done=1") with the way on as `next`; without it when there is none, or it is too long to be kept in an address.
std::string door_to(std::string door, std::string_view next);

// The `next` of a request that was not let through. `slug`: of the lounge in its path, if there is one. Of a form its lounge alone: what was sent would be lost on the way.
std::string wanted_by(const Request& request, std::string_view slug);

}  // namespace fcgi
