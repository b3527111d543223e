// GET /keys: the keys of a lounge, in words.
#pragma once

#include "fcgi/context.h"

namespace fcgi::handlers {

base::Result<Response> show_keys(Context& context);

}  // namespace fcgi::handlers
