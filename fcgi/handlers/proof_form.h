// What pages of reviewers have in common.
#pragma once

#include <string>

#include "fcgi/context.h"

namespace fcgi::handlers {

// What colleagues are called: by their name in the house.
std::string name_of_reviewer(Context& context, base::UserId id);

}  // namespace fcgi::handlers
