// Where somebody who is banned is led.
#pragma once

#include <optional>

#include "fcgi/context.h"

namespace fcgi {

// To the decision that says why; nothing for anybody who is not banned, and where no decision says why.
std::optional<Response> to_decision(Context& context);

}  // namespace fcgi
