#include "core/media/film_facts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace media {
namespace {

using namespace std::string_view_literals;
using base::ErrorCode;
using nlohmann::json;
using Words = std::vector<std::string_view>;

struct Taken {
    Words pictures;
    Words pixels;  // 8 bits a colour, as browsers play them
    Words sounds;
};
const Taken& taken(FilmKind kind) {
    static const Taken mp4{.pictures = {"h264"}, .pixels = {"yuv420p", "yuvj420p"}, .sounds = {"aac"}};
    static const Taken webm{
        .pictures = {"vp8", "vp9"}, .pixels = {"yuv420p", "yuva420p"}, .sounds = {"opus", "vorbis"}};
    return kind == FilmKind::mp4 ? mp4 : webm;
}

bool among(const Words& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string text_of(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint32_t length_of(const json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_number_unsigned()) return 0;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(found->get<std::uint64_t>(), UINT32_MAX));
}

// "12.345000" seconds. What is longer than a day is a day.
std::optional<base::Millis> duration_of(const std::string& text) {
    constexpr double day = 86'400;
    char* end = nullptr;
    const double seconds = std::strtod(text.c_str(), &end);
    if (text.empty() || end != text.c_str() + text.size() || !(seconds >= 0)) return std::nullopt;
    return base::Millis{std::llround(std::min(seconds, day) * 1000)};
}

std::optional<ErrorCode> picture_refusal(const FilmFacts::Stream& picture, FilmKind kind, int most) {
    if (!among(taken(kind).pictures, picture.codec)) return ErrorCode::video_type;
    const auto side = static_cast<std::uint32_t>(most);
    if (picture.width > side || picture.height > side) return ErrorCode::video_sides;
    if (picture.width == 0 || picture.height == 0) return ErrorCode::video_damaged;
    if (!among(taken(kind).pixels, picture.pixels))
        return picture.pixels.empty() ? ErrorCode::video_damaged : ErrorCode::video_type;
    return std::nullopt;
}

}  // namespace

std::optional<FilmFacts> parse_facts(std::string_view text) {
    const auto root = json::parse(text, nullptr, false);
    if (!root.is_object()) return std::nullopt;
    const auto streams = root.find("streams");
    if (streams == root.end() || !streams->is_array()) return std::nullopt;
    FilmFacts facts;
    for (const auto& one : *streams) {
        if (!one.is_object()) return std::nullopt;
        facts.streams.push_back({.type = text_of(one, "codec_type"),
                                 .codec = text_of(one, "codec_name"),
                                 .pixels = text_of(one, "pix_fmt"),
                                 .width = length_of(one, "width"),
                                 .height = length_of(one, "height")});
    }
    const auto format = root.find("format");
    if (format != root.end() && format->is_object())
        facts.duration = duration_of(text_of(*format, "duration"));
    return facts;
}

std::optional<ErrorCode> refusal_of(const FilmFacts& facts, FilmKind kind, const base::Limits& limits) {
    if (facts.streams.empty()) return ErrorCode::video_damaged;
    const auto is = [](std::string_view type) {
        return [type](const FilmFacts::Stream& one) { return one.type == type; };
    };
    const auto picture = std::ranges::find_if(facts.streams, is("video"));
    if (std::ranges::count_if(facts.streams, is("video")) != 1) return ErrorCode::video_type;
    if (const auto refused = picture_refusal(*picture, kind, limits.video_side)) return refused;
    const auto sounds = std::ranges::count_if(facts.streams, is("audio"));
    const auto sound = std::ranges::find_if(facts.streams, is("audio"));
    if (sounds > 1 || (sounds == 1 && !among(taken(kind).sounds, sound->codec))) return ErrorCode::video_type;
    // Recorders stop a little late: a video of 60.4 seconds counts as one of 60.
    const auto longest = limits.video_length + base::Millis{1000};
    if (facts.duration && *facts.duration >= longest) return ErrorCode::video_length;
    return std::nullopt;
}

}  // namespace media
