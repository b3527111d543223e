#include "core/media/decoder/picture.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <vector>

#include <webp/mux.h>
#include <vips/vips8>

#include "core/base/limits.h"
#include "core/media/decoder/perceptual_hash.h"

namespace media::decoder {
namespace {

using vips::VImage;
using vips::VOption;

constexpr base::Limits limits;
// WebP at a quality where people see no difference; the small ones are seen small.
constexpr int full_quality = 82;
constexpr int thumb_quality = 76;
constexpr int blur_side = 16;
constexpr int blur_quality = 30;

class Refused : public std::runtime_error {
public:
    explicit Refused(Verdict why) : std::runtime_error("refused"), verdict(why) {}
    Verdict verdict;
};

VOption* options() { return VImage::option(); }

// Borrowed bytes in the library's own wrapping; they outlive every image made of them.
class Source {
public:
    explicit Source(std::string_view bytes) : blob_(vips_blob_new(nullptr, bytes.data(), bytes.size())) {}
    ~Source() { vips_area_unref(VIPS_AREA(blob_)); }
    Source(const Source&) = delete;
    Source& operator=(const Source&) = delete;
    VipsBlob* blob() const { return blob_; }

private:
    VipsBlob* blob_;
};

// The head alone. Which reader takes the bytes is our decision, not the library's.
VImage read_head(Kind kind, const Source& source) {
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

std::uint64_t pixels_of(const VImage& image) {
    return static_cast<std::uint64_t>(image.width()) * static_cast<std::uint64_t>(image.height());
}

int pages_of(const VImage& head) {
    return head.get_typeof("n-pages") != 0 ? std::max(1, head.get_int("n-pages")) : 1;
}

// What is cut or wrong inside would be filled with grey. (The argument fail_on of thumbnail_buffer goes nowhere in 8.14.)
constexpr const char* first_frame = "[fail-on=error]";
constexpr const char* all_frames = "[n=-1,fail-on=error]";

// Upright, in sRGB, no side longer than `side`, in memory.
VImage scaled(const Source& source, const char* pages, int side) {
    const VImage image = VImage::thumbnail_buffer(source.blob(), side,
                                                  options()
                                                      ->set("height", side)
                                                      ->set("size", VIPS_SIZE_DOWN)
                                                      ->set("option_string", pages)
                                                      ->set("export_profile", "srgb")
                                                      ->set("intent", VIPS_INTENT_RELATIVE));
    return image.copy_memory();
}

VImage scaled(const VImage& image, int side, VipsSize size = VIPS_SIZE_DOWN) {
    return image.thumbnail_image(side, options()->set("height", side)->set("size", size)).copy_memory();
}

// The pixels and nothing else: whatever the file said beside them stays behind.
class Bare {
public:
    explicit Bare(const VImage& image) {
        const VImage plain = image.colourspace(VIPS_INTERPRETATION_sRGB).cast(VIPS_FORMAT_UCHAR);
        bands_ = plain.bands();
        width_ = plain.width();
        height_ = plain.height();
        data_ = plain.write_to_memory(&size_);
    }
    ~Bare() { g_free(data_); }
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;

    // Valid as long as this is.
    VImage image() const {
        return VImage::new_from_memory(data_, size_, width_, height_, bands_, VIPS_FORMAT_UCHAR)
            .copy(options()->set("interpretation", VIPS_INTERPRETATION_sRGB));
    }

private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
    int width_ = 0;
    int height_ = 0;
    int bands_ = 0;
};

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

std::string still_webp(const VImage& image, int quality) {
    const Bare bare(image);
    return as_webp(bare.image(), quality, 3);
}

// All frames below each other, as the library has them.
std::string moving_webp(const VImage& strip) {
    const Bare bare(strip);
    VImage image = bare.image();
    image.set("page-height", vips_image_get_page_height(strip.get_image()));
    if (strip.get_typeof("delay") != 0) image.set("delay", strip.get_array_int("delay"));
    if (strip.get_typeof("loop") != 0) image.set("loop", strip.get_int("loop"));
    return as_webp(image, thumb_quality, 2);
}

std::uint64_t hash_of(const VImage& image) {
    VImage square = scaled(image, hash_side, VIPS_SIZE_FORCE);
    if (square.has_alpha()) square = square.flatten();
    const VImage grey = square.colourspace(VIPS_INTERPRETATION_B_W).extract_band(0).cast(VIPS_FORMAT_UCHAR);
    std::size_t size = 0;
    auto* const data = static_cast<unsigned char*>(grey.write_to_memory(&size));
    Thumbprint print{};
    std::copy_n(data, std::min(size, print.size()), print.begin());
    g_free(data);
    return perceptual_hash(print);
}

void add_blur(const VImage& image, DecodedRecord& record) {
    const std::string blur = still_webp(scaled(image, blur_side), blur_quality);
    if (blur.size() > sizeof record.blur) return;
    record.blur_size = static_cast<std::uint32_t>(blur.size());
    std::ranges::copy(blur, record.blur);
}

// Small enough to keep moving: every frame of it costs whoever looks.
bool stays_moving(const VImage& head, int frames) {
    return frames > 1 && frames <= limits.picture_frames &&
           pixels_of(head) * static_cast<std::uint64_t>(frames) <= limits.moving_pixels;
}

Pictures decode(Kind kind, const Source& source) {
    const VImage head = read_head(kind, source);
    if (pixels_of(head) > limits.picture_pixels) throw Refused(Verdict::too_many_pixels);
    const int frames = pages_of(head);
    const bool moving = stays_moving(head, frames);
    Pictures pictures;
    DecodedRecord& record = pictures.record;
    const VImage first = scaled(source, first_frame, limits.picture_side);
    record.width = static_cast<std::uint32_t>(first.width());
    record.height = static_cast<std::uint32_t>(first.height());
    record.frames = moving ? static_cast<std::uint32_t>(frames) : 1;
    pictures.full = moving ? moving_webp(scaled(source, all_frames, limits.picture_side))
                           : still_webp(first, full_quality);
    const VImage thumb = scaled(first, limits.thumbnail_side);
    record.thumb_width = static_cast<std::uint32_t>(thumb.width());
    record.thumb_height = static_cast<std::uint32_t>(thumb.height());
    pictures.thumb = still_webp(thumb, thumb_quality);
    record.perceptual_hash = hash_of(thumb);
    add_blur(thumb, record);
    record.verdict = Verdict::decoded;
    return pictures;
}

}  // namespace

void start_library() {
    // Code made at run time would need memory that can be executed.
    setenv("VIPS_NOVECTOR", "1", 1);  // NOLINT(concurrency-mt-unsafe): no thread yet
    if (VIPS_INIT("chatroom-image") != 0) throw std::runtime_error("libvips cannot start");
    // GLib would look for the system's log to write a warning to.
    g_log_set_writer_func(
        [](GLogLevelFlags, const GLogField*, gsize, gpointer) { return G_LOG_WRITER_HANDLED; }, nullptr,
        nullptr);
    // The zone of a file's date comes from a file of the system.
    tzset();
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (const char* reader : {"VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer",
                               "VipsForeignLoadWebpBuffer", "VipsForeignLoadNsgifBuffer"})
        vips_operation_block_set(reader, FALSE);
}

Pictures read_picture(Kind kind, std::string_view bytes) {
    const auto with = [](Verdict verdict) {
        Pictures none;
        none.record.verdict = verdict;
        return none;
    };
    try {
        return decode(kind, Source(bytes));
    } catch (const Refused& refused) {
        return with(refused.verdict);
    } catch (const vips::VError&) {
        return with(Verdict::damaged);
    }
}

}  // namespace media::decoder
