#include <algorithm>

#include "core/view/fill.h"

namespace view {
namespace {

void fill_evidence(Dictionary& page, const std::vector<EvidenceRow>& evidence) {
    for (const auto& line : evidence) {
        Dictionary& row = *page.AddSectionDictionary("EVIDENCE");
        set_number(row, "SEQ", line.seq);
        set_number(row, "AUTHOR_ID", line.author_id);
        row.SetValue("AUTHOR", line.author);
        row.SetValue("AT_ISO", base::to_iso8601(line.at));
        row.SetValue("AT_TEXT", line.at_text);
        row.SetValue("BODY", line.body);
        show_if(row, "REPORTED", line.reported);
        show_if(row, "PICTURE", line.picture);
        show_if(row, "GONE", line.body.empty() && !line.picture);
    }
    if (!evidence.empty()) page.ShowSection("SAID");
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

void fill_subject(Dictionary& page, const CasePage& values) {
    show_if(page, "NO_EVIDENCE", values.evidence.empty() && values.held.empty() && !values.listing);
    if (values.person_id == 0) return page.ShowSection("NO_SUBJECT");
    Dictionary& subject = *page.AddSectionDictionary("SUBJECT");
    set_number(subject, "PERSON_ID", values.person_id);
    subject.SetValue("NAME", values.person);
    show_if(subject, "GUEST", values.guest);
}

// Whoever holds the case may look at what they have not looked at.
void fill_requests(Dictionary& page, const CasePage& values) {
    if (values.requests.empty()) return;
    Dictionary& section = *page.AddSectionDictionary("REQUESTS");
    list_requests(section, values.requests);
    const bool sealed = std::ranges::any_of(
        values.requests, [](const RemovalRow& row) { return row.has_contact && !row.contact; });
    show_if(section, "MAY_LOOK", sealed && values.state == CaseState::mine);
    show_if(section, "TAKE_FIRST", sealed && values.state == CaseState::free);
}

void fill_reporters(Dictionary& page, const std::vector<ReporterRow>& reporters) {
    if (reporters.empty()) return;
    Dictionary& section = *page.AddSectionDictionary("REPORTERS");
    for (const auto& reporter : reporters) {
        Dictionary& row = *section.AddSectionDictionary("REPORTER");
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

void fill_place(Dictionary& page, const CasePage& values) {
    if (values.slug.empty()) return;
    Dictionary& place = *page.AddSectionDictionary("PLACE");
    place.SetValue("SLUG", values.slug);
    place.SetValue("LOUNGE", values.lounge);
    if (values.seq > 0) set_number(*place.AddSectionDictionary("MESSAGE"), "SEQ", values.seq);
}

void fill_listing(Dictionary& page, const std::optional<CaseListing>& listing) {
    if (!listing) return;
    Dictionary& section = *page.AddSectionDictionary("LISTING");
    set_number(section, "LISTING_ID", listing->id);
    section.SetValue("TITLE", listing->title);
    section.SetValue("FACTS", listing->facts);
    section.SetValue("STATE", listing->state);
    if (listing->shown) set_number(*section.AddSectionDictionary("SHOWN"), "LISTING_ID", listing->id);
    list_listing_pictures(section, listing->pictures);
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
    if (values.state == CaseState::free) return page.ShowSection("PICTURE_LATER");
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
    const bool asked = !values.requests.empty();
    if (values.person_id != 0) {
        Dictionary& decide = *acts.AddSectionDictionary("DECIDE");
        include_order(decide, set, values.order);
        if (asked) include_answer(decide, set, values.order_answer, "order-answer", false);
    } else {
        include_answer(*acts.AddSectionDictionary("SETTLE"), set, values.settle_answer, "settle-answer",
                       true);
    }
    if (asked) include_answer(acts, set, values.dismiss_answer, "dismiss-answer", false);
    acts.SetValue("DISMISS_NOTE", values.dismiss_note);
    show_text(acts, "DISMISS_ERROR", values.dismiss_error);
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const CasePage& values) {
    set_number(page, "ID", values.id);
    page.SetValue("REASON", values.reason);
    page.SetValue("AGE_TEXT", values.age_text);
    fill_subject(page, values);
    fill_place(page, values);
    show_if(page, "HIDDEN", values.hidden);
    show_text(page, "FORM_ERROR", values.form_error);
    fill_held(page, values.held);
    fill_evidence(page, values.evidence);
    fill_picture(page, values);
    fill_listing(page, values.listing);
    fill_reporters(page, values.reporters);
    fill_requests(page, values);
    if (values.person_id != 0) include_record(*page.AddSectionDictionary("RECORDS"), set, values.record);
    fill_state(page, values);
    fill_acts(page, set, values);
}

}  // namespace view
