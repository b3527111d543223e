// Pages for a house that is away, or that was put on a telephone's first screen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/view/pages.h"

namespace view {

// templates/bare.html around templates/<name>.html: pages of nobody in particular, which the browser keeps (offline) or nginx hands out (unavailable, unsent, too_large). LANG,
// DIR, ASSETS, TITLE, PAGE (the name), THEME with one of the sections IS_LIGHT, IS_DARK and BY_SYSTEM.
struct BarePage {
    std::string_view name;
    std::string title;
    std::string theme{};  // as of a Frame
};

// templates/share.html. Section SHARED holding TEXT (what waits for a lounge), or OWN_LOUNGES; repeated sections OWN (where the visitor has been) and OTHER (of their language):
// SLUG, NAME, FLAG, LANGUAGE, DRAFT (the text again; empty without), sections RED, WITH_DRAFT, UNREAD (holding TEXT). NONE: they have been nowhere yet.
struct ShareRow {
    std::string slug;
    std::string name;
    std::string flag;
    std::string language;
    bool red = false;
    std::optional<std::string> unread{};
};
struct SharePage {
    std::string text;
    std::vector<ShareRow> own;
    std::vector<ShareRow> others;
};

}  // namespace view
