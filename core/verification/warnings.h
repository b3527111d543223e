// What a reviewer is to look at twice. Hints: none of them decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/config.h"
#include "core/store/users.h"
#include "core/store/verifications.h"
#include "core/verification/reading.h"

namespace verification {

enum class WarningKind : std::uint8_t {
    not_read_yet,      // the machine has yet to look at the pictures
    nothing_read,      // it has found no zone whose check digits hold
    seen_elsewhere,    // `count` other members have shown this document
    document_expired,  // by what was read
    under_age,         // likewise
    birth_year,        // read another one than the account has
    names,             // likewise, and names are part of what is proven
    faces,             // the helper finds them unlike
    tries              // it is their `count`-th try within limits.verification_tries_per
};
struct Warning {
    WarningKind kind = WarningKind::nothing_read;
    std::uint64_t count = 0;
    bool operator==(const Warning&) const = default;
};

// What there is to go by.
struct Known {
    const store::Verification& attempt;
    const std::optional<Reading>& reading;
    const store::User& user;
    std::uint64_t seen = 0;   // of how many other members the number was seen
    std::uint64_t tries = 0;  // with this one
};
// Pure.
std::vector<Warning> warnings(const Known& known, const base::Limits& limits, base::Time now);
// With what the database knows.
std::vector<Warning> warnings_of(db::Connection& connection, const base::Config& config,
                                 const store::Verification& attempt, const std::optional<Reading>& reading,
                                 const store::User& user, base::Time now);

// Whether a document's names can be those of the account: compared as capitals of ASCII, word by word; one of the first names and one of the last names has to be found, or its
// beginning, as zones cut long names off. An account without a last name is not asked for one. Pure; any thread.
bool names_agree(std::string_view on_document, std::string_view first_name, std::string_view last_name);

}  // namespace verification
