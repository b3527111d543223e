#include "core/media/decoder/pixels.h"

#include <algorithm>
#include <memory>

#include <webp/mux.h>

#include "core/base/limits.h"

namespace media::decoder {
namespace {

using vips::VImage;
using vips::VOption;

VOption* options() { return VImage::option(); }

// Which reader takes the bytes is our decision, not the library's.
VImage open_as(Kind kind, const Source& source) {
    VOption* const sequential = options()->set("access", VIPS_ACCESS_SEQUENTIAL);
    switch (kind) {
        case Kind::jpeg:
            return VImage::jpegload_buffer(source.blob(), sequential);
        case Kind::png:
            return VImage::pngload_buffer(source.blob(), sequential);
        case Kind::webp:
            return VImage::webpload_buffer(source.blob(), sequential);
        case Kind::gif:
            return VImage::gifload_buffer(source.blob(), sequential);
        case Kind::other:
            break;
    }
    delete sequential;
    throw Refused(Verdict::other_type);
}

// libvips notes the resolution in an EXIF of its own making, whatever it is told.
std::string without_metadata(const void* data, std::size_t size) {
    const WebPData file{.bytes = static_cast<const std::uint8_t*>(data), .size = size};
    const std::unique_ptr<WebPMux, void (*)(WebPMux*)> mux(WebPMuxCreate(&file, 1), WebPMuxDelete);
    if (!mux) throw vips::VError("not a WebP");
    for (const char* chunk : {"EXIF", "ICCP", "XMP "}) WebPMuxDeleteChunk(mux.get(), chunk);
    WebPData bare{};
    if (WebPMuxAssemble(mux.get(), &bare) != WEBP_MUX_OK) throw vips::VError("not a WebP");
    std::string bytes(reinterpret_cast<const char*>(bare.bytes), bare.size);
    WebPDataClear(&bare);
    return bytes;
}

}  // namespace

VImage read_head(Kind kind, const Source& source) {
    VImage head = open_as(kind, source);
    if (pixels_of(head) > base::Limits{}.picture_pixels) throw Refused(Verdict::too_many_pixels);
    return head;
}

int frames_of(const VImage& head) {
    return head.get_typeof("n-pages") != 0 ? std::max(1, head.get_int("n-pages")) : 1;
}

std::uint64_t pixels_of(const VImage& image) {
    return static_cast<std::uint64_t>(image.width()) * static_cast<std::uint64_t>(image.height());
}

VImage scaled(const Source& source, Frames frames, int side) {
    // (The argument fail_on of thumbnail_buffer goes nowhere in 8.14.)
    const char* const whole = frames == Frames::all ? "[n=-1,fail-on=error]" : "[fail-on=error]";
    const VImage image = VImage::thumbnail_buffer(source.blob(), side,
                                                  options()
                                                      ->set("height", side)
                                                      ->set("size", VIPS_SIZE_DOWN)
                                                      ->set("option_string", whole)
                                                      ->set("export_profile", "srgb")
                                                      ->set("intent", VIPS_INTENT_RELATIVE));
    return image.copy_memory();
}

Bare::Bare(const VImage& image) {
    const VImage plain = image.colourspace(VIPS_INTERPRETATION_sRGB).cast(VIPS_FORMAT_UCHAR);
    bands_ = plain.bands();
    width_ = plain.width();
    height_ = plain.height();
    data_ = plain.write_to_memory(&size_);
}

Bare::~Bare() { g_free(data_); }

VImage Bare::image() const {
    return VImage::new_from_memory(data_, size_, width_, height_, bands_, VIPS_FORMAT_UCHAR)
        .copy(options()->set("interpretation", VIPS_INTERPRETATION_sRGB));
}

Pictures judged(const std::function<Pictures()>& read) {
    Pictures none;
    try {
        return read();
    } catch (const Refused& refused) {
        none.record.verdict = refused.verdict;
    } catch (const vips::VError&) {
        none.record.verdict = Verdict::damaged;
    }
    return none;
}

std::string as_webp(const VImage& image, int quality, int effort) {
    VipsBlob* const blob = image.webpsave_buffer(options()
                                                     ->set("Q", quality)
                                                     ->set("effort", effort)
                                                     ->set("smart_subsample", true)
                                                     ->set("strip", true));
    std::size_t size = 0;
    const void* const data = vips_blob_get(blob, &size);
    std::string bytes = without_metadata(data, size);
    vips_area_unref(VIPS_AREA(blob));
    return bytes;
}

}  // namespace media::decoder
