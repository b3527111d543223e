#pragma once

#include <string>

namespace view {

// One of a list to choose from: VALUE, TEXT, section CHOSEN.
struct Option {
    std::string value;
    std::string text;
    bool chosen = false;
};

}  // namespace view
