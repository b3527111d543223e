// The one place where an Error becomes HTTP.
#pragma once

#include "core/base/result.h"
#include "fcgi/context.h"

namespace fcgi {

// A page in the visitor's language, or `{"error": "<English text>"}` when `as_json`. Asks no database.
Response error_response(Context& context, const base::Error& error, bool as_json);

// Retry-After, when the error says when to come back.
void set_retry_after(Response& response, const base::Error& error);
// Whole seconds, rounded up.
std::uint64_t to_seconds(base::Millis time);

}  // namespace fcgi
