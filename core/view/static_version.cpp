#include "core/view/static_version.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "core/base/crypto.h"

namespace view {
namespace {

constexpr std::size_t version_length = 12;

}  // namespace

std::string static_version(const std::string& folder) {
    std::vector<std::filesystem::path> paths;
    if (std::filesystem::exists(folder)) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file()) paths.push_back(entry.path());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::string digests;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        const std::string content{std::istreambuf_iterator<char>(file), {}};
        digests += std::filesystem::relative(path, folder).string() + '\0' + base::sha256(content);
    }
    return base::to_hex(base::sha256(digests)).substr(0, version_length);
}

}  // namespace view
