// How what proved an age is known again without being known.
#pragma once

#include <string>
#include <string_view>

#include "core/base/config.h"

namespace verification {

// 32 bytes that nobody without the house's secret can make again: of the number of a document (look-alikes are one, see comparable_number(): however it was read or typed). Without
// the state that issued it, which only a machine tells and people are not asked for: that two states give one number makes no more than a warning. The secret is that of the
// audit log, because it is the one that never changes. Pure.
std::string document_hash(const base::Config& config, std::string_view number);

}  // namespace verification
