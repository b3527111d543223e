#include "core/base/limits.h"
#include "core/view/fill.h"
#include "core/view/number_text.h"

namespace view {
namespace {

// "2026-01-02T03:04:05.678Z": the clock's hours and minutes are characters 11 to 15.
constexpr std::size_t clock_begin = 11;
constexpr std::size_t clock_length = 5;

void fill_history(Dictionary& page, const std::string& set, const LoungePage& values) {
    set_number(page, "FIRST_SEQ", values.first_seq);
    set_number(page, "LAST_SEQ", values.last_seq);
    set_number(page, "MADE", values.made_at);
    if (values.older_before) set_number(*page.AddSectionDictionary("OLDER"), "BEFORE", *values.older_before);
    if (values.at_end) {
        // Without scripts the live stream shows the history too.
        Dictionary& live = *page.AddSectionDictionary("LIVE");
        set_number(live, "SINCE", values.first_seq > 0 ? values.first_seq - 1 : values.last_seq);
    } else {
        page.ShowSection("NEWER");
    }
    if (values.newer_after) set_number(*page.AddSectionDictionary("LATER"), "AFTER", *values.newer_after);
    if (values.away) {
        Dictionary& away = *page.AddSectionDictionary("AWAY");
        away.SetValue("TEXT", values.away->text);
        set_number(away, "FIRST", values.away->first);
    }
    page.ShowSection(values.to_target ? "TO_TARGET" : "FOCUS");
    for (const auto& line : values.lines) {
        if (line.drawn) {
            include(page, "LINE", set, "_drawn.html").SetValueWithoutCopy("DRAWN", text_of(*line.drawn));
        } else {
            fill(include(page, "LINE", set, "_line.html"), set, line);
        }
    }
}

std::string json_list(const std::vector<std::uint64_t>& numbers) {
    std::string list = "[";
    for (const auto number : numbers) list += (list.size() > 1 ? "," : "") + std::to_string(number);
    return list + "]";
}

void fill_people(Dictionary& page, const std::string& set, const LoungePage& values) {
    page.SetValue("PRESENT", number_text(values.present, set.substr(0, set.find('/'))));
    page.SetValue("PRESENT_TEXT", values.present_text);
    for (const auto& member : values.members) fill(include(page, "MEMBER", set, "_member.html"), member);
}

void fill_composer(Dictionary& page, const LoungePage& values) {
    page.SetValue("POST_ID", values.post_id);
    set_number(page, "BODY_LIMIT", base::Limits{}.body_code_points);
    page.SetValue("DRAFT", values.draft);
    if (values.reply_to) set_number(*page.AddSectionDictionary("REPLY"), "REPLY_TO", *values.reply_to);
    show_text(page, "POST_ERROR", values.post_error);
}

void fill_picture(Dictionary& section, const Picture& picture) {
    set_number(section, "PICTURE_ID", picture.id);
    section.SetValue("PICTURE_KEY", picture.key);
    set_number(section, "PICTURE_WIDTH", picture.width);
    set_number(section, "PICTURE_HEIGHT", picture.height);
    if (!picture.blurred) return section.ShowSection("PLAIN");
    section.AddSectionDictionary("BLURRED")->SetValue("BLUR", picture.blur);
}

// "0:07", "1:00"
std::string clock_of(base::Millis duration) {
    const auto seconds = duration.count() / 1000;
    const std::string rest = std::to_string(seconds % 60);
    return std::to_string(seconds / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

// A picture, or a video.
void fill_media(Dictionary& line, const Picture& media) {
    Dictionary& section = *line.AddSectionDictionary(media.duration ? "VIDEO" : "PICTURE");
    fill_picture(section, media);
    if (media.duration) section.SetValue("DURATION", clock_of(*media.duration));
}

void fill_preview(Dictionary& fragment, const std::string& set, const Line& line, const Preview& preview) {
    Dictionary& card = include(fragment, "PREVIEW", set, "_preview.html");
    card.SetValue("SLUG", line.slug);
    set_number(card, "SEQ", line.seq);
    card.SetValue("URL", preview.url);
    card.SetValue("SITE", preview.site);
    card.SetValue("TITLE", preview.title);
    if (!preview.summary.empty()) card.AddSectionDictionary("SUMMARY")->SetValue("TEXT", preview.summary);
    show_if(card, "FILM", preview.video);
    if (!preview.picture) return;
    Dictionary& picture = *card.AddSectionDictionary("PREVIEW_PICTURE");
    show_if(picture, "FILM", preview.video);
    fill_picture(picture, *preview.picture);
}

// What scripts clone: the markers stay empty, the sections of an ordinary entry are there.
void fill_blanks(Dictionary& page, const std::string& set, bool blurred) {
    Dictionary& line = include(page, "LINE_BLANK", set, "_line.html");
    line.ShowSection("GUEST");
    line.ShowSection("PERSON");
    line.ShowSection("VEILED");
    line.ShowSection("MESSAGE");
    line.AddSectionDictionary("QUOTE")->ShowSection("QUOTE_THERE");
    fill_media(line, {.blurred = blurred});
    fill_media(line, {.blurred = blurred, .duration = base::Millis{0}});
    Preview preview{.url = {},
                    .site = {},
                    .title = {},
                    .summary = " ",
                    .picture = Picture{.blurred = blurred},
                    .video = true};
    fill_preview(line, set, {}, preview);
    Dictionary& member = include(page, "MEMBER_BLANK", set, "_member.html");
    member.ShowSection("GUEST");
    member.ShowSection("BLOCKED");
    member.ShowSection("AWAY");
}

void fill_quote(Dictionary& section, const Quote& quote) {
    set_number(section, "QUOTE_SEQ", quote.seq);
    if (quote.removed) return section.ShowSection("QUOTE_REMOVED");
    set_number(section, "QUOTE_AUTHOR_ID", quote.author_id);
    if (quote.veiled) return section.ShowSection("QUOTE_VEILED");
    section.SetValue("QUOTE_AUTHOR", quote.author);
    section.SetValue("QUOTE_TEXT", quote.text);
    section.ShowSection("QUOTE_THERE");
}

void fill_reactions(Dictionary& section, const std::string& set, const std::vector<Reaction>& reactions) {
    for (const auto& reaction : reactions) {
        Dictionary& one = include(section, "REACTION", set, "_reaction.html");
        one.SetValue("EMOJI", reaction.emoji);
        set_number(one, "PEOPLE", reaction.people);
        show_if(one, "MINE", reaction.mine);
    }
}

}  // namespace

void fill(Dictionary& fragment, const std::string& set, const Line& line) {
    fragment.SetValue("SLUG", line.slug);
    set_number(fragment, "SEQ", line.seq);
    set_number(fragment, "ID", line.id);
    set_number(fragment, "AUTHOR_ID", line.author_id);
    fragment.SetValue("AUTHOR", line.author);
    // By it the page knows what it has sent itself; of others it would only be long.
    if (line.own) fragment.SetValue("CID", line.cid);
    const std::string at = base::to_iso8601(line.at);
    set_number(fragment, "AT", static_cast<std::uint64_t>(base::to_epoch_ms(line.at)));
    fragment.SetValue("AT_ISO", at);
    fragment.SetValue("AT_CLOCK", at.substr(clock_begin, clock_length));
    show_if(fragment, "GUEST", line.guest);
    fragment.ShowSection(line.system ? "SYSTEM" : "PERSON");
    show_if(fragment, "VEILED", line.veiled && !line.removed);
    show_if(fragment, "TARGET", line.target);
    show_if(fragment, "FIRST_NEW", line.first_new);
    show_if(fragment, "FOLLOWS", line.follows && !line.first_new && !line.veiled);
    show_if(fragment, "VIEWERS_OWN", line.own);
    if (line.removed) {
        fragment.ShowSection("REMOVED");
        return;
    }
    fill_body(fragment, set, line);
    show_if(fragment, "OWN", line.own);
    fragment.ShowSection("MESSAGE");
    show_if(fragment, "EDITED", line.edited);
    if (line.picture) fill_media(fragment, *line.picture);
    if (line.preview) fill_preview(fragment, set, line, *line.preview);
    if (line.quote) fill_quote(*fragment.AddSectionDictionary("QUOTE"), *line.quote);
    if (!line.reactions.empty())
        fill_reactions(*fragment.AddSectionDictionary("REACTIONS"), set, line.reactions);
}

void fill(Dictionary& fragment, const Member& member) {
    set_number(fragment, "ID", member.id);
    fragment.SetValue("NAME", member.name);
    show_if(fragment, "GUEST", member.guest);
    show_if(fragment, "BLOCKED", member.blocked);
    show_if(fragment, "AWAY", member.away);
}

namespace {

void fill_held(Dictionary& page, const std::vector<HeldLine>& held) {
    if (held.empty()) return;
    Dictionary& section = *page.AddSectionDictionary("HELD");
    for (const auto& post : held) {
        Dictionary& row = *section.AddSectionDictionary("HELD_POST");
        row.SetValue("CID", post.client_id);
        row.SetValue("BODY", post.body);
    }
}

}  // namespace

void fill(Dictionary& page, const std::string& set, const LoungePage& values) {
    page.SetValue("SLUG", values.slug);
    page.SetValue("NAME", values.name);
    page.SetValue("FLAG", values.flag);
    page.SetValue("CODE", values.code);
    page.SetValue("LANGUAGE", values.language);
    show_if(page, "RED", values.red);
    set_number(page, "VIEWER_ID", values.viewer_id);
    page.SetValue("VIEWER_NAME", values.viewer_name);
    page.SetValue("BLOCKED_IDS", json_list(values.blocked));
    fill_history(page, set, values);
    fill_people(page, set, values);
    fill_composer(page, values);
    show_if(include(page, "TOOLS", set, "_message_tools.html"), "ORDERS", values.moderates);
    fill_blanks(page, set, values.blurs_pictures);
    show_if(page, "QUEUE", values.moderates_queue);
    show_if(page, "MODERATES", values.moderates);
    if (values.muted_until) page.AddSectionDictionary("MUTED")->SetValue("UNTIL", *values.muted_until);
    fill_held(page, values.held);
    page.ShowSection(values.videos ? "VIDEOS" : "NO_VIDEOS");
}

}  // namespace view
