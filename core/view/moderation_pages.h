// Reports, the moderators' queue, decisions and appeals. The conventions are those of pages.h; the words (grounds, actions, times) come translated.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/view/option.h"
#include "core/view/removal_pages.h"

namespace view {

// templates/_report.html, included as {{>REPORT}}: a whole form. TO (its action), repeated section REASON (an Option), NOTE; REASON_ERROR and NOTE_ERROR (sections holding TEXT).
struct ReportForm {
    std::string to;
    std::vector<Option> reasons;
    std::string note;
    std::optional<std::string> reason_error;
    std::optional<std::string> note_error;
};

// templates/_order.html, included as {{>ORDER}} within a form: what a moderator does. Repeated sections ACTION, GROUND, LENGTH (Options), FOR_PERSON and FOR_STAFF (drafts);
// ACTION_ERROR, GROUND_ERROR, LENGTH_ERROR, TEXT_ERROR (sections holding TEXT).
struct OrderFields {
    std::vector<Option> actions;
    std::vector<Option> grounds;
    std::vector<Option> lengths;
    std::string text;
    std::string note;
    std::optional<std::string> action_error;
    std::optional<std::string> ground_error;
    std::optional<std::string> length_error;
    std::optional<std::string> text_error;
};

// templates/_record.html, included as repeated {{>RECORD}}: what was done about somebody, for moderators. WHAT, GROUND, AT_TEXT, section BY (holding NAME) or OPERATOR; sections
// UNTIL, PLACE, STATE, TEXT_FOR_PERSON, TEXT_FOR_STAFF (each holding TEXT), IN_FORCE, LIFT (holding ID, WHY: the form that takes it back).
struct RecordRow {
    std::uint64_t id = 0;
    std::string what;
    std::string ground;
    std::string by;  // empty: the operator
    std::string at;
    std::optional<std::string> until;
    std::optional<std::string> place;
    std::optional<std::string> state;
    std::optional<std::string> text;
    std::optional<std::string> note;
    bool in_force = false;
    bool liftable = false;
    std::string why;  // a draft
};
using Record = std::vector<RecordRow>;

// templates/reports.html: what somebody has reported. NOTE (section holding TEXT), section NO_REPORTS; repeated section REPORT: REASON, NAME, PLACE (section holding TEXT),
// AT_TEXT, exactly one of the sections WAITS, ACTED, NOTHING.
struct OwnReportRow {
    std::string reason;
    std::string person;
    std::optional<std::string> place;
    std::string at;
    bool decided = false;
    bool acted = false;
};
struct ReportsPage {
    std::vector<OwnReportRow> reports;
    std::optional<std::string> note;
};

// A picture of a listing: repeated section LISTING_PICTURE: PICTURE_ID, PICTURE_KEY, PICTURE_WIDTH and _HEIGHT (of the thumbnail), in section PLAIN or BLURRED (holding BLUR).
struct ListingPicture {
    std::uint64_t id = 0;
    std::string key{};
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::string blur{};  // empty: it is shown plainly
};

// templates/moderation.html: what waits for this moderator. COUNT_TEXT, NOTE (section holding TEXT), sections AUDIT (a way to the record), NO_CASES, NO_APPEALS; repeated section CASE: ID, REASON, NAME,
// section GUEST, section MESSAGE, LISTING, PERSON or NO_SUBJECT (what it is about), PLACE, REPORTS, REQUESTS (sections holding TEXT), AGE_TEXT, sections HIDDEN, HELD (holding TEXT), MINE, TAKEN (holding BY); repeated section APPEAL: ID, NAME, WHAT, AGE_TEXT.
struct CaseRow {
    std::uint64_t id = 0;
    std::string reason;
    std::string person;
    bool guest = false;
    bool about_message = false;  // else the person; nothing that can be named when that has no name
    std::optional<std::string> place;
    std::optional<std::string> reports_text;
    std::string age_text;
    bool hidden = false;
    std::optional<std::string> held_text{};  // section HELD holding TEXT: posts that wait for its end
    bool mine = false;
    std::optional<std::string> taken_by;
    std::optional<std::string> requests_text{};
    bool about_listing = false;
};
struct AppealRow {
    std::uint64_t id = 0;
    std::string person;
    std::string what;
    std::string age_text;
};
struct ModerationPage {
    std::string count_text;
    std::vector<CaseRow> cases;
    std::vector<AppealRow> appeals;
    std::optional<std::string> note;
    bool audit = false;     // the viewer may read the record
    bool overview = false;  // section OVERVIEW: the viewer may look at the house as a whole
    // Section DISPUTES holding COUNT: the viewer may decide about orders.
    std::optional<std::uint64_t> disputes{};
    // Section PROOFS holding COUNT: the viewer reviews proofs of age.
    std::optional<std::uint64_t> proofs{};
    bool moderates = true;  // section MODERATES, which holds everything else
};

// templates/case.html. ID, REASON, SUBJECT (section holding PERSON_ID, NAME, section GUEST) or NO_SUBJECT, AGE_TEXT, PLACE (section holding SLUG, LOUNGE) with MESSAGE (section holding SEQ), HIDDEN (section), FORM_ERROR;
// repeated section EVIDENCE: SEQ, AUTHOR_ID, AUTHOR, AT_ISO, AT_TEXT (UTC), BODY, sections REPORTED, PICTURE, GONE (nothing of it was left), all in section SAID; section HELD; section NO_EVIDENCE (neither of the two);
// LOOK (section, when the message has a picture and the case is the viewer's: holds section STILL or FILM, each holding ID, AUTHOR, WIDTH, HEIGHT) or PICTURE_LATER (when it is free);
// REPORTERS (section holding repeated section REPORTER: section PERSON (holding ID, NAME) or HOUSE, REASON, AT_TEXT, NOTE (section holding TEXT)); REQUESTS (section holding repeated section REQUEST: a RemovalRow, and section
// MAY_LOOK: the form that shows the contacts, or TAKE_FIRST); RECORDS (section holding repeated {{>RECORD}}, section NO_RECORD);
// exactly one of FREE, MINE (holding UNTIL), TAKEN (holding BY, UNTIL), DECIDED (holding AT_TEXT, DECIDER (section holding NAME), section ACTED or NOTHING);
// ACTS (section, when free or the viewer's own: holds DECIDE (section holding {{>ORDER}}, {{>ANSWER}}) or SETTLE (section holding {{>ANSWER}}), DISMISS_NOTE, DISMISS_ERROR (section holding TEXT), {{>ANSWER}}).
// The answers are there when somebody has asked from outside. LISTING (section, of a case about one: LISTING_ID, TITLE, FACTS, STATE, as it is now, repeated section LISTING_PICTURE).
struct CaseListing {
    std::uint64_t id = 0;
    std::string title{};
    std::string facts{};
    std::string state{};
    std::vector<ListingPicture> pictures{};
    bool shown = false;  // section SHOWN, holding LISTING_ID: others can see it
};
struct EvidenceRow {
    std::uint64_t seq = 0;
    std::uint64_t author_id = 0;
    std::string author;
    base::Time at{};
    std::string at_text;
    std::string body;
    bool reported = false;
    bool picture = false;
};
// What the reported message has with it.
struct CasePicture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    bool film = false;
};
struct ReporterRow {
    std::uint64_t id = 0;
    std::string name;
    std::string reason;
    std::string at;
    std::optional<std::string> note;
    bool house = false;  // section HOUSE instead of PERSON: a rule has
};
// Repeated section HELD_POST of section HELD: PLACE, AT_TEXT, BODY, RULE (why it waits), section PICTURE.
struct HeldRow {
    std::string place;
    std::string at;
    std::string body;
    std::string rule;
    bool picture = false;
};
enum class CaseState { free, mine, taken, decided };
struct CasePage {
    std::uint64_t id = 0;
    std::string reason;
    std::uint64_t person_id = 0;  // 0: it is about nothing that can be named
    std::string person;
    bool guest = false;
    std::string slug;  // empty: no lounge
    std::string lounge;
    std::uint64_t seq = 0;  // 0: it is about no message
    std::string age_text;
    bool hidden = false;
    std::vector<HeldRow> held{};
    std::vector<EvidenceRow> evidence;
    std::optional<CasePicture> picture;
    std::vector<ReporterRow> reporters;
    std::vector<RemovalRow> requests;
    Record record;
    CaseState state = CaseState::free;
    std::string holder;  // who has taken or decided it
    std::string when;    // until when it is held, or when it was decided
    bool acted = false;
    OrderFields order;
    AnswerField order_answer;
    AnswerField settle_answer;
    std::string dismiss_note;
    std::optional<std::string> dismiss_error;
    AnswerField dismiss_answer;
    std::optional<std::string> form_error;
    std::optional<CaseListing> listing{};
};

// templates/appeal.html. ID, {{>RECORD}} (the decision), PERSON_ID, NAME, BODY, AT_TEXT, FORM_ERROR; exactly one of DECIDED (holding section LIFTED or KEPT, and ANSWER: section holding TEXT), OWN
// (the viewer made that decision) and ACTS (the form: sections CHOSE_KEEP, CHOSE_LIFT, ANSWER_DRAFT, VERDICT_ERROR, ANSWER_ERROR: sections holding TEXT).
struct AppealPage {
    std::uint64_t id = 0;
    RecordRow decision;
    std::uint64_t person_id = 0;
    std::string person;
    std::string body;
    std::string at;
    bool decided = false;
    bool lifted = false;
    bool own = false;
    std::optional<std::string> answer;
    std::optional<std::string> form_error;
    std::optional<std::string> verdict_error;
    std::optional<std::string> answer_error;
    bool chose_keep = false;
    bool chose_lift = false;
    std::string draft;
};

// templates/decision.html: for whom it is about. CODE, WHAT, GROUND, SINCE; sections UNTIL, PLACE, STATE, STATEMENT, NOTE, FORM_ERROR (each holding TEXT);
// MAY_APPEAL (section: the form, holding DRAFT and APPEAL_ERROR (section holding TEXT)) or APPEAL (section holding BODY, AT_TEXT, one of WAITS, LIFTED, KEPT, and ANSWER: section holding TEXT);
// LEAVE (section: the viewer's session is that of somebody banned, who may give it up).
struct MadeAppeal {
    std::string body;
    std::string at;
    bool decided = false;
    bool lifted = false;
    std::optional<std::string> answer;
};
struct DecisionPage {
    std::string code;
    std::string what;
    std::string ground;
    std::string since;
    std::optional<std::string> until;
    std::optional<std::string> place;
    std::optional<std::string> state;
    std::optional<std::string> statement;
    bool may_appeal = false;
    std::string draft;
    std::optional<std::string> appeal_error;
    std::optional<MadeAppeal> appeal;
    bool may_leave = false;
    std::optional<std::string> note;
    std::optional<std::string> form_error;
};

}  // namespace view
