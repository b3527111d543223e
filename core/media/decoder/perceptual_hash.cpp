#include "core/media/decoder/perceptual_hash.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace media::decoder {
namespace {

constexpr unsigned kept = 8;  // frequencies in each direction

using Waves = std::array<std::array<double, hash_side>, kept>;

// The discrete cosine transform (DCT-II), without its constant factors: only signs count. The lowest frequency, which is brightness itself, is left out.
Waves make_waves() {
    Waves waves{};
    for (unsigned k = 0; k < kept; ++k) {
        for (unsigned x = 0; x < hash_side; ++x)
            waves[k][x] = std::cos(std::numbers::pi * (k + 1) * (2 * x + 1) / (2.0 * hash_side));
    }
    return waves;
}

}  // namespace

std::uint64_t perceptual_hash(const Thumbprint& pixels) {
    static const Waves waves = make_waves();
    std::array<double, kept * kept> strengths{};
    for (unsigned v = 0; v < kept; ++v) {
        for (unsigned y = 0; y < hash_side; ++y) {
            for (unsigned u = 0; u < kept; ++u) {
                double row = 0;
                for (unsigned x = 0; x < hash_side; ++x) row += waves[u][x] * pixels[y * hash_side + x];
                strengths[v * kept + u] += waves[v][y] * row;
            }
        }
    }
    auto sorted = strengths;
    std::ranges::nth_element(sorted, sorted.begin() + sorted.size() / 2);
    const double median = sorted[sorted.size() / 2];
    std::uint64_t hash = 0;
    for (const double strength : strengths) hash = hash << 1 | static_cast<std::uint64_t>(strength > median);
    return hash;
}

}  // namespace media::decoder
