// A page worker: accepts requests one at a time and answers them. The only includer of libfcgi.
#pragma once

#include <span>

#include "fcgi/router.h"
#include "fcgi/services.h"
#include "fcgi/worker_database.h"

namespace fcgi {

// Answers what comes through the listener until SIGTERM, which the caller has blocked: it is let in only between requests. Returns the exit status.
int work(int listener, const Services& services, std::span<const Route> routes, WorkerDatabase& database);

}  // namespace fcgi
