#include "core/media/first_page.h"

#include <array>
#include <csignal>
#include <optional>
#include <vector>

#include "core/base/file_descriptor.h"
#include "core/base/log.h"
#include "core/media/child_process.h"
#include "core/media/confined_program.h"

namespace media {
namespace {

using base::ErrorCode;

// Letters that a PDF does not bring come from the fonts of this machine, and those of East Asia by tables of poppler's.
constexpr std::array readable{"/etc/fonts", "/usr/share/fonts", "/usr/share/fontconfig",
                              "/var/cache/fontconfig", "/usr/share/poppler"};
constexpr const char* megabytes = "600";

std::vector<std::string> words_of(const PageDrawing& drawing) {
    std::vector<std::string> words;
    for (const char* path : readable) words.insert(words.end(), {"--read", path});
    // What a reader shows (-cropbox), and not what lies outside of it.
    words.insert(words.end(), {"--memory", megabytes, drawing.pdftoppm, "-q", "-f", "1", "-l", "1",
                               "-singlefile", "-cropbox", "-scale-to", std::to_string(drawing.side), "-png",
                               "/proc/self/fd/" + std::to_string(confined_in)});
    return words;
}

std::optional<ErrorCode> failure_of(const Ended& ended, std::string_view bytes) {
    if (!ended.in_time) return ErrorCode::document_effort;
    switch (ended.status) {
        case 0:
            return std::nullopt;
        case status_unconfined:
            base::log::error(
                "PDF files are refused: this machine cannot shut off pdftoppm (Landlock, seccomp)");
            return ErrorCode::document_pdf;
        case status_no_program:
            base::log::error("PDF files are refused: pdftoppm is not there any more");
            return ErrorCode::document_pdf;
        case 128 + SIGSYS:
            base::log::error(
                "pdftoppm asked the system for something forbidden and was ended: a file that attacks it?");
            return ErrorCode::document_damaged;
        case 128 + SIGKILL:
        case 128 + SIGXCPU:
        case 128 + SIGXFSZ:
            return ErrorCode::document_effort;
        default:
            break;
    }
    // It ends the same way for a wrong password as for a file that is none.
    return bytes.find("/Encrypt") != std::string_view::npos ? ErrorCode::document_pdf
                                                            : ErrorCode::document_damaged;
}

}  // namespace

bool is_pdf(std::string_view bytes) { return bytes.starts_with("%PDF-"); }

base::Result<std::string> draw_first_page(const PageDrawing& drawing, std::string_view bytes,
                                          base::Millis patience) {
    const base::FileDescriptor in(open_memory_file("pdf"));
    const base::FileDescriptor page(open_memory_file("page"));
    write_file(in.get(), bytes);
    const std::array<Handed, 2> handed{{{in.get(), confined_in}, {page.get(), confined_printed}}};
    const auto ended = run(drawing.launcher, handed, patience, words_of(drawing));
    if (const auto failure = failure_of(ended, bytes)) return *failure;
    auto picture = read_file(page.get());
    if (!picture.starts_with("\x89PNG")) return ErrorCode::document_damaged;
    return picture;
}

}  // namespace media
