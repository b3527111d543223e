#include "tests/ws/sidecar.h"

#include <simdjson.h>

#include <cstdlib>
#include <stdexcept>

#include "core/chat/post.h"
#include "tests/support/database.h"
#include "tests/ws/wire.h"

namespace support {
namespace {

constexpr int close_opcode = 8;

std::string setting(const char* name, const std::string& otherwise) {
    const char* given = std::getenv(name);
    return given == nullptr ? otherwise : given;
}

std::uint64_t next_number() {
    static std::uint64_t number = 0;
    return ++number;
}

// "ann", or "ann~" who is away.
std::string person(simdjson::dom::object one) {
    bool away = false;
    if (one["away"].get(away) != simdjson::SUCCESS) away = false;
    return std::string(std::string_view(one["name"])) + (away ? "~" : "");
}

// The values of these members that are there, each after a space; people by their names.
std::string values(simdjson::dom::object frame, std::initializer_list<const char*> keys) {
    std::string text;
    for (const char* key : keys) {
        simdjson::dom::element value;
        if (frame[key].get(value) != simdjson::SUCCESS) continue;
        text += ' ';
        if (value.is_string()) {
            text += std::string_view(value);
        } else if (value.is_array()) {
            text += key;
            for (const auto one : simdjson::dom::array(value)) {
                text += one.is_object() ? ":" + person(one) : ":#";
            }
        } else {
            text += simdjson::minify(value);
        }
    }
    return text;
}

std::string tell(const std::string& json) {
    simdjson::dom::parser parser;
    const simdjson::dom::object frame = parser.parse(json);
    const std::string type{std::string_view(frame["t"])};
    if (type == "event" && std::string_view(frame["kind"]) == "message")
        return type + values(frame, {"seq", "body"});
    if (type == "event") return type + values(frame, {"seq", "kind", "who"});
    if (type == "welcome" || type == "admitted") return type;
    if (type == "waiting") return type + values(frame, {"position", "ahead"});
    if (type == "ack") return type + values(frame, {"id", "seq", "repeated"});
    return type + values(frame, {"id", "code", "seq", "replay", "count", "members", "joined", "left", "away",
                                 "back", "who"});
}

}  // namespace

Sidecar::Sidecar() {
    config.environment = base::Environment::test;
    config.database = seeded_database();
    config.access_keys.current = "0123456789abcdef0123456789abcdef";
    config.refresh_keys.current = "fedcba9876543210fedcba9876543210";
    config.root_dir = setting("CHATROOM_ROOT", ".");
    config.messages_dir = setting("CHATROOM_MESSAGES", config.root_dir + "/build/messages");
    config.run_dir = "/nonexistent";
    config.sidecar_name = "ws1";
    config.limits.posts = 1'000'000;
    database = std::make_unique<db::Connection>(config.database);
    store::add_lounge(*database,
                      {.language_code = "en",
                       .slug = "en-red",
                       .name = "RED",
                       .country = "",
                       .access = store::AccessLevel::red_lounge,
                       .position = 9},
                      clock.now());
    languages = std::make_unique<view::Languages>(config.messages_dir);
    renderer = std::make_unique<view::Renderer>(config.root_dir + "/templates", config.root_dir + "/static",
                                                *languages);
    guest_tokens = std::make_unique<accounts::GuestTokens>(config.access_keys);
    member_tokens = std::make_unique<accounts::MemberTokens>(config.access_keys, config.refresh_keys);
    tokens = std::make_unique<accounts::Tokens>(accounts::Tokens{*guest_tokens, *member_tokens});
    hints = std::make_unique<chat::HintSender>(config.hints_dir(), config.sidecar_name);
    services =
        std::make_unique<ws::Services>(ws::Services{config, clock, *languages, *renderer, *tokens, *hints});
    board = std::make_unique<ws::Switchboard>(*services, loop.mailbox);
    loop.turn_is([this] { board->work(); });
}

Sidecar::~Sidecar() = default;

Guest Sidecar::guest(const std::string& name) {
    const auto entered =
        accounts::enter(*database, *guest_tokens, clock, config.limits, {name, "18+"}).value();
    const accounts::Credentials credentials{.guest = entered.token};
    return {credentials, accounts::authenticate(*database, *tokens, clock, credentials).value()};
}

store::Lounge Sidecar::lounge(const std::string& slug) { return store::find_lounge(*database, slug).value(); }

void Sidecar::say_elsewhere(const Guest& who, const std::string& slug, const std::string& body) {
    const chat::Post post{.author = who.session.participant.id,
                          .age = who.session.age,
                          .lounge = lounge(slug).id,
                          .client_id = "elsewhere-" + std::to_string(++posts_),
                          .body = body,
                          .reply_to = std::nullopt};
    (void)chat::post(*database, {clock, config}, post).value();
}

void Sidecar::leave_elsewhere(const Guest& who) { accounts::leave(*database, clock, *hints, who.session); }

void Sidecar::tick() {
    clock.forward(base::Millis{1000});
    board->tick();
    board->work();
}

Peer::Peer(Sidecar& sidecar, const Guest& who)
    : sidecar_(sidecar),
      connection(next_number(), ws::DoorKind::socket, *this, sidecar.languages->at("en"),
                 sidecar.config.limits.outbox_bytes) {
    sidecar_.board->opened(connection, who.credentials);
}

Peer::Peer(Sidecar& sidecar)
    : sidecar_(sidecar),
      connection(next_number(), ws::DoorKind::live, *this, sidecar.languages->at("en"),
                 sidecar.config.limits.outbox_bytes) {}

Peer::Peer(Sidecar& sidecar, const Guest& who, const std::string& slug, std::optional<base::Seq> since)
    : Peer(sidecar) {
    sidecar_.board->opened_live(connection, who.credentials, {.slug = slug}, since);
}

Peer::~Peer() { sidecar_.board->closed(connection); }

void Peer::send(const std::string& frame) { sidecar_.board->received(connection, frame); }

void Peer::flush() {
    while (reads && !connection.outbox.empty()) {
        ws::Joined joined;
        const auto taken = connection.outbox.take(65'536, joined);
        const std::string& bytes = *taken;
        if (connection.kind == ws::DoorKind::live) {
            page_ += bytes;
            continue;
        }
        for (const auto& frame : take_frames(bytes)) {
            if (frame.opcode == close_opcode) {
                close_code_ = static_cast<int>(big_endian(frame.payload));
            } else {
                frames_.push_back(frame.payload);
            }
        }
    }
}

std::string Peer::next() {
    sidecar_.loop.until([&] {
        flush();
        return !frames_.empty();
    });
    const std::string frame = frames_.front();
    frames_.erase(frames_.begin());
    return frame;
}

std::string Peer::told(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ", ") + tell(next());
    return text;
}

std::string Peer::told_so_far() {
    send(R"({"t":"join","lounge":"nowhere"})");
    std::string text;
    for (std::string one = told(1); one != "nack unknown_lounge"; one = told(1))
        text += (text.empty() ? "" : ", ") + one;
    return text;
}

void Peer::welcome() {
    if (const auto first = told(1); first != "welcome") throw std::runtime_error("no welcome: " + first);
}

void Peer::join(const std::string& slug) {
    send(R"({"t":"join","lounge":")" + slug + "\"}");
    while (!told(1).starts_with("presence")) {
    }
}

std::string Peer::ending() {
    sidecar_.loop.until([&] { return ended; });
    reads = true;
    flush();
    std::string text;
    for (const auto& frame : std::exchange(frames_, {})) text += tell(frame) + ", ";
    return text + std::to_string(close_code_);
}

std::string Peer::page_with(const std::string& text) {
    sidecar_.loop.until([&] {
        flush();
        return page_.find(text) != std::string::npos;
    });
    return page_;
}

}  // namespace support
