// What nginx shows where no worker can answer: whole pages in each language and appearance, written when the program starts so that they are there when it is not.
#pragma once

#include <string>

#include "core/view/renderer.h"

namespace fcgi {

// `folder`/<unavailable|unsent|too_large|reconnecting>.<language>.<system|light|dark>.html; nginx/chatroom.conf.in chooses. Each appears whole or not at all. Throws
// std::runtime_error naming what cannot be written.
void write_standing_pages(const std::string& folder, const view::Renderer& renderer,
                          const view::Languages& languages);

}  // namespace fcgi
