#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "ws/protocol.h"

namespace ws {
namespace {

// One frame being written: an object whose first member is t.
class Object {
public:
    explicit Object(std::string_view type) : writer_(buffer_) {
        writer_.StartObject();
        field("t", type);
    }
    Object& field(std::string_view key, std::string_view value) {
        string(key);
        string(value);
        return *this;
    }
    Object& number(std::string_view key, std::uint64_t value) {
        string(key);
        writer_.Uint64(value);
        return *this;
    }
    Object& flag(std::string_view key, bool value) {
        string(key);
        writer_.Bool(value);
        return *this;
    }
    Object& person(const Person& person, bool with_kind) {
        writer_.StartObject();
        number("id", person.id.value);
        field("name", person.name);
        if (with_kind) flag("guest", person.guest);
        if (person.away) flag("away", true);
        writer_.EndObject();
        return *this;
    }
    Object& people(std::string_view key, const std::vector<Person>& people) {
        string(key);
        writer_.StartArray();
        for (const auto& one : people) person(one, true);
        writer_.EndArray();
        return *this;
    }
    template <class Id>
    Object& ids(std::string_view key, const std::vector<Id>& ids) {
        string(key);
        writer_.StartArray();
        for (const auto id : ids) writer_.Uint64(id.value);
        writer_.EndArray();
        return *this;
    }
    template <class Fill>
    Object& nested(std::string_view key, Fill&& fill) {
        string(key);
        fill(writer_);
        return *this;
    }
    std::string done() {
        writer_.EndObject();
        return {buffer_.GetString(), buffer_.GetSize()};
    }

private:
    void string(std::string_view value) {
        writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
    }
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace

std::string welcome_json(const accounts::Session& session, const base::Limits& limits,
                         const store::OwnState& own) {
    Object out("welcome");
    const Person you{session.participant.id, session.participant.name, session.participant.guest};
    out.number("v", 1).field("era", own.era).nested("you", [&](auto&) { out.person(you, true); });
    out.number("expires", static_cast<std::uint64_t>(base::to_epoch_ms(session.expires_at)));
    out.nested("me", [&](auto& writer) {
        writer.StartObject();
        out.number("seq", own.last).ids("unread", own.unread).ids("orders", own.orders);
        writer.EndObject();
    });
    out.ids("blocked", own.blocked);
    out.nested("limits", [&](auto& writer) {
        writer.StartObject();
        out.number("frame", limits.frame_bytes)
            .number("body", limits.body_code_points)
            .number("posts", limits.posts);
        out.number("per", static_cast<std::uint64_t>(limits.posts_per.count()))
            .number("lounges", limits.lounges_per_socket);
        writer.EndObject();
    });
    return out.number("ping", static_cast<std::uint64_t>(limits.ping_every.count() / 1000)).done();
}

std::string joined_json(std::string_view lounge, base::Seq seq, std::size_t replay) {
    return Object("joined").field("lounge", lounge).number("seq", seq).number("replay", replay).done();
}

std::string resync_json(std::string_view lounge, base::Seq seq) {
    return Object("resync").field("lounge", lounge).number("seq", seq).done();
}

std::string left_json(std::string_view lounge) { return Object("left").field("lounge", lounge).done(); }

std::string left_json(std::string_view lounge, const view::Language& language, const base::Error& why) {
    Object out("left");
    out.field("lounge", lounge).field("code", base::wire_code(why.code)).field("message", language.text(why));
    if (why.retry_after) out.number("retryAfter", static_cast<std::uint64_t>(why.retry_after->count()));
    return out.done();
}

std::string waiting_json(std::string_view lounge, const chat::Place& place) {
    Object out("waiting");
    out.field("lounge", lounge).number("position", place.position).number("ahead", place.position - 1);
    if (place.estimate) out.number("estimate", static_cast<std::uint64_t>(place.estimate->count()));
    return out.done();
}

std::string admitted_json(std::string_view lounge, const chat::Place& place) {
    Object out("admitted");
    out.field("lounge", lounge);
    if (place.held_until)
        out.number("until", static_cast<std::uint64_t>(base::to_epoch_ms(*place.held_until)));
    return out.done();
}

std::string ack_json(std::string_view lounge, std::string_view id, const chat::Posted& posted) {
    Object out("ack");
    out.field("id", id);
    if (!lounge.empty()) out.field("lounge", lounge);
    if (!lounge.empty() && !posted.held) out.number("seq", posted.seq);
    if (posted.held) out.flag("held", true);
    if (lounge.empty() && posted.seq > 0) out.number("n", posted.seq);
    out.number("at", static_cast<std::uint64_t>(base::to_epoch_ms(posted.at)));
    if (posted.repeated) out.flag("repeated", true);
    return out.done();
}

std::string nack_json(const view::Language& language, const base::Error& error,
                      const std::optional<std::string>& id) {
    Object out("nack");
    if (id) out.field("id", *id);
    out.field("code", base::wire_code(error.code)).field("message", language.text(error));
    if (error.retry_after) out.number("retryAfter", static_cast<std::uint64_t>(error.retry_after->count()));
    return out.done();
}

std::string bye_json(const view::Language& language, base::ErrorCode code) {
    return Object("bye")
        .field("code", base::wire_code(code))
        .field("message", language.text(base::Error{code}))
        .done();
}

std::string typing_json(std::string_view lounge, const Person& who) {
    Object out("typing");
    out.field("lounge", lounge).nested("who", [&](auto& writer) {
        writer.StartArray();
        out.person(who, false);
        writer.EndArray();
    });
    return out.done();
}

std::string presence_json(std::string_view lounge, std::size_t count, const std::vector<Person>& members) {
    return Object("presence")
        .field("lounge", lounge)
        .number("count", count)
        .people("members", members)
        .done();
}

std::string presence_change_json(std::string_view lounge, std::size_t count,
                                 const std::vector<Person>& joined,
                                 const std::vector<base::ParticipantId>& left,
                                 const std::vector<base::ParticipantId>& away,
                                 const std::vector<base::ParticipantId>& back) {
    Object out("presence");
    out.field("lounge", lounge).number("count", count).people("joined", joined).ids("left", left);
    if (!away.empty()) out.ids("away", away);
    if (!back.empty()) out.ids("back", back);
    return out.done();
}

std::string presence_count_json(std::string_view lounge, std::size_t count) {
    return Object("presence").field("lounge", lounge).number("count", count).done();
}

}  // namespace ws
