#include "core/view/fill.h"

#include <array>
#include <charconv>

namespace view {

void set_number(Dictionary& dictionary, const char* marker, std::uint64_t value) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    dictionary.SetValue(marker, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void show_if(Dictionary& dictionary, const char* section, bool shown) {
    if (shown) dictionary.ShowSection(section);
}

void show_text(Dictionary& dictionary, const char* section, const std::optional<std::string>& text) {
    if (text) dictionary.AddSectionDictionary(section)->SetValue("TEXT", *text);
}

Dictionary& include(Dictionary& dictionary, const char* marker, const std::string& set, const char* file) {
    Dictionary& fragment = *dictionary.AddIncludeDictionary(marker);
    fragment.SetFilename(set + file);
    return fragment;
}

void fill_availability(Dictionary& dictionary, const std::string& set, std::uint64_t id,
                       const std::string& availability) {
    if (availability.empty()) return;
    Dictionary& fragment = include(dictionary, "AVAILABILITY", set, "_availability.html");
    set_number(fragment, "ID", id);
    fragment.ShowSection(availability);
}

}  // namespace view
