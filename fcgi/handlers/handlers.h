// What each route does. A handler parses its input, calls the core and fills a view struct; preconditions and errors are the dispatcher's.
#pragma once

#include "core/base/result.h"
#include "fcgi/context.h"
#include "fcgi/response.h"

namespace fcgi::handlers {

// entry.cpp
base::Result<Response> show_entry(Context& context);  // GET /
base::Result<Response> enter(Context& context);       // POST /enter
Response enter_refused(Context& context, const base::Error& error);
base::Result<Response> leave(Context& context);  // POST /leave

// languages.cpp
base::Result<Response> show_languages(Context& context);  // GET /languages
base::Result<Response> show_lounges(Context& context);    // GET /languages/{code}

// lounge.cpp
base::Result<Response> show_lounge(Context& context);  // GET /lounges/{slug}
base::Result<Response> show_lines(Context& context);   // GET /lounges/{slug}/lines

// messages.cpp
base::Result<Response> post_message(Context& context);  // POST /lounges/{slug}/messages

// auth.cpp
base::Result<Response> give_csrf_token(Context& context);  // POST /api/auth/csrf
base::Result<Response> enter_by_api(Context& context);     // POST /api/auth/guest

// health.cpp, metrics.cpp
base::Result<Response> show_health(Context& context);   // GET /health
base::Result<Response> show_metrics(Context& context);  // GET /metrics

}  // namespace fcgi::handlers
