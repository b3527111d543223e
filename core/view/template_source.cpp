#include "core/view/template_source.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "core/base/log.h"
#include "core/view/isolate.h"

namespace view {
namespace {

// Markers for what people, sites and languages call themselves.
constexpr std::array<std::string_view, 8> names{"{{AUTHOR}}", "{{BY}}",   "{{LABEL}}", "{{LANGUAGE}}",
                                                "{{NAME}}",   "{{SITE}}", "{{TITLE}}", "{{VIEWER_NAME}}"};

constexpr std::string_view escaping_on = "{{%AUTOESCAPE context=\"HTML\"}}";

// Calls `plain(text)` and `marker(text)` for the parts of a text in their order. A marker is "{{...}}".
template <class Plain, class Marker>
void split_markers(std::string_view text, Plain&& plain, Marker&& marker) {
    while (!text.empty()) {
        const auto begin = std::min(text.find("{{"), text.size());
        plain(text.substr(0, begin));
        text.remove_prefix(begin);
        if (text.empty()) return;
        const auto end = text.find("}}");
        const auto size = end == std::string_view::npos ? text.size() : end + 2;
        marker(text.substr(0, size));
        text.remove_prefix(size);
    }
}

struct Markers {
    std::vector<std::string_view> all;       // sorted
    std::vector<std::string_view> sections;  // what opens, closes or includes, in the order of the text
    bool operator==(const Markers&) const = default;
};

Markers markers_of(std::string_view text) {
    Markers markers;
    split_markers(
        text, [](std::string_view) {},
        [&](std::string_view marker) {
            markers.all.push_back(marker);
            const bool value = marker.size() > 2 && marker[2] >= 'A' && marker[2] <= 'Z';
            if (!value) markers.sections.push_back(marker);
        });
    std::sort(markers.all.begin(), markers.all.end());
    return markers;
}

void append_escaped(std::string_view text, std::string& out) {
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
}

// A name of the other direction must not turn the sentence round it. As characters and not as <bdi>, because texts stand in attributes, too.
void append_marker(std::string_view marker, std::string& out) {
    const bool name = std::ranges::find(names, marker) != names.end();
    if (name) out += first_strong_isolate;
    out += marker;
    if (name) out += pop_directional_isolate;
}

std::string escape_around_markers(std::string_view text) {
    std::string out;
    split_markers(
        text, [&](std::string_view plain) { append_escaped(plain, out); },
        [&](std::string_view marker) { append_marker(marker, out); });
    return out;
}

std::string with_single_spaces(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string translate(std::string_view text, const Language& language, std::string_view name) {
    const std::string msgid = with_single_spaces(text);
    const std::string translation = language.text(msgid);
    if (markers_of(translation) == markers_of(msgid)) return escape_around_markers(translation);
    base::log::warning("{}: the translation of \"{}\" into \"{}\" has other markers, so it is not used", name,
                       msgid, language.code());
    return escape_around_markers(msgid);
}

// Line breaks stay: without them, the words and attributes of neighbouring lines would run together.
std::string without_indentation(std::string_view text) {
    std::string out;
    bool at_start = true;
    for (const char c : text) {
        if (at_start && (c == ' ' || c == '\t')) continue;
        at_start = c == '\n';
        out += c;
    }
    return out;
}

}  // namespace

std::string translate_template(std::string_view source, const Language& language, std::string_view name) {
    if (!source.starts_with(escaping_on)) {
        throw std::runtime_error(std::string(name) + " does not begin with " + std::string(escaping_on));
    }
    std::string out;
    while (true) {
        const auto begin = std::min(source.find("[["), source.size());
        out += source.substr(0, begin);
        if (begin == source.size()) return without_indentation(out);
        source.remove_prefix(begin + 2);
        const auto end = source.find("]]");
        if (end == std::string_view::npos)
            throw std::runtime_error(std::string(name) + " has a [[text that does not end");
        out += translate(source.substr(0, end), language, name);
        source.remove_prefix(end + 2);
    }
}

}  // namespace view
