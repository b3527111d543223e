#include "core/view/fill.h"

namespace view {
namespace {

const char* standing(const PersonPage& values) {
    if (values.self) return "SELF";
    return values.blocked ? "BLOCKED" : "OPEN";
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const PersonPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("NAME", values.name);
    page.SetValue("SINCE", values.since);
    page.ShowSection(values.guest ? "GUEST" : "MEMBER");
    page.ShowSection(standing(values));
    if (!values.self && !values.blocked) fill_availability(page, set, values.id, values.availability);
    show_if(page, "WRITE", values.writable && !values.blocked);
    show_if(page, "OFFERS", !values.guest && !values.self);
    show_text(page, "BIO", values.bio);
    show_text(page, "FORM_ERROR", values.form_error);
    show_text(page, "NOTE", values.note);
    if (values.report) include_report(page, set, *values.report);
    if (values.order) include_order(*page.AddSectionDictionary("MODERATE"), set, *values.order);
    if (values.record) include_record(*page.AddSectionDictionary("RECORDED"), set, *values.record);
}

void fill(Dictionary& page, const std::string& /*set*/, const BlocksPage& values) {
    for (const auto& person : values.people) {
        Dictionary& row = *page.AddSectionDictionary("PERSON");
        set_number(row, "ID", person.id);
        row.SetValue("NAME", person.name);
        row.SetValue("SINCE", person.since);
    }
    show_if(page, "NOBODY_BLOCKED", values.people.empty());
}

}  // namespace view
