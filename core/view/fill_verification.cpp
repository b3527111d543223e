#include "core/view/fill.h"

namespace view {
namespace {

void fill_step(Dictionary& row, const ProofStep& step) {
    row.SetValue("NAME", step.name);
    row.SetValue("TITLE", step.title);
    row.SetValue("HINT", step.hint);
    row.ShowSection(step.done ? "DONE" : "MISSING");
    show_if(row, "OPTIONAL", step.optional && !step.done);
    row.ShowSection(step.selfie ? "SELFIE" : "DOCUMENT");
    show_text(row, "ERROR", step.error);
}

void fill_draft(Dictionary& page, const ProofDraft& values) {
    Dictionary& draft = *page.AddSectionDictionary("DRAFT");
    draft.SetValue("TYPE", values.type);
    for (const auto& step : values.steps) fill_step(*draft.AddSectionDictionary("STEP"), step);
    show_if(draft, "READY", values.ready);
}

void fill_begin(Dictionary& page, const VerificationPage& values) {
    Dictionary& begin = *page.AddSectionDictionary("BEGIN");
    show_if(begin, "AGE_ONLY", values.offers_age_only);
    const bool full = values.chosen_id_full || !values.offers_age_only;
    begin.ShowSection(full ? "CHOSEN_ID_FULL" : "CHOSEN_AGE_ONLY");
    show_text(begin, "TYPE_ERROR", values.type_error);
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const VerificationPage& values) {
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    if (values.proven) page.AddSectionDictionary("PROVEN")->SetValue("UNTIL", *values.proven);
    if (values.ended) {
        Dictionary& ended = *page.AddSectionDictionary("ENDED");
        ended.SetValue("TEXT", values.ended->text);
        ended.SetValue("AT", values.ended->at);
        show_text(ended, "WORDS", values.ended->note);
    }
    if (values.draft) fill_draft(page, *values.draft);
    if (values.waiting) page.AddSectionDictionary("WAITING")->SetValue("AT", *values.waiting);
    if (values.begin) fill_begin(page, values);
    show_text(page, "BARRED", values.barred);
    if (values.openid_label) page.AddSectionDictionary("OPENID")->SetValue("LABEL", *values.openid_label);
}

}  // namespace view
