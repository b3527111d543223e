#include "fcgi/handlers/handlers.h"
#include "fcgi/house_metrics.h"
#include "fcgi/routes.h"

namespace fcgi::handlers {

base::Result<Response> show_metrics(Context& context) {
    base::MetricPage page;
    context.services().metrics.describe(route_names(), page);
    describe_house(context, page);
    return Response::text("text/plain; version=0.0.4; charset=utf-8", page.text());
}

}  // namespace fcgi::handlers
