// The operator's own texts, as files that may change while the house is open.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/view/account_pages.h"

namespace fcgi {

// `folder`/<name>.<language>.txt, else <name>.txt. Parts are separated by empty lines; one that begins with "# " is a heading. Empty when there is no such
// file, or it is empty. What stands beyond 64 KiB is left out.
std::vector<view::TextPart> site_text(const std::string& folder, std::string_view name,
                                      std::string_view language);

// Pure.
std::vector<view::TextPart> split_text(std::string_view text);

}  // namespace fcgi
