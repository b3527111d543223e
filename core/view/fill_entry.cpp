#include "core/view/fill.h"

namespace view {

void fill(Dictionary& page, const std::string& set, const EntryPage& values) {
    include_name(page, set, values.name, "name", false);
    include_age(page, set, values.age);
    page.SetValue("NEXT", values.next);
    show_text(page, "FORM_ERROR", values.form_error);
    if (values.first_lounge) {
        Dictionary& lounge = *page.AddSectionDictionary("FIRST_LOUNGE");
        lounge.SetValue("NAME", values.first_lounge->name);
        lounge.SetValue("FLAG", values.first_lounge->flag);
        lounge.SetValue("PRESENT_TEXT", values.first_lounge->present_text);
    }
    show_text(page, "NOTE", values.note);
    show_if(page, "WANTED", !values.next.empty());
    if (values.continue_as)
        page.AddSectionDictionary("CONTINUE")->SetValue("VIEWER_NAME", *values.continue_as);
}

}  // namespace view
