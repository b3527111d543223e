// Strangers' bytes in the hands of libvips, and what it makes of them: what every mode of the decoder needs.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <vips/vips8>

#include "core/media/decoded_record.h"
#include "core/media/decoder/kind.h"
#include "core/media/decoder/pictures.h"

namespace media::decoder {

// Why a picture is not taken, where the library itself would.
class Refused : public std::runtime_error {
public:
    explicit Refused(Verdict why) : std::runtime_error("refused"), verdict(why) {}
    Verdict verdict;
};

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

// All below throw vips::VError when the bytes are damaged.

// The head alone, by the reader of this kind and no other. Throws Refused: too_many_pixels, other_type.
vips::VImage read_head(Kind kind, const Source& source);
int frames_of(const vips::VImage& head);
std::uint64_t pixels_of(const vips::VImage& image);

enum class Frames { first, all };
// Upright, in sRGB, no side longer than `side`, in memory. A file that is cut or wrong inside is refused, not filled with grey.
vips::VImage scaled(const Source& source, Frames frames, int side);

// The pixels and nothing else: whatever the file said beside them stays behind.
class Bare {
public:
    explicit Bare(const vips::VImage& image);
    ~Bare();
    Bare(const Bare&) = delete;
    Bare& operator=(const Bare&) = delete;

    // Valid as long as this is.
    vips::VImage image() const;

private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
    int width_ = 0;
    int height_ = 0;
    int bands_ = 0;
};

// What is thrown for what the bytes are becomes a verdict without pictures.
Pictures judged(const std::function<Pictures()>& read);

// A WebP without metadata. `image` is that of a Bare; `effort` is 0 (quick) to 6 (small).
std::string as_webp(const vips::VImage& image, int quality, int effort);

}  // namespace media::decoder
