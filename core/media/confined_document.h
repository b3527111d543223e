// Documents of strangers, read and drawn upon by programs that can touch nothing of this machine: chatroom-image (core/media/decoder), and before it, for the first
// page of a PDF, pdftoppm, which chatroom-confined (core/media/launcher) executes. This is the side that begins them, bounds them, and believes nothing they say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace media {

// Pixels alone: a WebP, upright, sRGB, no side longer than limits.document_side, of a quality in which small print can be read.
struct Document {
    std::string bytes;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

// Full paths.
struct DocumentPrograms {
    std::string decoder;                  // chatroom-image
    std::string launcher;                 // chatroom-confined
    std::optional<std::string> pdftoppm;  // without links; none: PDFs are refused
};
// Our own beside the program that runs; pdftoppm where `setting` (PDFTOPPM) says, see find_program.h. A word in the log where it is not there. Before any thread.
DocumentPrograms document_programs(std::string_view setting);

class ConfinedDocuments {
public:
    // `patience`: for each program that runs; what ends it before is the time of the processor that it may use (15 and 20 s).
    explicit ConfinedDocuments(DocumentPrograms programs, base::Millis patience = base::Millis{45'000});

    // Blocks while the programs run. JPEG, PNG, WebP and the first page of a PDF, told by their first bytes. Errors: document_bytes, document_type (also what moves),
    // document_pixels, document_damaged, document_effort, document_pdf (locked with a password, or this machine has no pdftoppm, or none any more, or cannot shut
    // it off: the log says which). Throws std::runtime_error when our own programs cannot be begun or confined. Any thread.
    base::Result<Document> read_document(std::string_view bytes) const;

    // `picture`, which read_document made, with `text` all over it, half transparent: a JPEG of the same size, for one look. `text` is one line of UTF-8 of our own
    // making, in any script that a font of this machine has. Blocks. Throws std::runtime_error when it cannot be done, whatever the reason. Any thread.
    std::string marked(std::string_view picture, std::string_view text) const;

private:
    base::Result<Document> read_picture(std::string_view bytes) const;
    base::Result<Document> read_first_page(std::string_view bytes) const;

    DocumentPrograms programs_;
    base::Millis patience_;
};

}  // namespace media
