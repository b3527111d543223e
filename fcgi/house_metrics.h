// How the house stands as a whole, for /metrics: what the database, the disk and the last backup say.
#pragma once

#include "core/base/metric_page.h"
#include "fcgi/context.h"

namespace fcgi {

// Without a database there is little to tell: chatroom_database_up is 0 then.
void describe_house(Context& context, base::MetricPage& page);

}  // namespace fcgi
