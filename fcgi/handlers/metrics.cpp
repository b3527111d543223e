#include "fcgi/handlers/handlers.h"
#include "fcgi/routes.h"

namespace fcgi::handlers {

base::Result<Response> show_metrics(Context& context) {
    return Response::text("text/plain; version=0.0.4; charset=utf-8",
                          context.services().metrics.text(route_names()));
}

}  // namespace fcgi::handlers
