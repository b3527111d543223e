// Whether the record of privileged acts is whole: every row as it was written, none missing, none added, and its end where it should be.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/config.h"
#include "core/db/connection.h"

namespace audit {

enum class Fault {
    altered,       // the row is not what was written
    removed,       // the row is missing from the middle
    inserted,      // the row was never written by the house
    reordered,     // what belongs here stands elsewhere
    cut_off,       // the chain ends before it: rows are missing at the end
    set_back,      // audit_head, or the whole database, is an older one than rows or file say
    head_altered,  // audit_head is not the chain's end
    file_missing,  // no end is kept outside the database
    file_altered,  // the kept end was not written by the house, or with another AUDIT_SECRET
};
// "cut off". Static storage.
std::string_view name_of(Fault fault);

struct Break {
    Fault fault = Fault::altered;
    std::uint64_t row = 0;  // the first row concerned; of the end, the last good one
    std::string what;       // a sentence for the operator
};

struct Verdict {
    std::uint64_t rows = 0;       // found good, from the first on
    std::optional<Break> broken;  // nothing: the chain is whole
};

// Walks the chain in batches, and its last stretch with the end locked: appending goes on meanwhile, and is not taken for a fault. In no transaction.
// Changes nothing. Throws db::Error; std::system_error when the file cannot be read.
Verdict verify(db::Connection& connection, const base::Config& config);

}  // namespace audit
