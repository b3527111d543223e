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
    row.ShowSection(values.about_message ? "MESSAGE" : "PERSON");
    show_text(row, "PLACE", values.place);
    row.SetValue("REPORTS_TEXT", values.reports_text);
    row.SetValue("AGE_TEXT", values.age_text);
    show_if(row, "HIDDEN", values.hidden);
    show_text(row, "HELD", values.held_text);
    show_if(row, "MINE", values.mine);
    if (values.taken_by) row.AddSectionDictionary("TAKEN")->SetValue("BY", *values.taken_by);
}

void fill_evidence(Dictionary& page, const std::vector<EvidenceRow>& evidence) {
    for (const auto& line : evidence) {
        Dictionary& row = *page.AddSectionDictionary("EVIDENCE");
        const std::string at = base::to_iso8601(line.at);
        set_number(row, "SEQ", line.seq);
        set_number(row, "AUTHOR_ID", line.author_id);
        row.SetValue("AUTHOR", line.author);
        row.SetValue("AT_ISO", at);
        row.SetValue("AT_TEXT", date_and_clock(at));
        row.SetValue("BODY", line.body);
        show_if(row, "REPORTED", line.reported);
        show_if(row, "PICTURE", line.picture);
        show_if(row, "GONE", line.body.empty() && !line.picture);
    }
    if (!evidence.empty()) page.ShowSection("SAID");
}

void fill_reporters(Dictionary& page, const std::vector<ReporterRow>& reporters) {
    for (const auto& reporter : reporters) {
        Dictionary& row = *page.AddSectionDictionary("REPORTER");
        if (reporter.house) {
            row.ShowSection("HOUSE");
        } else {
            Dictionary& person = *row.AddSectionDictionary("PERSON");
            set_number(person, "ID", reporter.id);
            person.SetValue("NAME", reporter.name);
        }
        row.SetValue("REASON", reporter.reason);
        row.SetValue("AT_TEXT", reporter.at);
        show_text(row, "NOTE", reporter.note);
    }
}

void fill_held(Dictionary& page, const std::vector<HeldRow>& held) {
    if (held.empty()) return;
    Dictionary& section = *page.AddSectionDictionary("HELD");
    for (const auto& post : held) {
        Dictionary& row = *section.AddSectionDictionary("HELD_POST");
        row.SetValue("PLACE", post.place);
        row.SetValue("AT_TEXT", post.at);
        row.SetValue("BODY", post.body);
        row.SetValue("RULE", post.rule);
        show_if(row, "PICTURE", post.picture);
    }
}

void fill_place(Dictionary& page, const CasePage& values) {
    if (values.slug.empty()) return;
    Dictionary& place = *page.AddSectionDictionary("PLACE");
    place.SetValue("SLUG", values.slug);
    place.SetValue("LOUNGE", values.lounge);
    if (values.seq > 0) set_number(*place.AddSectionDictionary("MESSAGE"), "SEQ", values.seq);
}

void fill_state(Dictionary& page, const CasePage& values) {
    switch (values.state) {
        case CaseState::free:
            return page.ShowSection("FREE");
        case CaseState::mine:
            return page.AddSectionDictionary("MINE")->SetValue("UNTIL", values.when);
        case CaseState::taken: {
            Dictionary& taken = *page.AddSectionDictionary("TAKEN");
            taken.SetValue("BY", values.holder);
            return taken.SetValue("UNTIL", values.when);
        }
        case CaseState::decided: {
            Dictionary& decided = *page.AddSectionDictionary("DECIDED");
            decided.SetValue("AT_TEXT", values.when);
            if (!values.holder.empty())
                decided.AddSectionDictionary("DECIDER")->SetValue("NAME", values.holder);
            return decided.ShowSection(values.acted ? "ACTED" : "NOTHING");
        }
    }
}

// Whoever decides about it may look; whoever does not yet is told how they come to.
void fill_picture(Dictionary& page, const CasePage& values) {
    if (!values.picture) return;
    if (values.state == CaseState::free) return page.ShowSection("TAKE_FIRST");
    if (values.state != CaseState::mine) return;
    Dictionary& look = *page.AddSectionDictionary("LOOK");
    Dictionary& one = *look.AddSectionDictionary(values.picture->film ? "FILM" : "STILL");
    one.SetValue("AUTHOR", values.person);
    set_number(one, "WIDTH", values.picture->width);
    set_number(one, "HEIGHT", values.picture->height);
}

void fill_acts(Dictionary& page, const std::string& set, const CasePage& values) {
    if (values.state != CaseState::free && values.state != CaseState::mine) return;
    Dictionary& acts = *page.AddSectionDictionary("ACTS");
    include_order(acts, set, values.order);
    acts.SetValue("DISMISS_NOTE", values.dismiss_note);
    show_text(acts, "DISMISS_ERROR", values.dismiss_error);
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

void fill(Dictionary& page, const std::string& /*set*/, const ModerationPage& values) {
    page.SetValue("COUNT_TEXT", values.count_text);
    show_if(page, "AUDIT", values.audit);
    show_text(page, "NOTE", values.note);
    for (const auto& one : values.cases) fill_case_row(*page.AddSectionDictionary("CASE"), one);
    show_if(page, "NO_CASES", values.cases.empty());
    for (const auto& appeal : values.appeals) {
        Dictionary& row = *page.AddSectionDictionary("APPEAL");
        set_number(row, "ID", appeal.id);
        row.SetValue("NAME", appeal.person);
        row.SetValue("WHAT", appeal.what);
        row.SetValue("AGE_TEXT", appeal.age_text);
    }
    show_if(page, "NO_APPEALS", values.appeals.empty());
}

void fill(Dictionary& page, const std::string& set, const CasePage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("REASON", values.reason);
    set_number(page, "PERSON_ID", values.person_id);
    page.SetValue("NAME", values.person);
    show_if(page, "GUEST", values.guest);
    page.SetValue("AGE_TEXT", values.age_text);
    fill_place(page, values);
    show_if(page, "HIDDEN", values.hidden);
    show_text(page, "FORM_ERROR", values.form_error);
    fill_held(page, values.held);
    fill_evidence(page, values.evidence);
    show_if(page, "NO_EVIDENCE", values.evidence.empty() && values.held.empty());
    fill_picture(page, values);
    fill_reporters(page, values.reporters);
    include_record(page, set, values.record);
    fill_state(page, values);
    fill_acts(page, set, values);
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
