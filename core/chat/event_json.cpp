#include "core/chat/event_json.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

#include "core/base/crypto.h"
#include "core/chat/act.h"
#include "core/chat/card.h"
#include "core/chat/lounge_acts.h"
#include "core/chat/mention.h"
#include "core/chat/notice.h"

namespace chat {
namespace {

// The kinds whose payload is for clients. Its members follow `at`; of any other kind readers learn that there was an event, so that the numbers have no
// hole, and nothing else.
constexpr std::array told_kinds{react_kind,    block_kind,          unblock_kind,        direct_read_kind,
                                sanction_kind, report_outcome_kind, appeal_decided_kind, not_shown_kind,
                                order_kind,    proof_kind,          rename_kind,         close_kind};

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void text(Writer& writer, std::string_view value) {
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}
void member(Writer& writer, std::string_view key, std::string_view value) {
    text(writer, key);
    text(writer, value);
}
void member(Writer& writer, std::string_view key, std::uint64_t value) {
    text(writer, key);
    writer.Uint64(value);
}

void open(Writer& writer, std::string_view lounge, base::Seq seq, std::string_view kind) {
    writer.StartObject();
    member(writer, "t", "event");
    member(writer, "lounge", lounge);
    member(writer, "seq", seq);
    member(writer, "kind", kind);
}

void author(Writer& writer, const store::Message& message) {
    text(writer, "from");
    writer.StartObject();
    member(writer, "id", message.author.value);
    member(writer, "name", message.author_name);
    text(writer, "guest");
    writer.Bool(message.guest);
    writer.EndObject();
}

void members_of(Writer& writer, const std::string& payload) {
    rapidjson::Document document;
    if (document.Parse(payload.data(), payload.size()).HasParseError() || !document.IsObject()) return;
    for (const auto& one : document.GetObject()) {
        text(writer, {one.name.GetString(), one.name.GetStringLength()});
        one.value.Accept(writer);
    }
}

// Ready-made JSON of our own: a format, or a payload as it was stored.
void raw(Writer& writer, std::string_view key, std::string_view json) {
    text(writer, key);
    writer.RawValue(json.data(), json.size(), rapidjson::kObjectType);
}

void removed(Writer& writer) {
    text(writer, "removed");
    writer.Bool(true);
}

void quote(Writer& writer, const store::Quote& quote) {
    text(writer, "re");
    writer.StartObject();
    member(writer, "seq", quote.seq);
    member(writer, "id", quote.id.value);
    if (quote.removed) {
        removed(writer);
    } else {
        text(writer, "from");
        writer.StartObject();
        member(writer, "id", quote.author.value);
        member(writer, "name", quote.author_name);
        writer.EndObject();
        member(writer, "text", quote.text);
    }
    writer.EndObject();
}

void picture(Writer& writer, const store::Picture& picture) {
    text(writer, "media");
    writer.StartObject();
    member(writer, "id", picture.id.value);
    member(writer, "key", picture.key);
    member(writer, "width", picture.thumb_width);
    member(writer, "height", picture.thumb_height);
    if (!picture.blur.empty()) member(writer, "blur", base::to_base64(picture.blur));
    if (picture.duration) {
        member(writer, "video", picture.content_type);
        member(writer, "duration", static_cast<std::uint64_t>(picture.duration->count()));
    }
    writer.EndObject();
}

void card(Writer& writer, const store::Preview& preview) {
    text(writer, "preview");
    writer.StartObject();
    member(writer, "url", preview.url);
    member(writer, "site", preview.site());
    member(writer, "title", preview.title);
    if (!preview.summary.empty()) member(writer, "text", preview.summary);
    if (preview.video) {
        text(writer, "video");
        writer.Bool(true);
    }
    if (preview.picture) {
        text(writer, "picture");
        writer.StartObject();
        member(writer, "key", preview.picture->key);
        member(writer, "width", preview.picture->width);
        member(writer, "height", preview.picture->height);
        if (!preview.picture->blur.empty()) member(writer, "blur", base::to_base64(preview.picture->blur));
        writer.EndObject();
    }
    writer.EndObject();
}

void body(Writer& writer, const store::Message& message) {
    member(writer, "body", message.body);
    if (!message.format.empty()) raw(writer, "format", message.format);
}

// Who said what, and what belongs to it.
void said(Writer& writer, const store::Message& message) {
    author(writer, message);
    if (message.system) {
        text(writer, "system");
        writer.Bool(true);
    }
    member(writer, "cid", message.client_id);
    body(writer, message);
    if (message.picture) picture(writer, *message.picture);
    if (message.preview) card(writer, *message.preview);
    if (message.quote) quote(writer, *message.quote);
    if (message.edited_at)
        member(writer, "edited", static_cast<std::uint64_t>(base::to_epoch_ms(*message.edited_at)));
}

void list_reactions(Writer& writer, base::MessageId message, const std::vector<store::Reaction>& reactions) {
    text(writer, "reactions");
    writer.StartArray();
    for (const auto& one : reactions) {
        if (one.message != message) continue;
        writer.StartObject();
        member(writer, "emoji", one.emoji);
        member(writer, "count", one.people);
        text(writer, "mine");
        writer.Bool(one.mine);
        writer.EndObject();
    }
    writer.EndArray();
}

void at(Writer& writer, base::Time time) {
    member(writer, "at", static_cast<std::uint64_t>(base::to_epoch_ms(time)));
}

// Which message an event is about.
void about(Writer& writer, const store::Message& message) {
    member(writer, "of", message.seq);
    member(writer, "id", message.id.value);
}

std::string close(Writer& writer, const rapidjson::StringBuffer& buffer) {
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

// As many bytes as the first code points of a quote take.
std::size_t longest_glimpse(std::string_view body) {
    int32_t end = 0;
    const auto length = static_cast<int32_t>(body.size());
    U8_FWD_N(body.data(), end, length, static_cast<int32_t>(store::quote_length));
    return static_cast<std::size_t>(end);
}

void mentioning(Writer& writer, const store::Event& event) {
    members_of(writer, event.payload);
    about(writer, *event.message);
    if (event.message->removed) return removed(writer);
    author(writer, *event.message);
    member(writer, "text", event.message->body.substr(0, longest_glimpse(event.message->body)));
}

void correspondents(Writer& writer, const store::DirectMessage& message) {
    text(writer, "from");
    writer.StartObject();
    member(writer, "id", message.author.value);
    member(writer, "name", message.author_name);
    writer.EndObject();
    member(writer, "to", message.to.value);
}

void about_direct(Writer& writer, const store::DirectMessage& message) {
    member(writer, "id", message.id.value);
    member(writer, "n", message.seq);
    correspondents(writer, message);
}

void directing(Writer& writer, const store::DirectMessage& message) {
    about_direct(writer, message);
    if (message.removed) return removed(writer);
    member(writer, "cid", message.client_id);
    member(writer, "body", message.body);
    if (!message.format.empty()) raw(writer, "format", message.format);
}

// The reactions themselves are not told: which of them are the reader's own differs.
void restored(Writer& writer, const store::Message& message) {
    said(writer, message);
    if (!message.reacted) return;
    text(writer, "reacted");
    writer.Bool(true);
}

// What else readers get of an event that is no message.
void details(Writer& writer, const store::Event& event) {
    if (std::ranges::find(told_kinds, event.kind) != told_kinds.end())
        return members_of(writer, event.payload);
    if (event.direct)
        return event.kind == direct_kind ? directing(writer, *event.direct)
                                         : about_direct(writer, *event.direct);
    if (!event.message) return;
    if (event.kind == mention_kind) return mentioning(writer, event);
    about(writer, *event.message);
    const bool tells = event.kind == edit_kind || event.kind == preview_kind || event.kind == restore_kind;
    if (!tells) return;
    if (event.message->removed) return removed(writer);
    if (event.kind == restore_kind) return restored(writer, *event.message);
    if (event.kind == edit_kind) body(writer, *event.message);
    if (event.message->preview) card(writer, *event.message->preview);
}

}  // namespace

std::string message_json(std::string_view lounge_slug, const store::Message& message,
                         const std::vector<store::Reaction>& reactions) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    open(writer, lounge_slug, message.seq, store::message_kind);
    member(writer, "id", message.id.value);
    at(writer, message.at);
    if (message.removed) {
        removed(writer);
        return close(writer, buffer);
    }
    said(writer, message);
    if (message.reacted && !reactions.empty()) list_reactions(writer, message.id, reactions);
    return close(writer, buffer);
}

std::string direct_json(const store::DirectMessage& message) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.StartObject();
    at(writer, message.at);
    directing(writer, message);
    return close(writer, buffer);
}

std::string veiled_json(std::string_view lounge_slug, const store::Message& message) {
    if (message.removed) return message_json(lounge_slug, message);
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    open(writer, lounge_slug, message.seq, "message");
    member(writer, "id", message.id.value);
    member(writer, "at", static_cast<std::uint64_t>(base::to_epoch_ms(message.at)));
    author(writer, message);
    text(writer, "blocked");
    writer.Bool(true);
    return close(writer, buffer);
}

std::string event_json(std::string_view lounge_slug, const store::Event& event) {
    if (event.is_message() && event.message) return message_json(lounge_slug, *event.message);
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    open(writer, lounge_slug, event.seq, event.kind);
    at(writer, event.at);
    details(writer, event);
    return close(writer, buffer);
}

}  // namespace chat
