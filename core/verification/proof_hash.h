// How what proved an age is known again without being known.
#pragma once

#include <string>
#include <string_view>

#include "core/base/config.h"

namespace verification {

// 32 bytes that nobody without the house's secret can make again: of the number of a document with the state that issued it (may be empty). Capitals and digits alone count, and
// letters that look like digits are digits, as comparable_number() has it. The secret is that of the audit log, because it is the one that never changes. Pure.
std::string document_hash(const base::Config& config, std::string_view state, std::string_view number);

}  // namespace verification
