#include "core/view/fill.h"

namespace view {
namespace {

void list_names(Dictionary& page, const char* section, const char* marker,
                const std::vector<std::string>& names) {
    for (const auto& name : names) page.AddSectionDictionary(section)->SetValue(marker, name);
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const StyleguidePage& values) {
    list_names(page, "COLOUR", "TOKEN", values.colours);
    list_names(page, "SIZE", "TOKEN", values.sizes);
    list_names(page, "ICON", "ICON_NAME", values.icons);
    for (const auto& line : values.lines) fill(include(page, "LINE", set, "_line.html"), set, line);
    for (const auto& member : values.members) fill(include(page, "MEMBER", set, "_member.html"), member);
    list_items(page, set, "_item.html", values.items);
    include_phone(page, set, values.phone);
    include_name(page, set, values.name, "name", true);
    include_age(page, set, values.age);
}

}  // namespace view
