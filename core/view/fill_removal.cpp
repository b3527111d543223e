#include "core/view/fill.h"

namespace view {
namespace {

void fill_request(Dictionary& row, const RemovalRow& values) {
    row.SetValue("GROUND", values.ground);
    row.SetValue("AT_TEXT", values.at);
    row.SetValue("BODY", values.body);
    if (values.link) row.AddSectionDictionary("LINK")->SetValue("PATH", *values.link);
    show_text(row, "ADDED", values.added);
    show_text(row, "CONTACT", values.contact);
    show_if(row, "CONTACT_SEALED", values.has_contact && !values.contact);
    show_if(row, "NO_CONTACT", !values.has_contact);
}

}  // namespace

void list_requests(Dictionary& section, const std::vector<RemovalRow>& requests) {
    for (const auto& request : requests) fill_request(*section.AddSectionDictionary("REQUEST"), request);
}

void include_answer(Dictionary& form, const std::string& set, const AnswerField& values, const char* field,
                    bool required) {
    Dictionary& fragment = include(form, "ANSWER", set, "_answer.html");
    fragment.SetValue("FIELD", field);
    fragment.SetValue("DRAFT", values.draft);
    show_if(fragment, "REQUIRED", required);
    show_text(fragment, "ERROR", values.error);
}

void fill(Dictionary& page, const std::string& /*set*/, const RemovalPage& values) {
    page.SetValue("LINK", values.link);
    list_options(page, "GROUND", values.grounds);
    page.SetValue("BODY_TEXT", values.body);
    page.SetValue("CONTACT", values.contact);
    show_if(page, "IS_TRUE", values.is_true);
    show_text(page, "LINK_ERROR", values.link_error);
    show_text(page, "GROUND_ERROR", values.ground_error);
    show_text(page, "BODY_ERROR", values.body_error);
    show_text(page, "CONTACT_ERROR", values.contact_error);
    show_text(page, "TRUTH_ERROR", values.truth_error);
    show_text(page, "FORM_ERROR", values.form_error);
}

void fill(Dictionary& page, const std::string& /*set*/, const RemovalStatePage& values) {
    page.SetValue("CODE", values.code);
    page.SetValue("ADDRESS", values.address);
    set_number(page, "CASE_ID", values.case_id);
    page.SetValue("GROUND", values.ground);
    page.SetValue("AT_TEXT", values.at);
    page.SetValue("BODY_TEXT", values.body);
    show_text(page, "LINK", values.link);
    show_text(page, "ADDED", values.added);
    show_text(page, "ANSWER", values.answer);
    show_text(page, "DECIDED", values.decided);
    page.ShowSection(!values.decided ? "WAITS" : values.acted ? "ACTED" : "NOTHING");
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    if (!values.may_add) return;
    Dictionary& form = *page.AddSectionDictionary("MAY_ADD");
    form.SetValue("DRAFT", values.draft);
    show_text(form, "DRAFT_ERROR", values.draft_error);
}

}  // namespace view
