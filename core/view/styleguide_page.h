// What the page of all components shows (development alone): tokens and icons as they are in the files, and fragments with sample values.
#pragma once

#include <string>
#include <vector>

#include "core/view/market_pages.h"
#include "core/view/pages.h"

namespace view {

// templates/styleguide.html. Repeated sections COLOUR and SIZE (TOKEN) and ICON (ICON_NAME); repeated {{>LINE}} = _line.html, {{>MEMBER}} = _member.html and {{>ITEM}} = _item.html;
// {{>PHONE}}, {{>NAME}}, {{>AGE}}: fields with errors.
struct StyleguidePage {
    std::vector<std::string> colours;  // names of custom properties
    std::vector<std::string> sizes;
    std::vector<std::string> icons;
    std::vector<Line> lines;
    std::vector<Member> members;
    std::vector<ItemCardView> items;
    PhoneField phone;
    NameField name;
    AgeField age;
};

}  // namespace view
