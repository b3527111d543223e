#include "core/view/fill.h"

namespace view {

void fill(Dictionary& page, const std::string& /*set*/, const LanguagesPage& values) {
    for (const auto& language : values.languages) {
        Dictionary& card = *page.AddSectionDictionary("LANGUAGE");
        card.SetValue("CODE", language.code);
        card.SetValue("NAME", language.name);
        card.SetValue("DIR", language.dir);
        card.SetValue("FLAGS", language.flags);
        card.SetValue("PRESENT_TEXT", language.present_text);
        card.SetValue("LOUNGES_TEXT", language.lounges_text);
        show_text(card, "UNREAD", language.unread);
    }
}

void fill(Dictionary& page, const std::string& set, const LoungesPage& values) {
    page.SetValue("CODE", values.code);
    page.SetValue("NAME", values.name);
    page.SetValue("PRESENT_TEXT", values.present_text);
    for (const auto& lounge : values.lounges) {
        Dictionary& row = include(page, "LOUNGE", set, "_lounge.html");
        row.SetValue("SLUG", lounge.slug);
        row.SetValue("NAME", lounge.name);
        row.SetValue("FLAG", lounge.flag);
        set_number(row, "PRESENT", lounge.present);
        row.SetValue("PRESENT_TEXT", lounge.present_text);
        show_if(row, "RED", lounge.red);
        show_text(row, "UNREAD", lounge.unread);
        show_if(row, "CLOSED", lounge.closed);
        if (lounge.closed) row.ShowSection(lounge.shut ? "SHUT" : "UNPROVEN");
    }
}

}  // namespace view
