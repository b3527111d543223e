#include "core/media/confined_document.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/media/child_process.h"
#include "core/media/confined_program.h"
#include "core/media/decoder_run.h"
#include "core/media/find_program.h"
#include "core/media/first_page.h"

namespace media {
namespace {

using base::ErrorCode;
using base::Result;

constexpr base::Limits limits;

ErrorCode refusal_of(Trouble trouble) {
    switch (trouble) {
        case Trouble::type:
            return ErrorCode::document_type;
        case Trouble::pixels:
            return ErrorCode::document_pixels;
        case Trouble::effort:
            return ErrorCode::document_effort;
        case Trouble::damaged:
            break;
    }
    return ErrorCode::document_damaged;
}

// A decoder that was taken over can say what it likes, so it may say only what one that works would.
bool believable(const DecodedRecord& record) {
    return is_side(record.width, limits.document_side) && is_side(record.height, limits.document_side);
}

bool is_jpeg(std::string_view bytes) { return bytes.starts_with("\xFF\xD8\xFF"); }

}  // namespace

DocumentPrograms document_programs(std::string_view setting) {
    return {.decoder = neighbour("chatroom-image"),
            .launcher = confining_launcher(),
            .pdftoppm = find_program_or_warn("pdftoppm", setting, "PDF files of documents are refused")};
}

ConfinedDocuments::ConfinedDocuments(DocumentPrograms programs, base::Millis patience)
    : programs_(std::move(programs)),
      patience_(patience) {}

Result<Document> ConfinedDocuments::read_document(std::string_view bytes) const {
    if (bytes.size() > limits.document_bytes) return ErrorCode::document_bytes;
    return is_pdf(bytes) ? read_first_page(bytes) : read_picture(bytes);
}

Result<Document> ConfinedDocuments::read_picture(std::string_view bytes) const {
    auto answer = run_decoder(programs_.decoder, {"--document"}, bytes, patience_);
    if (answer.trouble) return refusal_of(*answer.trouble);
    if (is_webp(answer.full) && believable(answer.record))
        return Document{
            .bytes = std::move(answer.full), .width = answer.record.width, .height = answer.record.height};
    base::log::error("chatroom-image gave a result that cannot be: a file that attacks it?");
    return ErrorCode::document_damaged;
}

Result<Document> ConfinedDocuments::read_first_page(std::string_view bytes) const {
    if (!programs_.pdftoppm) return ErrorCode::document_pdf;
    const PageDrawing drawing{
        .launcher = programs_.launcher, .pdftoppm = *programs_.pdftoppm, .side = limits.document_side};
    const auto page = draw_first_page(drawing, bytes, patience_);
    if (!page) return page.error();
    return read_picture(*page);
}

std::string ConfinedDocuments::marked(std::string_view picture, std::string_view text) const {
    std::string line(text);
    std::ranges::replace(line, '\n', ' ');
    auto answer = run_decoder(programs_.decoder, {"--mark", line}, picture, patience_);
    if (answer.trouble) throw std::runtime_error("chatroom-image cannot mark a document");
    if (!is_jpeg(answer.full) || !believable(answer.record))
        throw std::runtime_error("chatroom-image marked a document in a way that cannot be");
    return std::move(answer.full);
}

}  // namespace media
