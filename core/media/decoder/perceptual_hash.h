// Whether two pictures look alike, whatever their size, format and compression.
#pragma once

#include <array>
#include <cstdint>

namespace media::decoder {

inline constexpr unsigned hash_side = 32;
// Brightness of a picture scaled to a square of that side, row by row.
using Thumbprint = std::array<unsigned char, hash_side * hash_side>;

// 64 bits of the lowest frequencies (each against their median). Pictures that look alike differ in few of them; below about ten they are one and the same
// to a human eye. Pure.
std::uint64_t perceptual_hash(const Thumbprint& pixels);

}  // namespace media::decoder
