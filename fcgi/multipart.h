// A form with a file (multipart/form-data, RFC 7578), without copying: cgicc would hold ten megabytes several times over.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fcgi {

struct Part {
    std::string name;
    bool file = false;      // it has a file name
    std::string file_name;  // as the browser sent it: not to be believed
    std::string_view content;
};

// The parts of a body, which must outlive them; nothing when it is malformed or of more than 32 parts. Pure.
std::optional<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace fcgi
