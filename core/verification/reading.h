// What the machine has read in the pictures of an attempt: a proposal for the reviewer, sealed like the pictures and destroyed with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace verification {

struct Reading {
    // Of a machine-readable zone whose check digits hold; empty: not read. Dates as YYYY-MM-DD.
    std::string birth_date{};
    std::string expiry_date{};
    std::string number{};
    std::string names{};
    std::string state{};  // that issued it, as the document has it
    // How alike the helper finds the face on the document and the selfie, from 0 to 1; nothing: no helper, or none of the two faces found.
    std::optional<double> faces{};
};

std::string to_json(const Reading& reading);
// Nothing for what is none.
std::optional<Reading> reading_in(std::string_view json);

}  // namespace verification
