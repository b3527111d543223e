// The first page of a PDF, as pdftoppm draws it.
#pragma once

#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace media {

// By its first bytes alone: a PDF that begins with something else is that. Pure.
bool is_pdf(std::string_view bytes);

struct PageDrawing {
    const std::string& launcher;  // chatroom-confined
    const std::string& pdftoppm;  // a full path without links
    int side;                     // pixels, of the longer one
};

// A PNG of a stranger's pixels: for the decoder. Nothing of a PDF is executed, and nothing that it names is opened. Blocks. Errors: document_pdf, document_damaged,
// document_effort. Throws std::system_error when chatroom-confined cannot be begun. Any thread.
base::Result<std::string> draw_first_page(const PageDrawing& drawing, std::string_view bytes,
                                          base::Millis patience);

}  // namespace media
