// What text recognition makes of a zone, brought back to the characters that a zone has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace verification {

// Stands for a character that could not be read, and keeps its place.
inline constexpr char unread = '?';

// The text's lines in capitals, digits and fillers, without what is none of these and without lines that are empty then. Signs that look like a filler are one:
// "«" is two. Pure.
std::vector<std::string> zone_lines(std::string_view text);

// A digit for what looks like one, a letter for what does; else the character itself.
char as_digit(char character);
char as_letter(char character);
// The digit that a letter looks like, where check digits tell the two apart (not G and 6); '\0' when there is none.
char look_alike(char character);
// Letters that a filler is often read as.
inline constexpr std::string_view fillers_read_as = "KCSEXLG";

}  // namespace verification
