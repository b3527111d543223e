// The rule for names: 2 to 20 graphemes; letters and marks of every script, digits, _ - . ; none that looks like a name in use or a reserved one.
// Source: Unicode UAX #29 (graphemes), UTS #39 (confusable skeletons), through ICU.
#pragma once

#include <string>
#include <string_view>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/store/participants.h"

namespace accounts {

struct Name {
    std::string text;  // NFC, as shown
    std::string key;   // equal for names that look alike; bytes
    std::string
        capitals_key;  // the same for letters that are alike as capitals alone: I and l, N and the Greek nu

    store::ClaimedName claim() const { return {.text = text, .key = key, .capitals_key = capitals_key}; }
};

// Whether one could be taken for the other. Pure.
bool look_alike(const Name& one, const Name& other);

// Trims white space, then checks. `generated` allows the reserved beginning of names that the house gives.
base::Result<Name> parse_name(std::string_view text, const base::Limits& limits, bool generated = false);

// guest_xxxxxx
Name generated_name(const base::Limits& limits);
// member_xxxxxx, until they choose one
Name generated_member_name(const base::Limits& limits);

}  // namespace accounts
