// The keys of a lounge: the page, which the lounge's help sheet shows a part of. The conventions are those of pages.h.
#pragma once

namespace view {

// templates/keys.html: nothing of it depends on who looks.
struct KeysPage {};

}  // namespace view
