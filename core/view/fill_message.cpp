#include "core/view/fill.h"

namespace view {
namespace {

void fill_history(Dictionary& page, const MessageHistory& history) {
    Dictionary& section = *page.AddSectionDictionary("HISTORY");
    for (const auto& one : history.earlier) {
        Dictionary& row = *section.AddSectionDictionary("EARLIER");
        row.SetValue("BODY", one.body);
        row.SetValue("AT_ISO", base::to_iso8601(one.until));
        row.SetValue("AT_TEXT", one.at_text);
    }
    if (history.removed_text)
        section.AddSectionDictionary("REMOVED_TEXT")->SetValue("BODY", *history.removed_text);
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const MessagePage& values) {
    page.SetValue("SLUG", values.slug);
    page.SetValue("LOUNGE", values.lounge);
    page.SetValue("AT_TEXT", values.at_text);
    set_number(page, "SEQ", values.line.seq);
    page.SetValue("POST_ID", values.post_id);
    page.SetValue("DRAFT", values.draft);
    fill(include(page, "LINE", set, "_line.html"), set, values.line);
    show_text(page, "FORM_ERROR", values.form_error);
    if (values.history) fill_history(page, *values.history);
    if (values.report) include_report(page, set, *values.report);
    if (values.order) include_order(*page.AddSectionDictionary("MODERATE"), set, *values.order);
    if (values.line.removed) return;
    page.ShowSection("ANSWER");
    show_if(page, "REMOVE", values.own);
    show_if(page, "REMOVE_PREVIEW", values.own && values.line.preview);
    if (values.editable) page.AddSectionDictionary("EDIT")->SetValue("EDIT_DRAFT", values.edit_draft);
    for (const auto& choice : values.choices) {
        Dictionary& one = *page.AddSectionDictionary("CHOICE");
        one.SetValue("EMOJI", choice.emoji);
        set_number(one, "PEOPLE", choice.people);
        one.ShowSection(choice.mine ? "GIVEN" : "NOT_GIVEN");
    }
}

}  // namespace view
