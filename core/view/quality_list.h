// The weighted lists of the headers Accept and Accept-Language (RFC 9110 section 12.4.2). Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

namespace view {

struct Weighted {
    std::string_view value;  // borrowed from the header, without parameters
    int thousandths = 1000;  // of q=1
};

// The acceptable items, the best first, equals in the order of the header. An item whose weight is 0 or cannot be read is left out, and so is
// everything after the 32nd comma: no browser sends that much.
std::vector<Weighted> parse_quality_list(std::string_view header);

// Without the spaces and tabs at both ends.
std::string_view trim(std::string_view text);
// ASCII letters alone.
bool equal_ignoring_case(std::string_view a, std::string_view b);

}  // namespace view
