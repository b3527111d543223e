// From a request to its answer: the route, its preconditions, its handler; faults are caught here, once per request.
#pragma once

#include <span>

#include "fcgi/router.h"
#include "fcgi/services.h"
#include "fcgi/worker_database.h"

namespace fcgi {

// One thread; one for each worker. Borrows all it is given.
class Dispatcher {
public:
    Dispatcher(const Services& services, std::span<const Route> routes, WorkerDatabase& database);

    // Never throws for what a request or the database does: such faults are logged and answered with 500 or 503.
    Response respond(const Request& request);

private:
    Response attempt(const Request& request, const Match& match);
    Response no_route(Context& context, const Match& match);
    Response serve(Context& context, const Route& route);
    Response refuse(Context& context, const Route& route, const base::Error& error);
    Response fail(const Request& request, const Match& match, const base::Error& error);

    const Services& services_;
    std::span<const Route> routes_;
    WorkerDatabase& database_;
};

}  // namespace fcgi
