// Pictures of documents of people who do not exist, drawn by ffmpeg: a card on a table, text above, the zone below in the typeface that ICAO Doc 9303-3 asks for (OCR-B).
#pragma once

#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "tests/support/film_files.h"
#include "tests/support/zone_maker.h"

namespace support {

inline std::string font(const std::string& path) {
    const std::string file = "/usr/share/fonts/" + path;
    if (!std::filesystem::exists(file))
        throw std::runtime_error(file + " is missing: scripts/install-deps --tests");
    return file;
}

struct CardShape {
    double millimetres;  // its width
    int width;           // in pixels
    int height;
};
inline CardShape shape_of(verification::ZoneFormat format) {
    switch (format) {
        case verification::ZoneFormat::td1:
            return {.millimetres = 85.6, .width = 1280, .height = 807};
        case verification::ZoneFormat::td2:
            return {.millimetres = 105, .width = 1300, .height = 915};
        case verification::ZoneFormat::td3:
            break;
    }
    return {.millimetres = 125, .width = 1400, .height = 986};
}

inline constexpr int table_beside = 100;
inline constexpr int table_above = 80;

inline std::string drawn_text(const std::string& face, const std::string& text, double x, double y,
                              double size, const std::string& colour) {
    return ",drawtext=fontfile=" + face + ":text='" + text + "':x=" + std::to_string(std::lround(x)) +
           ":y=" + std::to_string(std::lround(y)) + ":fontsize=" + std::to_string(size) +
           ":fontcolor=" + colour;
}

inline std::string drawn_words(const Bearer& bearer, const CardShape& shape) {
    const std::string face = font("truetype/noto/NotoSans-Regular.ttf");
    const double x = table_beside + shape.width / 3.0;
    std::string filters = drawn_text(face, "UTOPIA  TRAVEL DOCUMENT", table_beside + 40, 110, 40, "0x1a2a55");
    double y = 200;
    for (const auto& line :
         {"Surname / Nom  " + bearer.surname, "Given names  " + bearer.given_names,
          "Date of birth  " + yymmdd(bearer.birth), std::string("Nationality  UTOPIAN  Sex F")}) {
        filters += drawn_text(face, line, x, y, 28, "0x303848");
        y += 66;
    }
    return filters;
}

// Ten characters an inch, six lines an inch.
inline std::string drawn_zone(const Bearer& bearer, const CardShape& shape) {
    constexpr double advance_of_face = 0.723;
    const double millimetre = shape.width / shape.millimetres;
    const double step = 2.54 * millimetre;
    const double line_step = 25.4 / 6 * millimetre;
    const auto lines = zone_of(bearer);
    double y = table_above + shape.height - 4 * millimetre - line_step * static_cast<double>(lines.size());
    std::string filters;
    for (const auto& line : lines) {
        filters += drawn_text(font("opentype/ocr-b/OCRB.otf"), line, table_beside + 4 * millimetre, y,
                              step / advance_of_face, "0x222222");
        y += line_step;
    }
    return filters;
}

// A PNG. `disturbance`: filters of ffmpeg that come over all of it; empty: none.
inline std::string document_picture(const Bearer& bearer, const std::string& disturbance) {
    const auto shape = shape_of(bearer.format);
    const std::string size = std::to_string(shape.width) + ":h=" + std::to_string(shape.height);
    const std::string table =
        std::to_string(shape.width + 2 * table_beside) + "x" + std::to_string(shape.height + 2 * table_above);
    const std::string corner = "x=" + std::to_string(table_beside) + ":y=" + std::to_string(table_above);
    const std::string photograph = "x=" + std::to_string(table_beside + 40) + ":y=190:w=300:h=300";
    const std::string drawing = "format=rgb24,noise=all_seed=5:alls=14,drawbox=" + corner + ":w=" + size +
                                ":color=0xe4e6dc:t=fill,drawgrid=w=23:h=17:t=2:color=0x88aa88@0.25" +
                                ",drawbox=" + photograph + ":color=0x9a8877:t=fill" +
                                drawn_words(bearer, shape) + drawn_zone(bearer, shape) +
                                (disturbance.empty() ? "" : "," + disturbance);
    return made_by_ffmpeg(
        {"-f", "lavfi", "-i", "color=c=0x6a5a4a:s=" + table + ":d=1:r=1", "-vf", drawing, "-frames:v", "1"},
        "png");
}

}  // namespace support
