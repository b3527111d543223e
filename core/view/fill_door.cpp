#include "core/view/fill.h"
#include "core/view/number_text.h"

namespace view {

void fill(Dictionary& page, const std::string& set, const WaitingPage& values) {
    page.SetValue("SLUG", values.slug);
    page.SetValue("NAME", values.name);
    page.SetValue("FLAG", values.flag);
    page.SetValue("CODE", values.code);
    page.SetValue("LANGUAGE", values.language);
    page.SetValue("POSITION", number_text(values.position, set.substr(0, set.find('/'))));
    set_number(page, "CAME_AS", values.came_as);
    set_number(page, "DONE", values.came_as > values.position ? values.came_as - values.position : 0);
    page.SetValue("ESTIMATE_TEXT", values.estimate_text);
    show_text(page, "DRAFT", values.draft);
}

void fill(Dictionary& page, const std::string& /*set*/, const QueuePage& values) {
    page.SetValue("SLUG", values.slug);
    page.SetValue("NAME", values.name);
    page.SetValue("FLAG", values.flag);
    page.SetValue("TOTAL_TEXT", values.total_text);
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    show_if(page, "NOBODY_WAITS", values.waiters.empty());
    for (const auto& one : values.waiters) {
        Dictionary& row = *page.AddSectionDictionary("WAITER");
        set_number(row, "ID", one.id);
        row.SetValue("NAME", one.name);
        set_number(row, "POSITION", one.position);
        row.SetValue("STATE_TEXT", one.state_text);
        show_if(row, "GUEST", one.guest);
        row.ShowSection(one.called ? "CALLED" : "WAITS");
    }
}

}  // namespace view
