#include "core/media/decoder/document.h"

#include <vips/vips8>

#include "core/base/limits.h"
#include "core/media/decoder/pixels.h"

namespace media::decoder {
namespace {

using vips::VImage;

// Letters eight pixels high keep their edges (34 dB in brightness against what came).
constexpr int quality = 90;
constexpr int effort = 2;

// An animation looks like any other PNG to those who do not know of it, down to its first picture, which need not be among those that move.
bool moves(Kind kind, std::string_view bytes, const VImage& head) {
    if (kind == Kind::png) return bytes.substr(0, bytes.find("IDAT")).find("acTL") != std::string_view::npos;
    return frames_of(head) > 1;
}

Pictures read(Kind kind, std::string_view bytes) {
    if (kind == Kind::gif) throw Refused(Verdict::other_type);
    const Source source(bytes);
    const VImage head = read_head(kind, source);
    if (moves(kind, bytes, head)) throw Refused(Verdict::other_type);
    VImage image = scaled(source, Frames::first, base::Limits{}.document_side);
    if (image.has_alpha())
        image = image.flatten(VImage::option()->set("background", std::vector<double>{255}));
    const Bare bare(image);
    Pictures pictures;
    pictures.record.width = static_cast<std::uint32_t>(image.width());
    pictures.record.height = static_cast<std::uint32_t>(image.height());
    pictures.record.frames = 1;
    pictures.full = as_webp(bare.image(), quality, effort);
    pictures.record.verdict = Verdict::decoded;
    return pictures;
}

}  // namespace

Pictures read_document(Kind kind, std::string_view bytes) {
    return judged([&] { return read(kind, bytes); });
}

}  // namespace media::decoder
