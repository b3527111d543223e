#include "core/view/fill.h"

namespace view {
namespace {

void fill_row(Dictionary& row, const ProofRow& values) {
    set_number(row, "ID", values.id);
    row.SetValue("TYPE", values.type);
    row.SetValue("AGE_TEXT", values.age_text);
    if (values.mine) {
        row.ShowSection("MINE");
    } else if (!values.taken_by.empty()) {
        Dictionary& taken = *row.AddSectionDictionary("TAKEN");
        taken.SetValue("BY", values.taken_by);
        taken.SetValue("UNTIL", values.until);
    }
    if (!values.first.empty()) row.AddSectionDictionary("FIRST")->SetValue("BY", values.first);
}

void fill_counts(Dictionary& page, const std::vector<ProofCountRow>& counts) {
    if (counts.empty()) return page.ShowSection("NO_COUNTS");
    Dictionary& section = *page.AddSectionDictionary("COUNTS");
    for (const auto& count : counts) {
        Dictionary& row = *section.AddSectionDictionary("COUNT");
        row.SetValue("TYPE", count.type);
        row.SetValue("WHAT", count.what);
        set_number(row, "MONTH", count.month);
        set_number(row, "YEAR", count.year);
        row.SetValue("MEAN", count.mean);
    }
}

void fill_state(Dictionary& page, const ProofReviewPage& values) {
    switch (values.state) {
        case ProofState::free:
            return page.ShowSection("FREE");
        case ProofState::mine:
            return page.AddSectionDictionary("MINE")->SetValue("UNTIL", values.when);
        case ProofState::taken: {
            Dictionary& taken = *page.AddSectionDictionary("TAKEN");
            taken.SetValue("BY", values.holder);
            return taken.SetValue("UNTIL", values.when);
        }
        case ProofState::over: {
            Dictionary& over = *page.AddSectionDictionary("OVER");
            over.SetValue("WHAT", values.what);
            over.SetValue("AT_TEXT", values.when);
            return show_text(over, "TOLD", values.told);
        }
    }
}

void fill_warnings(Dictionary& acts, const std::vector<std::string>& warnings) {
    if (warnings.empty()) return;
    Dictionary& section = *acts.AddSectionDictionary("WARNINGS");
    for (const auto& warning : warnings) section.AddSectionDictionary("WARNING")->SetValue("TEXT", warning);
}

void fill_facts(Dictionary& acts, const std::optional<ProofFacts>& facts) {
    if (!facts) return;
    Dictionary& section = *acts.AddSectionDictionary("FACTS");
    set_number(section, "BIRTH_YEAR", facts->birth_year);
    if (!facts->names) return;
    Dictionary& names = *section.AddSectionDictionary("NAMES");
    names.SetValue("FIRST_NAME", facts->first_name);
    names.SetValue("LAST_NAME", facts->last_name);
}

void fill_proposal(Dictionary& acts, const std::optional<ProofProposal>& proposal) {
    if (!proposal) return acts.ShowSection("NO_PROPOSAL");
    Dictionary& section = *acts.AddSectionDictionary("PROPOSAL");
    show_text(section, "BIRTH", proposal->birth);
    show_text(section, "AGE", proposal->age);
    show_text(section, "EXPIRY", proposal->expiry);
    show_text(section, "NUMBER", proposal->number);
    show_text(section, "NAMES_READ", proposal->names);
    show_text(section, "STATE", proposal->state);
    show_text(section, "FACES", proposal->faces);
}

void fill_approval(Dictionary& acts, const ProofApproval& approval) {
    acts.SetValue("BIRTH_DATE", approval.birth_date);
    acts.SetValue("EXPIRY_DATE", approval.expiry_date);
    acts.SetValue("NUMBER", approval.number);
    acts.ShowSection(approval.expiry_needed ? "EXPIRY_NEEDED" : "EXPIRY_FREE");
    show_if(acts, "SEEN_DIFFERENCE", approval.seen_difference);
    show_text(acts, "BIRTH_ERROR", approval.birth_error);
    show_text(acts, "EXPIRY_ERROR", approval.expiry_error);
    show_text(acts, "DIFFERENCE_ERROR", approval.difference_error);
}

void fill_acts(Dictionary& page, const ProofReviewPage& values) {
    if (values.state != ProofState::mine) return;
    Dictionary& acts = *page.AddSectionDictionary("ACTS");
    fill_warnings(acts, values.warnings);
    fill_facts(acts, values.facts);
    for (const auto& picture : values.pictures) {
        Dictionary& one = *acts.AddSectionDictionary("PICTURE");
        set_number(one, "ID", values.id);
        one.SetValue("PART", picture.part);
        one.SetValue("NAME", picture.name);
    }
    fill_proposal(acts, values.proposal);
    fill_approval(acts, values.approval);
    show_if(acts, "SECOND", values.second_needed);
    list_options(acts, "REASON", values.reasons);
    acts.SetValue("TOLD_DRAFT", values.told_draft);
    show_text(acts, "REASON_ERROR", values.reason_error);
    show_text(acts, "TOLD_ERROR", values.told_error);
}

}  // namespace

void fill(Dictionary& page, const std::string& /*set*/, const ProofReviewsPage& values) {
    page.SetValue("COUNT_TEXT", values.count_text);
    page.SetValue("PROOF", values.asked);
    show_text(page, "NOTE", values.note);
    show_text(page, "PROOF_ERROR", values.asked_error);
    for (const auto& row : values.rows) fill_row(*page.AddSectionDictionary("PROOF_ROW"), row);
    show_if(page, "NO_PROOFS", values.rows.empty());
    fill_counts(page, values.counts);
}

void fill(Dictionary& page, const std::string& /*set*/, const ProofReviewPage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("TYPE", values.type);
    page.SetValue("AGE_TEXT", values.age_text);
    show_text(page, "NOTE", values.note);
    show_text(page, "FORM_ERROR", values.form_error);
    if (!values.first.empty()) page.AddSectionDictionary("FIRST")->SetValue("BY", values.first);
    fill_state(page, values);
    fill_acts(page, values);
    if (!values.revocable) return;
    Dictionary& revoke = *page.AddSectionDictionary("REVOKE");
    revoke.SetValue("REVOKE_DRAFT", values.revoke_draft);
    show_text(revoke, "REVOKE_ERROR", values.revoke_error);
}

}  // namespace view
