// The job that fills the search index.
#pragma once

#include "admin/jobs.h"

namespace admin {

Job search_job();

}  // namespace admin
