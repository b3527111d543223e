// Documents, good and hostile, made object by object; and how to look at the pixels of what is made of them.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/film_files.h"
#include "tests/support/picture_files.h"

namespace support {

inline std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer = "") {
    std::string file = "%PDF-1.7\n";
    std::string places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto place = std::to_string(file.size());
        places += std::string(10 - place.size(), '0') + place + " 00000 n \n";
        file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto table = file.size();
    const auto count = std::to_string(objects.size() + 1);
    return file + "xref\n0 " + count + "\n0000000000 65535 f \n" + places + "trailer\n<</Size " + count +
           "/Root 1 0 R" + trailer + ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

inline std::string pdf_stream(const std::string& bytes, const std::string& entries = "") {
    return "<<" + entries + "/Length " + std::to_string(bytes.size()) + ">>\nstream\n" + bytes +
           "\nendstream";
}

inline std::string packed(const std::string& bytes) {
    uLongf size = compressBound(bytes.size());
    std::string small(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(small.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                  bytes.size(), 1) != Z_OK)
        throw std::runtime_error("zlib refuses");
    small.resize(size);
    return small;
}

// One page. Its objects 1 to 4 are the catalogue, the pages, the page and what is drawn; `objects` follow from 5 on.
struct PdfPage {
    std::string drawn = "0 0 1 rg 0 0 150 200 re f";  // the left half is blue
    std::string box = "0 0 300 200";
    std::string resources{};
    std::string page{};       // entries
    std::string catalogue{};  // entries
    std::string trailer{};    // entries
    std::string filter{};     // of `drawn`
    std::vector<std::string> objects{};
};
inline std::string pdf(const PdfPage& page = {}) {
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R" + page.catalogue + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[" + page.box + "]/Contents 4 0 R/Resources<<" + page.resources +
            ">>" + page.page + ">>",
        pdf_stream(page.drawn, page.filter)};
    objects.insert(objects.end(), page.objects.begin(), page.objects.end());
    return pdf_of(objects, page.trailer);
}

// Three bytes a pixel, row by row, of a JPEG, PNG or WebP.
inline std::string pixels_of(const std::string& picture) {
    const ScratchFolder scratch;
    const auto path = scratch.path() + "/picture";
    std::ofstream(path, std::ios::binary) << picture;
    return made_by_ffmpeg({"-i", path, "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo"}, "rgb");
}

// Of one pixel: 0 (black) to 255.
inline int brightness(const std::string& pixels, std::size_t place) {
    int sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += static_cast<unsigned char>(pixels.at(3 * place + i));
    return sum / 3;
}

}  // namespace support
