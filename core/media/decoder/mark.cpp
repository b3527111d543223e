#include "core/media/decoder/mark.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include <vips/vips8>

#include "core/media/decoder/pixels.h"

namespace media::decoder {
namespace {

using vips::VImage;
using Colour = std::vector<double>;

// Letters are drawn large, and scaled to each picture.
constexpr int letter = 64;
constexpr const char* font = "Sans Bold 64";
// Dark letters on what is light, and their light edge on what is dark; what lies below shows through both.
const Colour ink{30, 30, 60};
const Colour edge{255, 255, 255};
constexpr double ink_strength = 0.30;
constexpr double edge_strength = 0.40;
constexpr double slope = -24;

// Of the longer side; at least so many pixels that it can be read.
constexpr double letter_share = 1.0 / 64;
constexpr double least_letter = 15;
// How far the edge reaches, of the letters' height; no thinner than can be seen.
constexpr double edge_share = 1.0 / 24;
constexpr double least_edge = 1.1;

vips::VOption* options() { return VImage::option(); }

VImage letters_of(std::string_view text) {
    gchar* const safe = g_markup_escape_text(text.data(), static_cast<gssize>(text.size()));
    const std::string markup(safe);
    g_free(safe);
    return VImage::text(markup.c_str(), options()->set("font", font)->set("dpi", 72));
}

// Two lines, the second half a text further, with room around them of a few letters.
VImage two_lines(const VImage& line) {
    const int width = line.width() + 3 * letter;
    const int height = 7 * letter / 2;
    const auto placed = [&](int x, int y) { return line.embed(x, y, width, 2 * height); };
    const VImage first = placed(letter, letter);
    const VImage second = placed(letter, letter + height).wrap(options()->set("x", width / 2)->set("y", 0));
    return first | second;
}

VImage share(const VImage& mask, double strength) { return mask * (strength / 255); }

VImage laid_over(const VImage& below, const Colour& colour, const VImage& cover) {
    return below * (cover * -1 + 1) + cover * colour;
}

// So much of a picture is covered, and with what.
struct Cover {
    VImage letters;
    VImage edges;
};

// A piece again and again, slanting, over a picture of this size.
VImage spread(const VImage& piece, int width, int height) {
    const int across = static_cast<int>(std::ceil(std::hypot(width, height)));
    const VImage all = piece.replicate(across / piece.width() + 2, across / piece.height() + 2);
    const VImage turned = all.extract_area(0, 0, across, across).rotate(slope);
    return turned.extract_area((turned.width() - width) / 2, (turned.height() - height) / 2, width, height);
}

Cover cover_of(const VImage& letters, int width, int height) {
    const double size = std::max(least_letter, letter_share * std::max(width, height));
    const VImage piece = letters.resize(size / letter).copy_memory();
    const VImage wider = piece.gaussblur(std::max(least_edge, edge_share * size)) * 4;
    const VImage edges = (wider.cast(VIPS_FORMAT_UCHAR) - piece).cast(VIPS_FORMAT_UCHAR).copy_memory();
    return {.letters = spread(piece, width, height), .edges = spread(edges, width, height)};
}

std::string as_jpeg(const VImage& image) {
    VipsBlob* const blob = image.jpegsave_buffer(options()->set("Q", 88)->set("strip", true));
    std::size_t size = 0;
    const void* const data = vips_blob_get(blob, &size);
    std::string bytes(static_cast<const char*>(data), size);
    vips_area_unref(VIPS_AREA(blob));
    return bytes;
}

}  // namespace

struct Mark::Pattern {
    VImage letters;  // one piece, which is repeated
};

Mark::Mark(std::string_view text) {
    try {
        pattern_ = std::make_shared<const Pattern>(Pattern{two_lines(letters_of(text)).copy_memory()});
    } catch (const vips::VError&) {
        throw std::invalid_argument("no text, or no font");
    }
}

Pictures Mark::draw_on(std::string_view bytes) const {
    return judged([&] {
        const Source source(bytes);
        VImage image = VImage::webpload_buffer(source.blob(), options()->set("fail_on", VIPS_FAIL_ON_ERROR));
        if (image.has_alpha()) image = image.flatten(options()->set("background", Colour{255}));
        const auto cover = cover_of(pattern_->letters, image.width(), image.height());
        const VImage edged = laid_over(image, edge, share(cover.edges, edge_strength));
        const Bare bare(laid_over(edged, ink, share(cover.letters, ink_strength)));
        Pictures pictures;
        pictures.record.width = static_cast<std::uint32_t>(image.width());
        pictures.record.height = static_cast<std::uint32_t>(image.height());
        pictures.record.frames = 1;
        pictures.full = as_jpeg(bare.image());
        pictures.record.verdict = Verdict::decoded;
        return pictures;
    });
}

}  // namespace media::decoder
