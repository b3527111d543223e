#include "core/media/decoder/picture.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <stdexcept>

#include <vips/vips8>

#include "core/base/limits.h"
#include "core/media/decoder/perceptual_hash.h"
#include "core/media/decoder/pixels.h"

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

VOption* options() { return VImage::option(); }

VImage scaled(const VImage& image, int side, VipsSize size = VIPS_SIZE_DOWN) {
    return image.thumbnail_image(side, options()->set("height", side)->set("size", size)).copy_memory();
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
    const int frames = frames_of(head);
    const bool moving = stays_moving(head, frames);
    Pictures pictures;
    DecodedRecord& record = pictures.record;
    const VImage first = scaled(source, Frames::first, limits.picture_side);
    record.width = static_cast<std::uint32_t>(first.width());
    record.height = static_cast<std::uint32_t>(first.height());
    record.frames = moving ? static_cast<std::uint32_t>(frames) : 1;
    pictures.full = moving ? moving_webp(scaled(source, Frames::all, limits.picture_side))
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
    return judged([&] { return decode(kind, Source(bytes)); });
}

}  // namespace media::decoder
