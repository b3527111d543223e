// What this machine has to read documents with, for the job read-documents.
#pragma once

#include "admin/verification_job.h"
#include "core/base/verification_settings.h"
#include "core/verification/mrz.h"

namespace admin {

// Text recognition (see core/verification/recognise.h) and comparison of faces (see core/verification/face.h), where they are installed; empty where neither is: all is
// marked as read. Before any thread.
DocumentReader document_reader(const base::VerificationSettings& settings);

// What is kept of a zone that was read. A birth of which a part is unknown is the last day that it can have been. Pure.
verification::Reading kept_of(const verification::MachineZone& zone);

}  // namespace admin
