// Addresses that are keys: a number and a keyed hash of it. Nothing is stored, and nobody can guess one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/config.h"

namespace moderation {

// Any thread.
class Codes {
public:
    // Keys of their own are derived for each `purpose`; codes of the previous secret are still good.
    Codes(const base::KeyPair& secrets, std::string_view purpose);
    std::string code_of(std::uint64_t number) const;  // "12-3f9a..."
    std::optional<std::uint64_t> number_of(std::string_view code) const;

private:
    std::vector<std::string> keys_;  // the current one first
};

}  // namespace moderation
