#include "core/view/fill.h"

namespace view {
namespace {

void list(Dictionary& page, const char* section, const std::vector<ShareRow>& rows, const std::string& text) {
    for (const auto& lounge : rows) {
        Dictionary& row = *page.AddSectionDictionary(section);
        row.SetValue("SLUG", lounge.slug);
        row.SetValue("NAME", lounge.name);
        row.SetValue("FLAG", lounge.flag);
        row.SetValue("LANGUAGE", lounge.language);
        show_if(row, "RED", lounge.red);
        show_text(row, "UNREAD", lounge.unread);
        if (!text.empty()) row.AddSectionDictionary("WITH_DRAFT")->SetValue("DRAFT", text);
    }
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const SharePage& values) {
    show_text(page, "SHARED", values.text.empty() ? std::nullopt : std::optional(values.text));
    show_if(page, "OWN_LOUNGES", values.text.empty());
    list(page, "OWN", values.own, values.text);
    list(page, "OTHER", values.others, values.text);
    show_if(page, "NONE", values.own.empty());
}

}  // namespace view
