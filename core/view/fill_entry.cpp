#include "core/view/fill.h"

namespace view {
namespace {

void fill_task(Dictionary& page, const std::string& set, const EntryTask& task) {
    Dictionary& section = *page.AddSectionDictionary("TASK");
    section.SetValue("CHALLENGE", task.challenge);
    set_number(section, "BITS", task.bits);
    show_if(section, "AGAIN", task.again);
    section.SetValue("GO", task.go);
    Dictionary& field = include(section, "QUESTION", set, "_question.html");
    field.SetValue("QUESTION", task.question);
    field.SetValue("ANSWER", task.answer);
    show_text(field, "ANSWER_ERROR", task.answer_error);
}

}  // namespace

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
    if (values.task) fill_task(page, set, *values.task);
    show_if(page, "WANTED", !values.next.empty());
    if (values.continue_as)
        page.AddSectionDictionary("CONTINUE")->SetValue("VIEWER_NAME", *values.continue_as);
}

}  // namespace view
