#include "core/base/limits.h"
#include "core/view/fill.h"

namespace view {
namespace {

void fill_composer(Dictionary& page, const std::string& set, const ConversationPage& values) {
    if (values.refusal) return show_text(page, "REFUSAL", values.refusal);
    Dictionary& composer = *page.AddSectionDictionary("COMPOSER");
    include(composer, "LINE_BLANK", set, "_direct_line.html").ShowSection("MESSAGE");
    composer.SetValue("DRAFT", values.draft);
    show_text(composer, "POST_ERROR", values.post_error);
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const DirectPage& values) {
    for (const auto& talk : values.talks) {
        Dictionary& row = *page.AddSectionDictionary("TALK");
        set_number(row, "PEER", talk.peer);
        row.SetValue("NAME", talk.name);
        fill_availability(row, set, talk.peer, talk.availability);
        row.SetValue("GLIMPSE", talk.glimpse);
        row.SetValue("LAST_AT", talk.last_at);
        show_if(row, "OWN", talk.own);
        show_if(row, "REMOVED", talk.glimpse.empty());
        if (talk.unread > 0) set_number(*row.AddSectionDictionary("UNREAD_HERE"), "COUNT", talk.unread);
    }
    if (values.older_place) page.AddSectionDictionary("OLDER")->SetValue("PLACE", *values.older_place);
    show_if(page, "NO_TALKS", values.talks.empty());
    page.ShowSection(values.takes ? "TAKES" : "TAKES_NONE");
}

void fill(Dictionary& page, const std::string& set, const ConversationPage& values) {
    set_number(page, "PEER", values.peer);
    page.SetValue("NAME", values.name);
    fill_availability(page, set, values.peer, values.availability);
    set_number(page, "VIEWER_ID", values.viewer_id);
    page.SetValue("VIEWER_NAME", values.viewer_name);
    set_number(page, "BODY_LIMIT", base::Limits{}.body_code_points);
    page.SetValue("POST_ID", values.post_id);
    set_number(page, "FIRST_SEQ", values.first_seq);
    set_number(page, "LAST_SEQ", values.last_seq);
    for (const auto& line : values.lines) fill(include(page, "LINE", set, "_direct_line.html"), set, line);
    if (values.older_before) set_number(*page.AddSectionDictionary("OLDER"), "BEFORE", *values.older_before);
    if (values.newer_after) {
        set_number(*page.AddSectionDictionary("NEWER"), "AFTER", *values.newer_after);
    } else {
        page.ShowSection("LIVE");
    }
    fill_composer(page, set, values);
}

}  // namespace view
