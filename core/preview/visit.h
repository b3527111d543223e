// One visit to what a link leads to: its page, and the picture that it names.
#pragma once

#include <optional>
#include <string>

#include "core/base/limits.h"
#include "core/preview/fetch.h"

namespace preview {

struct Found {
    std::string title;
    std::string summary;  // may be empty
    std::string picture;  // the file as it came, believed to be nothing in particular; empty: none
    bool video = false;   // the page shows one, or the link leads to its file
};

// Nothing when there is no page, or it has no title. The title of a video's file is its name. Blocks for limits.preview_patience at most. Any thread, several at once.
std::optional<Found> visit(const Fetcher& fetcher, const Target& target, const base::Limits& limits);

}  // namespace preview
