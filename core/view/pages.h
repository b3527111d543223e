// What each page shows: plain values, filled by handlers (fcgi) and by the live stream (ws), rendered by view::Renderer.
//
// The template of a struct is named beside it. A field `some_name` is the marker {{SOME_NAME}}; a bool is a section shown when true; an
// optional is a section shown when present; a vector is a repeated section (or, where a fragment is named, a repeated {{>INCLUDE}}).
// Texts are raw: escaping belongs to the templates. Values only; no ownership, no threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/view/form_fields.h"
#include "core/view/formatted.h"
#include "core/view/moderation_pages.h"

namespace view {

// Around every page: templates/layout.html. Markers: LANG, DIR (ltr|rtl), TITLE, PAGE (the page's name, used as body class), CSRF_TOKEN,
// ASSETS (version of static files: the first folder of their addresses), REFRESH (section holding SECONDS: a page that has `refresh_seconds` loads itself anew where scripts are off), {{#VIEWER}}{{VIEWER_NAME}}, {{VIEWER_ID}}{{/VIEWER}} or section NOBODY, {{>BODY}};
// and here as well as in the page itself the section VIEWER_IS_MEMBER or VIEWER_IS_GUEST; VIEWER_IS_STAFF (section), and NO_DECISION, unless a moderator has decided
// something about the viewer that they have not looked at.
//
// LANGUAGE_NAME (the page's language, in itself), PATH (where the page is, for the way back from /preferences), THEME (light, dark, or nothing: as the system has it; everywhere) with
// the sections IS_LIGHT, IS_DARK or BY_SYSTEM.
//
// LISTED (section holding DESCRIPTION, and where there is an origin section ADDRESSES holding ADDRESS, CANONICAL and repeated ALTERNATE with CODE, HREF) or UNLISTED.
struct Frame {
    std::string title;
    std::string csrf_token;
    std::string path = "/";
    // Where search engines may list the page (descriptions.h): https://host, and whether its address names the language.
    std::string origin{};
    bool language_in_address = false;
    std::string theme{};
    std::optional<std::string> viewer_name;
    std::uint64_t viewer_id = 0;
    bool member = false;  // else a guest
    std::uint64_t unread =
        0;  // section UNREAD holding COUNT_TEXT: a member's conversations with something to read
    bool unread_more = false;  // and there are more than that
    bool staff = false;        // whoever moderates somewhere
    bool overview = false;     // section VIEWER_SEES_OVERVIEW
    bool decision = false;
    bool market = false;  // section MARKET, also in the page itself: there is one
    // Where the sockets are to be tried first, "wss://host:port"; empty: at /ws alone. Section SOCKETS holding ORIGIN.
    std::string sockets{};
    // Sections PURCHASE_NEWS and SALE_NEWS, also in the page itself; in the layout ORDER_NEWS for either, or NO_ORDER_NEWS.
    bool purchase_news = false;
    bool sale_news = false;
};

// What a line answers, within _line.html: section QUOTE holding QUOTE_SEQ, QUOTE_AUTHOR_ID (empty when removed), and QUOTE_AUTHOR, QUOTE_TEXT in section
// QUOTE_THERE, or section QUOTE_REMOVED or QUOTE_VEILED (of somebody whom the viewer has blocked).
struct Quote {
    std::uint64_t seq = 0;
    std::string author;
    std::string text;
    bool removed = false;
    std::uint64_t author_id = 0;
    bool veiled = false;  // section QUOTE_VEILED instead
};
// templates/_reaction.html: EMOJI, PEOPLE, section MINE.
struct Reaction {
    std::string emoji;
    std::uint64_t people = 0;
    bool mine = false;
};

// What a line shows, within _line.html: section PICTURE holding PICTURE_ID, PICTURE_KEY, PICTURE_WIDTH and _HEIGHT (of the thumbnail), and section PLAIN, or in a lounge that
// blurs its pictures section BLURRED holding BLUR (base64 of a WebP). A video: the same in section VIDEO, with DURATION ("1:05").
struct Picture {
    std::uint64_t id = 0;
    std::string key{};
    std::uint64_t width = 0;
    std::uint64_t height = 0;
    std::string blur{};
    bool blurred = false;
    std::optional<base::Millis> duration{};  // of a video
};

// templates/_preview.html, within _line.html: what the first link of a message leads to. SLUG, SEQ, URL, SITE, TITLE; section SUMMARY holding TEXT; section PREVIEW_PICTURE
// holding PICTURE_KEY, PICTURE_WIDTH and _HEIGHT, and section PLAIN or BLURRED, as of a Picture.
struct Preview {
    std::string url;
    std::string site;
    std::string title;
    std::string summary;
    std::optional<Picture> picture;
    bool video = false;  // section FILM, also within PREVIEW_PICTURE: it leads to a video
};

// templates/_line.html, one entry of a lounge's log. Sections SYSTEM (the house says it) or PERSON, VEILED (by somebody whom the viewer has blocked: shown on demand), SLUG, SEQ, ID, AUTHOR_ID, AUTHOR, CID, AT (ms), AT_ISO, AT_CLOCK (HH:MM UTC), BODY or
// repeated {{>BLOCK}} = _block.html; sections GUEST, EDITED, QUOTE, PICTURE, repeated {{>PREVIEW}} (at most one), REACTIONS (holding repeated {{>REACTION}}), MESSAGE, REMOVED (exactly one of the last two),
// TARGET (the page is about this line), FIRST_NEW (the first since the viewer was here), FOLLOWS (it goes on what its author said just before), VIEWERS_OWN.
struct Line {
    std::string slug{};  // of the lounge
    std::uint64_t seq = 0;
    std::uint64_t id = 0;
    std::uint64_t author_id = 0;
    std::string author;
    bool guest = false;
    bool system = false;  // the house says it: sections SYSTEM, or PERSON
    std::string cid;
    base::Time at{};
    std::string body;
    std::vector<Block> blocks{};  // shown instead of the body; none: it is plain
    bool removed = false;
    bool edited = false;
    std::optional<Quote> quote;
    std::optional<Picture> picture{};
    std::optional<Preview> preview{};
    std::vector<Reaction> reactions;
    bool veiled = false;
    bool own = false;      // the viewer's: section VIEWERS_OWN, and OWN where it was not removed
    bool follows = false;  // as in static/js/log.js, arrange()
    bool target = false;
    bool first_new = false;
    // As templates/_line.html drew it before (Renderer::line): then the number alone of it is looked at, and this is shown.
    std::shared_ptr<const std::string> drawn{};
};

// templates/_member.html. ID, NAME, sections GUEST, BLOCKED (by the viewer), AWAY.
struct Member {
    std::uint64_t id = 0;
    std::string name;
    bool guest = false;
    bool blocked = false;
    bool away = false;
};

// templates/entry.html. {{>NAME}}, {{>AGE}}, NEXT (slug of the lounge wanted, or empty), FORM_ERROR (section holding TEXT), FIRST_LOUNGE (where the first
// button leads; section holding NAME, FLAG, PRESENT_TEXT), CONTINUE (section when a session exists, holding VIEWER_NAME), NOTE (section holding TEXT: what
// was just done), WANTED (section: NEXT is not empty). At a rush TASK (section): CHALLENGE, BITS, {{>QUESTION}} = _question.html: QUESTION
// (whole sentence), ANSWER, ANSWER_ERROR (section holding TEXT); AGAIN (section: the form was sent before it was known that there is a rush; GO is the button it was sent by).
struct EntryTask {
    std::string challenge;
    unsigned bits = 0;
    std::string question;
    std::string answer;
    std::optional<std::string> answer_error;
    bool again = false;
    std::string go;
};
struct LoungeLink {
    std::string name;
    std::string flag;
    std::string present_text;
};
struct EntryPage {
    NameField name;
    AgeField age;
    std::string next;
    std::optional<std::string> form_error;
    std::optional<LoungeLink> first_lounge;
    std::optional<std::string> continue_as;
    std::optional<std::string> note;
    std::optional<EntryTask> task;
};

// templates/languages.html. Repeated section LANGUAGE: CODE, NAME (in itself), DIR, FLAGS (a few emoji), PRESENT_TEXT ("12 people here"), LOUNGES_TEXT,
// section UNREAD (holding TEXT).
struct LanguageCard {
    std::string code;
    std::string name;
    std::string dir;
    std::string flags;
    std::string present_text;
    std::string lounges_text;
    std::optional<std::string> unread;
};
struct LanguagesPage {
    std::vector<LanguageCard> languages;
};

// templates/lounges.html. CODE, NAME (of the language), PRESENT_TEXT; repeated fragment {{>LOUNGE}} = templates/_lounge.html: SLUG, NAME, FLAG, PRESENT,
// PRESENT_TEXT, sections RED, CLOSED (listed, but not open to this visitor) with UNPROVEN (a proof of age opens it) or SHUT (to everybody), UNREAD (holding TEXT).
struct LoungeRow {
    std::string slug;
    std::string name;
    std::string flag;
    std::uint64_t present = 0;
    std::string present_text;
    bool red = false;
    bool closed = false;
    bool shut = false;
    std::optional<std::string> unread;
};
struct LoungesPage {
    std::string code;
    std::string name;
    std::string present_text;
    std::vector<LoungeRow> lounges;
};

// templates/lounge.html. SLUG, NAME, FLAG, CODE and LANGUAGE (of the room), section RED, VIEWER_ID, VIEWER_NAME, FIRST_SEQ, LAST_SEQ, MADE (made_at), PRESENT,
// PRESENT_TEXT, OLDER (section holding BEFORE), LATER (section holding AFTER: more lines follow), NEWER (section: shown when the page is not at the
// end), AWAY (section holding TEXT, FIRST: something was said since the viewer was here), TO_TARGET or FOCUS (sections: the page is about a line, or
// about writing), repeated {{>LINE}} = _line.html, repeated {{>MEMBER}} = _member.html, {{>LINE_BLANK}} = _line.html once with empty values and
// {{>MEMBER_BLANK}} likewise (for <template> elements that scripts clone), POST_ID (fresh client id for the form), BODY_LIMIT, DRAFT (text that comes
// back after a refusal), REPLY (section holding REPLY_TO: what the draft answers), POST_ERROR (section holding TEXT), LIVE (section: the page is at the end, so a live frame may follow; holds
// SINCE, the seq before the page's first line: the frame shows them all), HELD (section holding HELD_POST, see there), MUTED (section holding UNTIL: the viewer may not write until then), MODERATES (section: the viewer moderates here).
struct Away {
    std::string text;
    std::uint64_t first = 0;
};
struct HeldLine {  // repeated section HELD_POST: CID, BODY
    std::string client_id;
    std::string body;
};
struct LoungePage {
    std::string slug;
    std::string name;
    std::string flag;
    std::string code;
    std::string language;
    bool red = false;
    bool blurs_pictures = false;  // how the fragments for scripts show pictures
    std::uint64_t viewer_id = 0;
    std::string viewer_name;
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
    std::uint64_t made_at =
        0;  // in ms: a live stream that begins again by itself tells by it that nobody has come by since
    std::uint64_t present = 0;
    std::string present_text;
    std::optional<std::uint64_t> older_before;
    std::optional<std::uint64_t> newer_after;
    bool at_end = true;
    bool to_target = false;
    std::optional<Away> away;
    std::vector<Line> lines;
    std::vector<Member> members;
    std::vector<std::uint64_t> blocked;  // BLOCKED_IDS: by the viewer, a JSON list for scripts
    std::string post_id;
    std::string draft;
    std::optional<std::uint64_t> reply_to;
    std::optional<std::string> post_error;
    bool moderates_queue = false;  // section QUEUE: the lounge has a bound, and the visitor moderates it
    bool videos = false;           // section VIDEOS: they are taken here; else section NO_VIDEOS
    bool moderates = false;
    std::optional<std::string> muted_until{};
    std::vector<HeldLine>
        held{};  // section HELD, if any: of the visitor's posts here, what waits for a moderator
};

// templates/message.html: everything that can be done to one message, for whoever has no scripts. SLUG, LOUNGE, {{>LINE}} = _line.html, SEQ, POST_ID, DRAFT (of an answer),
// ANSWER (section: not removed), EDIT (section: the viewer's own, and in time; holds EDIT_DRAFT), REMOVE (section: the viewer's own), REMOVE_PREVIEW (section: the viewer's own, with a card), repeated section CHOICE
// (a reaction to give or take back: EMOJI, PEOPLE, sections GIVEN, NOT_GIVEN), FORM_ERROR (section holding TEXT), HISTORY (section, for moderators: holds REMOVED_TEXT, a section holding
// BODY, and repeated section EARLIER: BODY, and AT_ISO, AT_TEXT, when it was replaced), {{>REPORT}} (somebody else's), MODERATE (section, for moderators of the room: holds {{>ORDER}}).
struct EarlierText {
    std::string body;
    base::Time until{};
    std::string at_text;
};
struct MessageHistory {
    std::vector<EarlierText> earlier;  // oldest first
    std::optional<std::string> removed_text;
};
struct MessagePage {
    std::string slug;
    std::string lounge;
    std::string at_text;
    Line line;
    std::string post_id;
    std::string draft;
    bool own = false;
    bool editable = false;
    std::string edit_draft;
    std::vector<Reaction> choices;
    std::optional<std::string> form_error;
    std::optional<MessageHistory> history = std::nullopt;
    std::optional<ReportForm> report{};
    std::optional<OrderFields> order{};
};

// templates/direct.html. Repeated section TALK: PEER, NAME, {{>AVAILABILITY}} (fill_availability), GLIMPSE, LAST_AT, sections OWN (the last message is the viewer's), REMOVED (it is gone),
// UNREAD (section holding COUNT); OLDER (section holding PLACE), sections NO_TALKS, TAKES or TAKES_NONE (whether others may write to the viewer).
struct TalkRow {
    std::uint64_t peer = 0;
    std::string name;
    std::string availability;
    std::string glimpse;
    std::string last_at;
    bool own = false;
    std::uint64_t unread = 0;
};
struct DirectPage {
    std::vector<TalkRow> talks;
    std::optional<std::string> older_place;
    bool takes = true;
};

// templates/conversation.html. PEER, NAME, {{>AVAILABILITY}}, VIEWER_ID, VIEWER_NAME, FIRST_SEQ, LAST_SEQ, repeated {{>LINE}} = _direct_line.html (as _line.html, SLUG being the other's id),
// OLDER (section holding BEFORE), NEWER (section holding AFTER), LIVE (section: the page is at the end), POST_ID (fresh with every page; also makes the
// address of "look for new messages" another one, or a browser would only scroll), BODY_LIMIT, and what makes the composer: DRAFT, POST_ERROR and
// {{>LINE_BLANK}} (_direct_line.html with empty values, for scripts to clone) in section COMPOSER, or REFUSAL (section holding TEXT: why nothing can be written).
struct ConversationPage {
    std::uint64_t peer = 0;
    std::string name;
    std::string availability;
    std::uint64_t viewer_id = 0;
    std::string viewer_name;
    std::uint64_t first_seq = 0;
    std::uint64_t last_seq = 0;
    std::optional<std::uint64_t> older_before;
    std::optional<std::uint64_t> newer_after;
    std::vector<Line> lines;
    std::string post_id;
    std::string draft;
    std::optional<std::string> post_error;
    std::optional<std::string> refusal;
};

// templates/person.html. ID, NAME, {{>AVAILABILITY}} (of others, unless blocked), SINCE, BIO (section holding TEXT), sections GUEST or MEMBER, exactly one of SELF, BLOCKED, OPEN (the viewer, somebody
// whom they have blocked, somebody else), FORM_ERROR, NOTE (sections holding TEXT), {{>REPORT}} (of others), for moderators of the whole house MODERATE (section holding {{>ORDER}}), for every
// moderator RECORDED (section holding repeated {{>RECORD}}, section NO_RECORD). WRITE: the viewer can write to them; OFFERS: another member, who may sell.
struct PersonPage {
    std::uint64_t id = 0;
    std::string name;
    std::string availability;
    std::string since;
    std::optional<std::string> bio;
    bool guest = false;
    bool self = false;
    bool blocked = false;
    bool writable = false;  // section WRITE: both are members
    std::optional<std::string> form_error;
    std::optional<std::string> note{};
    std::optional<ReportForm> report{};
    std::optional<OrderFields> order{};
    std::optional<Record> record{};
};

// templates/blocks.html. Repeated section PERSON: ID, NAME, SINCE; section NOBODY_BLOCKED when there is none.
struct BlockedRow {
    std::uint64_t id = 0;
    std::string name;
    std::string since;
};
struct BlocksPage {
    std::vector<BlockedRow> people;
};

// templates/search.html. SLUG, NAME, FLAG, CODE, LANGUAGE, QUERY (as typed); sections NOT_ASKED (nothing is looked for yet), NOTHING (was found),
// BROKEN_OFF (older messages were not looked at yet), OLDER (holding BEFORE); repeated section FOUND: SEQ, AUTHOR, GUEST, VEILED (as in a line), AT (ms), AT_ISO,
// AT_TEXT (date and time, UTC), repeated section PIECE: TEXT in the section PLAIN or HIT.
struct TextPiece {
    std::string text;
    bool hit = false;
};
struct FoundLine {
    std::uint64_t seq = 0;
    std::string author;
    bool guest = false;
    bool veiled = false;
    base::Time at{};
    std::string at_text;
    std::vector<TextPiece> pieces;
};
struct SearchPage {
    std::string slug;
    std::string name;
    std::string flag;
    std::string code;
    std::string language;
    std::string query;
    bool asked = false;
    bool broken_off = false;
    std::vector<FoundLine> found;
    std::optional<std::uint64_t> before;
};

// templates/error.html. STATUS, HEADING, TEXT, REQUEST_ID, RETRY (section holding SECONDS) or RETRY_LATER (MINUTES), TO_PROOF (a member can prove their age) or TO_MEMBERS (a guest can after becoming one).
struct ErrorPage {
    int status = 500;
    std::string heading;
    std::string text;
    std::string request_id;
    std::optional<std::uint64_t> retry_seconds;
    bool to_proof = false;
    bool to_members = false;
    std::string again{};  // section AGAIN holding PATH: a page that may be there at the next try
    bool sent = false;    // section SENT: a form, which the page before still holds
};

// templates/live_head.html opens the endless page of a lounge (LANG, DIR, ASSETS, SLUG); lines follow as _line.html; templates/live_restart.html closes it
// and makes the browser load it afresh (an edit, a removal, or too long); templates/live_end.html closes it for good (TEXT says why).
struct LiveHead {
    std::string slug;
    std::string theme{};  // THEME, as of a Frame
    bool restarts =
        true;  // section RESTARTS: loads itself afresh when the stream breaks; not a page that only says why there is none
};

}  // namespace view
