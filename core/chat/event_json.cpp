#include "core/chat/event_json.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>

#include "core/chat/notice.h"

namespace chat {
namespace {

// The kinds whose payload is for clients. Its members follow `at`; of any other kind readers learn that there was an event, so that the numbers have no
// hole, and nothing else.
constexpr std::array told_kinds{block_kind, unblock_kind};

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

std::string close(Writer& writer, const rapidjson::StringBuffer& buffer) {
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace

std::string message_json(std::string_view lounge_slug, const store::Message& message) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    open(writer, lounge_slug, message.seq, "message");
    member(writer, "id", message.id.value);
    member(writer, "at", static_cast<std::uint64_t>(base::to_epoch_ms(message.at)));
    if (message.removed) {
        text(writer, "removed");
        writer.Bool(true);
        return close(writer, buffer);
    }
    author(writer, message);
    member(writer, "cid", message.client_id);
    member(writer, "body", message.body);
    return close(writer, buffer);
}

std::string event_json(std::string_view lounge_slug, const store::Event& event) {
    if (event.message) return message_json(lounge_slug, *event.message);
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    open(writer, lounge_slug, event.seq, event.kind);
    member(writer, "at", static_cast<std::uint64_t>(base::to_epoch_ms(event.at)));
    if (std::ranges::find(told_kinds, event.kind) != told_kinds.end()) members_of(writer, event.payload);
    return close(writer, buffer);
}

}  // namespace chat
