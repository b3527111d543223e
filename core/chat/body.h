// The rules for what is posted: pure, so that every door and test can ask.
#pragma once

#include <string>
#include <string_view>

#include "core/base/limits.h"
#include "core/base/result.h"

namespace chat {

// The body without white space at its ends and with line feeds for line breaks, or why it cannot be posted.
base::Result<std::string> check_body(std::string_view body, const base::Limits& limits);
// Whether a client id keeps the rule of PROTOCOL.md.
bool valid_client_id(std::string_view id, const base::Limits& limits);

}  // namespace chat
