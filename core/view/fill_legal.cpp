#include "core/view/fill.h"
#include "core/view/locale.h"

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

void fill(Dictionary& page, const std::string& /*set*/, const PreferencesPage& values) {
    for (std::size_t i = 0; i < language_codes.size(); ++i) {
        Dictionary& section = *page.AddSectionDictionary("LANGUAGE");
        section.SetValue("CODE", text_of(language_codes[i]));
        section.SetValue("NAME", text_of(language_names[i]));
        show_if(section, "CHOSEN", language_codes[i] == values.language);
    }
    page.ShowSection(values.theme.empty() ? "SYSTEM" : values.theme == "dark" ? "DARK" : "LIGHT");
    page.SetValue("NEXT", values.next);
}

}  // namespace view
