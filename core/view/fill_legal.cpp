#include "core/view/fill.h"

namespace view {
namespace {

void fill_parts(Dictionary& page, const std::vector<TextPart>& parts) {
    if (parts.empty()) return page.ShowSection("DEFAULT");
    Dictionary& own = *page.AddSectionDictionary("OWN");
    for (const auto& part : parts) {
        own.AddSectionDictionary("PART")
            ->AddSectionDictionary(part.heading ? "HEADING" : "PARAGRAPH")
            ->SetValue("TEXT", part.text);
    }
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const TermsPage& values) {
    fill_parts(page, values.parts);
}

void fill(Dictionary& page, const std::string& /*set*/, const PrivacyPage& values) {
    fill_parts(page, values.parts);
}

}  // namespace view
