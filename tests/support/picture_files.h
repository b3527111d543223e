// Files of pictures, good and hostile, made byte by byte: no library smooths away what a test wants to be wrong.
#pragma once

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

#include "core/base/crypto.h"

namespace support {

// 24 x 16 pixels, the left half red, the right half blue.
inline std::string small_jpeg() {
    return base::from_base64url(
               "_9j_2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL_2wBD"
               "AQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL_wAARCAAQABgD"
               "ASIAAhEBAxEB_8QAFgABAQEAAAAAAAAAAAAAAAAABQAG_8QAGBABAAMBAAAAAAAAAAAAAAAAAAVDgcH_xAAWAQEBAQAAAAAAAAAA"
               "AAAAAAAHAgb_xAAaEQABBQEAAAAAAAAAAAAAAAAAAQMGNYGy_9oADAMBAAIRAxEAPwDLDZWneEhsrTvER6yb3lTdSKtczpA5JE0M"
               "T__Z")
        .value();
}

inline std::string big_endian(std::uint32_t number) {
    std::string bytes;
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift & 0xFFU);
    return bytes;
}
inline std::string little_endian(std::uint32_t number, int count) {
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
    return bytes;
}

// The picture with an EXIF segment: an orientation (1 to 8), where it was taken, and who took it.
inline std::string with_exif(const std::string& jpeg, unsigned orientation, const std::string& artist) {
    const auto entry = [](unsigned tag, unsigned type, std::uint32_t count, const std::string& value) {
        return little_endian(tag, 2) + little_endian(type, 2) + little_endian(count, 4) + value;
    };
    constexpr std::uint32_t after_first = 8 + 2 + 3 * 12 + 4;
    constexpr std::uint32_t after_gps = after_first + 2 + 2 * 12 + 4;
    const auto artist_length = static_cast<std::uint32_t>(artist.size() + 1);
    std::string tiff = std::string("II*\0", 4) + little_endian(8, 4);
    tiff += little_endian(3, 2) + entry(0x0112, 3, 1, little_endian(orientation, 4)) +
            entry(0x013B, 2, artist_length, little_endian(after_gps + 24, 4)) +
            entry(0x8825, 4, 1, little_endian(after_first, 4)) + little_endian(0, 4);
    tiff += little_endian(2, 2) + entry(1, 2, 2, std::string("N\0\0\0", 4)) +
            entry(2, 5, 3, little_endian(after_gps, 4)) + little_endian(0, 4);
    for (const std::uint32_t part : {48U, 51U, 24U}) tiff += little_endian(part, 4) + little_endian(1, 4);
    tiff += artist + '\0';
    const std::string segment = std::string("Exif\0\0", 6) + tiff;
    const auto length = static_cast<std::uint32_t>(segment.size() + 2);
    return jpeg.substr(0, 2) + "\xFF\xE1" + big_endian(length).substr(2) + segment + jpeg.substr(2);
}

inline std::string png_chunk(const std::string& name, const std::string& content) {
    const std::string named = name + content;
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(named.data()), static_cast<uInt>(named.size()));
    return big_endian(static_cast<std::uint32_t>(content.size())) + named +
           big_endian(static_cast<std::uint32_t>(sum));
}

// What the head says and what lies behind it, apart: a bomb says more, or holds more, than it seems.
inline std::string png_of(std::uint32_t width, std::uint32_t height, const std::string& rows,
                          const std::string& extra = "") {
    uLongf size = compressBound(rows.size());
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
                  rows.size(), 9) != Z_OK)
        throw std::runtime_error("zlib refuses");
    packed.resize(size);
    return "\x89PNG\r\n\x1A\n" +
           png_chunk("IHDR", big_endian(width) + big_endian(height) + std::string("\x08\x02\0\0\0", 5)) +
           extra + png_chunk("IDAT", packed) + png_chunk("IEND", "");
}

using Paint = std::function<std::uint32_t(std::uint32_t x, std::uint32_t y)>;  // 0xRRGGBB
inline std::string png(std::uint32_t width, std::uint32_t height, const Paint& paint,
                       const std::string& extra = "") {
    std::string rows;
    for (std::uint32_t y = 0; y < height; ++y) {
        rows += '\0';
        for (std::uint32_t x = 0; x < width; ++x) rows += big_endian(paint(x, y)).substr(1);
    }
    return png_of(width, height, rows, extra);
}

// A square that moves on with each frame, in the corner of a screen of this side; the codes of its pixels are not packed at all.
inline std::string gif(unsigned side, unsigned frames, unsigned screen = 0) {
    screen = std::max(side, screen);
    std::string file =
        "GIF89a" + little_endian(screen, 2) + little_endian(screen, 2) + std::string("\xF6\0\0", 3);
    for (unsigned i = 0; i < 128; ++i) file += std::string(3, static_cast<char>(2 * i));
    file += std::string("\x21\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0", 19);
    for (unsigned frame = 0; frame < frames; ++frame) {
        file += std::string("\x21\xF9\x04\0\x0A\0\0\0", 8);
        file += "," + std::string(4, '\0') + little_endian(side, 2) + little_endian(side, 2) +
                std::string("\0\x07", 2);
        std::string codes;
        for (unsigned pixel = 0; pixel < side * side; ++pixel) {
            if (pixel % 120 == 0) codes += '\x80';
            codes += static_cast<char>((pixel % side + 40 * frame) % 120);
        }
        codes += '\x81';
        for (std::size_t place = 0; place < codes.size(); place += 255) {
            const auto block = codes.substr(place, 255);
            file += static_cast<char>(block.size()) + block;
        }
        file += '\0';
    }
    return file + ";";
}

// The names of a WebP's chunks: "VP8X ALPH VP8 ".
inline std::string webp_chunks(const std::string& bytes) {
    std::string names;
    for (std::size_t place = 12; place + 8 <= bytes.size();) {
        names += bytes.substr(place, 4);
        const auto at = [&](std::size_t i) {
            return std::uint32_t{static_cast<unsigned char>(bytes[place + i])};
        };
        const std::uint32_t length = at(4) | at(5) << 8 | at(6) << 16 | at(7) << 24;
        place += 8 + length + length % 2;
    }
    return names;
}

}  // namespace support
