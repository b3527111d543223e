// One attempt's pictures are read, and what came of it is sealed beside them.
#pragma once

#include "admin/verification_job.h"
#include "core/verification/house.h"

namespace admin {

// Afterwards the attempt is marked as read, whatever came of it. An attempt in whose reading two processes died is not read again: that they died may be the pictures' doing.
void read_documents(JobSteps& steps, const verification::House& house, const store::Verification& attempt,
                    const DocumentReader& reader);

}  // namespace admin
