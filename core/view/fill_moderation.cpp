#include "core/view/fill.h"

namespace view {

void list_options(Dictionary& dictionary, const char* section, const std::vector<Option>& options) {
    for (const auto& option : options) {
        Dictionary& one = *dictionary.AddSectionDictionary(section);
        one.SetValue("VALUE", option.value);
        one.SetValue("TEXT", option.text);
        show_if(one, "CHOSEN", option.chosen);
    }
}

namespace {

void fill_record_row(Dictionary& fragment, const RecordRow& row) {
    fragment.SetValue("WHAT", row.what);
    fragment.SetValue("GROUND", row.ground);
    fragment.SetValue("AT_TEXT", row.at);
    if (row.by.empty()) {
        fragment.ShowSection("OPERATOR");
    } else {
        fragment.AddSectionDictionary("BY")->SetValue("NAME", row.by);
    }
    show_text(fragment, "UNTIL", row.until);
    show_text(fragment, "PLACE", row.place);
    show_text(fragment, "STATE", row.state);
    show_text(fragment, "TEXT_FOR_PERSON", row.text);
    show_text(fragment, "TEXT_FOR_STAFF", row.note);
    show_if(fragment, "IN_FORCE", row.in_force);
    if (!row.liftable) return;
    Dictionary& lift = *fragment.AddSectionDictionary("LIFT");
    set_number(lift, "ID", row.id);
    lift.SetValue("WHY", row.why);
}

void fill_case_row(Dictionary& row, const CaseRow& values) {
    set_number(row, "ID", values.id);
    row.SetValue("REASON", values.reason);
    row.SetValue("NAME", values.person);
    show_if(row, "GUEST", values.guest);
    row.ShowSection(values.about_message    ? "MESSAGE"
                    : values.about_listing  ? "LISTING"
                    : values.person.empty() ? "NO_SUBJECT"
                                            : "PERSON");
    show_text(row, "PLACE", values.place);
    show_text(row, "REPORTS", values.reports_text);
    show_text(row, "REQUESTS", values.requests_text);
    row.SetValue("AGE_TEXT", values.age_text);
    show_if(row, "HIDDEN", values.hidden);
    show_text(row, "HELD", values.held_text);
    show_if(row, "MINE", values.mine);
    if (values.taken_by) row.AddSectionDictionary("TAKEN")->SetValue("BY", *values.taken_by);
}

void fill_verdict(Dictionary& page, const AppealPage& values) {
    if (values.decided) {
        Dictionary& decided = *page.AddSectionDictionary("DECIDED");
        decided.ShowSection(values.lifted ? "LIFTED" : "KEPT");
        return show_text(decided, "ANSWER", values.answer);
    }
    if (values.own) return page.ShowSection("OWN");
    Dictionary& acts = *page.AddSectionDictionary("ACTS");
    show_if(acts, "CHOSE_KEEP", values.chose_keep);
    show_if(acts, "CHOSE_LIFT", values.chose_lift);
    acts.SetValue("ANSWER_DRAFT", values.draft);
    show_text(acts, "VERDICT_ERROR", values.verdict_error);
    show_text(acts, "ANSWER_ERROR", values.answer_error);
}

void fill_made_appeal(Dictionary& page, const MadeAppeal& appeal) {
    Dictionary& section = *page.AddSectionDictionary("APPEAL");
    section.SetValue("BODY", appeal.body);
    section.SetValue("AT_TEXT", appeal.at);
    section.ShowSection(!appeal.decided ? "WAITS" : appeal.lifted ? "LIFTED" : "KEPT");
    show_text(section, "ANSWER", appeal.answer);
}

}  // namespace

void include_report(Dictionary& page, const std::string& set, const ReportForm& values) {
    Dictionary& form = include(page, "REPORT", set, "_report.html");
    form.SetValue("TO", values.to);
    list_options(form, "REASON", values.reasons);
    form.SetValue("NOTE", values.note);
    show_text(form, "REASON_ERROR", values.reason_error);
    show_text(form, "NOTE_ERROR", values.note_error);
}

void include_order(Dictionary& form, const std::string& set, const OrderFields& values) {
    Dictionary& fields = include(form, "ORDER", set, "_order.html");
    list_options(fields, "ACTION", values.actions);
    list_options(fields, "GROUND", values.grounds);
    list_options(fields, "LENGTH", values.lengths);
    fields.SetValue("FOR_PERSON", values.text);
    fields.SetValue("FOR_STAFF", values.note);
    show_text(fields, "ACTION_ERROR", values.action_error);
    show_text(fields, "GROUND_ERROR", values.ground_error);
    show_text(fields, "LENGTH_ERROR", values.length_error);
    show_text(fields, "TEXT_ERROR", values.text_error);
}

void list_listing_pictures(Dictionary& dictionary, const std::vector<ListingPicture>& pictures) {
    for (const auto& picture : pictures) {
        Dictionary& one = *dictionary.AddSectionDictionary("LISTING_PICTURE");
        set_number(one, "PICTURE_ID", picture.id);
        one.SetValue("PICTURE_KEY", picture.key);
        set_number(one, "PICTURE_WIDTH", picture.width);
        set_number(one, "PICTURE_HEIGHT", picture.height);
        if (picture.blur.empty())
            one.ShowSection("PLAIN");
        else
            one.AddSectionDictionary("BLURRED")->SetValue("BLUR", picture.blur);
    }
}

void include_record(Dictionary& page, const std::string& set, const Record& record) {
    for (const auto& row : record) fill_record_row(include(page, "RECORD", set, "_record.html"), row);
    show_if(page, "NO_RECORD", record.empty());
}

void fill(Dictionary& page, const std::string& /*set*/, const ReportsPage& values) {
    show_text(page, "NOTE", values.note);
    for (const auto& report : values.reports) {
        Dictionary& row = *page.AddSectionDictionary("REPORT");
        row.SetValue("REASON", report.reason);
        row.SetValue("NAME", report.person);
        show_text(row, "PLACE", report.place);
        row.SetValue("AT_TEXT", report.at);
        row.ShowSection(!report.decided ? "WAITS" : report.acted ? "ACTED" : "NOTHING");
    }
    show_if(page, "NO_REPORTS", values.reports.empty());
}

namespace {

void fill_cases(Dictionary& section, const ModerationPage& values) {
    for (const auto& one : values.cases) fill_case_row(*section.AddSectionDictionary("CASE"), one);
    show_if(section, "NO_CASES", values.cases.empty());
    for (const auto& appeal : values.appeals) {
        Dictionary& row = *section.AddSectionDictionary("APPEAL");
        set_number(row, "ID", appeal.id);
        row.SetValue("NAME", appeal.person);
        row.SetValue("WHAT", appeal.what);
        row.SetValue("AGE_TEXT", appeal.age_text);
    }
    show_if(section, "NO_APPEALS", values.appeals.empty());
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const ModerationPage& values) {
    page.SetValue("COUNT_TEXT", values.count_text);
    show_if(page, "AUDIT", values.audit);
    show_if(page, "OVERVIEW", values.overview);
    if (values.disputes) set_number(*page.AddSectionDictionary("DISPUTES"), "COUNT", *values.disputes);
    if (values.proofs) set_number(*page.AddSectionDictionary("PROOFS"), "COUNT", *values.proofs);
    show_text(page, "NOTE", values.note);
    if (!values.moderates) return;
    page.ShowSection("MODERATES");
    fill_cases(page, values);
}

void fill(Dictionary& page, const std::string& set, const AppealPage& values) {
    set_number(page, "ID", values.id);
    set_number(page, "PERSON_ID", values.person_id);
    page.SetValue("NAME", values.person);
    page.SetValue("BODY", values.body);
    page.SetValue("AT_TEXT", values.at);
    show_text(page, "FORM_ERROR", values.form_error);
    include_record(page, set, {values.decision});
    fill_verdict(page, values);
}

void fill(Dictionary& page, const std::string& /*set*/, const DecisionPage& values) {
    page.SetValue("CODE", values.code);
    page.SetValue("WHAT", values.what);
    page.SetValue("GROUND", values.ground);
    page.SetValue("SINCE", values.since);
    show_text(page, "UNTIL", values.until);
    show_text(page, "PLACE", values.place);
    show_text(page, "STATE", values.state);
    show_text(page, "STATEMENT", values.statement);
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    show_if(page, "LEAVE", values.may_leave);
    if (values.appeal) fill_made_appeal(page, *values.appeal);
    if (!values.may_appeal) return;
    Dictionary& form = *page.AddSectionDictionary("MAY_APPEAL");
    form.SetValue("DRAFT", values.draft);
    show_text(form, "APPEAL_ERROR", values.appeal_error);
}

}  // namespace view
