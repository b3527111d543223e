// Texts of strangers' pages, made fit to stand beside our own. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace preview {

// UTF-8 of a body. What `charset` names goes first; a byte order mark goes before it. Without a name that is known, UTF-8 when it is valid, else Windows-1252.
std::string to_utf8(std::string_view bytes, std::string_view charset);

// One line: white space is one space each, nothing that steers a terminal or turns the direction of what follows, nothing unseen, few marks on one letter, at most
// `most` code points (an ellipsis where it was cut).
std::string clean_text(std::string_view utf8, std::size_t most);

}  // namespace preview
