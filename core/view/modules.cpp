#include "core/view/modules.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace view {
namespace {

constexpr std::string_view import_begins = " from \"./";
// As templates write it.
constexpr std::string_view script_begins = R"(type="module" src="/static/{{ASSETS:url_query_escape}}/js/)";
constexpr std::string_view link_begins =
    R"(rel="modulepreload" href="/static/{{ASSETS:url_query_escape}}/js/)";

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error(path + " cannot be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string up_to_quote(std::string_view text, std::size_t from) {
    return std::string(text.substr(from, text.find('"', from) - from));
}

}  // namespace

std::vector<std::string> imports_of(const std::string& entry, const std::string& folder) {
    std::vector<std::string> found{entry};
    for (std::size_t next = 0; next < found.size(); ++next) {
        const std::string script = content_of(folder + "/" + found[next]);
        auto at = script.find(import_begins);
        for (; at != std::string::npos; at = script.find(import_begins, at + 1)) {
            const std::string name = up_to_quote(script, at + import_begins.size());
            if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(name);
        }
    }
    found.erase(found.begin());
    return found;
}

std::string preload_modules(std::string_view source, const std::string& folder) {
    std::string out;
    std::size_t done = 0;
    auto at = source.find(script_begins);
    for (; at != std::string_view::npos; at = source.find(script_begins, at + 1)) {
        const auto tag = source.rfind('<', at);
        out += source.substr(done, tag - done);
        for (const auto& name : imports_of(up_to_quote(source, at + script_begins.size()), folder))
            out.append(1, '<').append("link ").append(link_begins).append(name).append("\">");
        done = tag;
    }
    return out.append(source.substr(done));
}

}  // namespace view
