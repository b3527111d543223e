#include "core/media/decoder/for_reading.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <vector>

#include <vips/vips8>

#include "core/base/limits.h"
#include "core/media/decoder/kind.h"

namespace media::decoder {
namespace {

using vips::VImage;
using vips::VOption;

constexpr int smallest_side = 100;
constexpr int largest_side = 3000;
constexpr int most_from = 90;

// Lines are looked for in a picture of this side, up to so far from level, in steps.
constexpr int level_side = 800;
constexpr double steepest = 6.0;  // degrees
constexpr double angle_step = 0.25;
constexpr int faintest_edge = 12;
// Where the corners of a turned picture are, paper goes on.
constexpr double paper = 200;

struct Way {
    int turn = 0;
    int side = 0;
    int from = 0;
};

std::optional<Way> parse(std::string_view text) {
    Way way;
    for (int* number : {&way.turn, &way.side, &way.from}) {
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), *number);
        if (failure != std::errc{}) return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.starts_with(',')) text.remove_prefix(1);
    }
    const bool sound = text.empty() && way.turn >= 0 && way.turn < 360 && way.turn % 90 == 0 &&
                       way.side >= smallest_side && way.side <= largest_side && way.from >= 0 &&
                       way.from <= most_from;
    if (!sound) return std::nullopt;
    return way;
}

VOption* options() { return VImage::option(); }

class Blob {
public:
    explicit Blob(std::string_view bytes) : blob_(vips_blob_new(nullptr, bytes.data(), bytes.size())) {}
    ~Blob() { vips_area_unref(VIPS_AREA(blob_)); }
    Blob(const Blob&) = delete;
    Blob& operator=(const Blob&) = delete;
    VipsBlob* get() const { return blob_; }

private:
    VipsBlob* blob_;
};

bool is_small_enough(std::string_view bytes) {
    const VImage head = VImage::new_from_buffer(bytes.data(), bytes.size(), "");
    const auto pixels = static_cast<std::uint64_t>(head.width()) * static_cast<std::uint64_t>(head.height());
    return pixels <= base::Limits{}.picture_pixels;
}

VImage grey(const Blob& blob, int side) {
    VImage image = VImage::thumbnail_buffer(
        blob.get(), side,
        options()->set("height", side)->set("size", VIPS_SIZE_BOTH)->set("option_string", "[fail-on=error]"));
    if (image.has_alpha()) image = image.flatten(options()->set("background", std::vector<double>{255}));
    return image.colourspace(VIPS_INTERPRETATION_B_W).extract_band(0).cast(VIPS_FORMAT_UCHAR).copy_memory();
}

VImage turned(const VImage& image, int turn) {
    switch (turn) {
        case 90:
            return image.rot90().copy_memory();
        case 180:
            return image.rot180().copy_memory();
        case 270:
            return image.rot270().copy_memory();
        default:
            return image;
    }
}

std::string pixels_of(const VImage& image) {
    std::size_t size = 0;
    void* const data = image.write_to_memory(&size);
    std::string pixels(static_cast<const char*>(data), size);
    g_free(data);
    return pixels;
}

// Where brightness changes from one row to the next, and how much.
struct Edge {
    int x;
    int y;
    int strength;
};

std::vector<Edge> edges_of(const VImage& image) {
    const auto pixels = pixels_of(image);
    const int width = image.width();
    const auto at = [&](int x, int y) {
        return static_cast<unsigned char>(
            pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                   static_cast<std::size_t>(x)]);
    };
    std::vector<Edge> edges;
    for (int y = 1; y < image.height(); ++y) {
        for (int x = 0; x < width; ++x) {
            const int strength = std::abs(at(x, y) - at(x, y - 1));
            if (strength >= faintest_edge) edges.push_back({x - width / 2, y, strength});
        }
    }
    return edges;
}

// How sharply rows of text set off from what is between them, if it were turned by that much.
double sharpness(const std::vector<Edge>& edges, double degrees) {
    std::array<double, 3 * level_side> rows{};
    const double slope = std::tan(degrees * std::numbers::pi / 180);
    for (const auto& edge : edges) {
        const auto row = std::lround(edge.y + level_side + edge.x * slope);
        rows.at(static_cast<std::size_t>(row)) += edge.strength;
    }
    double sum = 0;
    for (std::size_t i = 1; i < rows.size(); ++i)
        sum += (rows.at(i) - rows.at(i - 1)) * (rows.at(i) - rows.at(i - 1));
    return sum;
}

VImage level(const VImage& image) {
    const auto edges = edges_of(image.thumbnail_image(level_side, options()->set("height", level_side)));
    double best = sharpness(edges, 0);
    double angle = 0;
    for (double degrees = -steepest; degrees <= steepest; degrees += angle_step) {
        const double reached = sharpness(edges, degrees);
        if (reached <= best) continue;
        best = reached;
        angle = degrees;
    }
    if (angle == 0) return image;
    return image.rotate(angle, options()->set("background", std::vector<double>{paper}));
}

std::string prepared(std::string_view bytes, const Way& way) {
    if (!is_small_enough(bytes)) return "";
    const VImage whole = turned(grey(Blob(bytes), way.side), way.turn);
    const int top = whole.height() * way.from / 100;
    const VImage part = whole.extract_area(0, top, whole.width(), whole.height() - top).copy_memory();
    const VImage image = level(part).cast(VIPS_FORMAT_UCHAR);
    return "P5\n" + std::to_string(image.width()) + " " + std::to_string(image.height()) + "\n255\n" +
           pixels_of(image);
}

}  // namespace

std::string for_reading(std::string_view bytes, std::string_view way) {
    const auto parsed = parse(way);
    if (!parsed || kind_of(bytes) == Kind::other) return "";
    try {
        return prepared(bytes, *parsed);
    } catch (const vips::VError&) {
        return "";
    }
}

}  // namespace media::decoder
