// Ways out of the house that a text offers: addresses that are no links because they are disguised, and numbers, names or addresses to write to elsewhere.
//
// Heuristics, by regular expressions of linear time (RE2). They look at content::plain() text without its links and mentions. Pure; any thread.
#pragma once

#include <string_view>

namespace content {

// "example . com", "example dot com", "hxxp", "example.com/join", in the ways of the house's languages.
bool has_disguised_address(std::string_view plain_text);
// A telephone number (nine digits or more, as people group them), an e-mail address, or a messenger's name beside a name or number there.
bool has_contact(std::string_view plain_text);

}  // namespace content
