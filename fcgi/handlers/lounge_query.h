// What addresses below /lounges/{slug} ask for.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/store/lounges.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// The lounge of the path, if the visitor may be in it. The visitor has a session.
base::Result<store::Lounge> open_lounge(Context& context);

// A number of the query: nothing when absent, bad_request when it is none.
base::Result<std::optional<base::Seq>> place_in_query(const Request& request, std::string_view name);
// The same for after=, where 0 asks for all from the first.
base::Result<std::optional<base::Seq>> after_in_query(const Request& request);

// The beginning of the day that date=2026-01-02 names, in UTC, or in the visitor's own time where a script added zone= (the minutes from it to UTC).
// Nothing when absent or left empty, bad_request when there is no such day.
base::Result<std::optional<base::Time>> day_in_query(const Request& request);

}  // namespace fcgi::handlers
