#include "ws/protocol.h"

#include <simdjson.h>

#include <array>

namespace ws {
namespace {

using simdjson::dom::object;

constexpr std::array<std::pair<std::string_view, CommandKind>, 16> kinds{
    {{"join", CommandKind::join},
     {"leave", CommandKind::leave},
     {"post", CommandKind::post},
     {"edit", CommandKind::edit},
     {"delete", CommandKind::remove},
     {"react", CommandKind::react},
     {"unreact", CommandKind::unreact},
     {"unpreview", CommandKind::remove_preview},
     {"typing", CommandKind::typing},
     {"read", CommandKind::read},
     {"active", CommandKind::active},
     {"dm", CommandKind::direct},
     {"dm_read", CommandKind::direct_read},
     {"dm_delete", CommandKind::direct_remove},
     {"block", CommandKind::block},
     {"unblock", CommandKind::unblock}}};

std::optional<std::string> text_member(const object& frame, std::string_view key) {
    std::string_view value;
    if (frame[key].get(value) != simdjson::SUCCESS) return std::nullopt;
    return std::string(value);
}

// A number that may be absent; false when it is there and none.
bool optional_number(const object& frame, std::string_view key, std::optional<base::Seq>& into) {
    const auto member = frame[key];
    if (member.error() == simdjson::NO_SUCH_FIELD) return true;
    std::uint64_t number = 0;
    if (member.get(number) != simdjson::SUCCESS) return false;
    into = number;
    return true;
}

bool text_members(const object& frame,
                  std::initializer_list<std::pair<std::string_view, std::string*>> members) {
    for (const auto& [key, into] : members) {
        auto text = text_member(frame, key);
        if (!text) return false;
        *into = std::move(*text);
    }
    return true;
}

bool person_member(const object& frame, std::string_view key, base::ParticipantId& into) {
    std::uint64_t id = 0;
    if (frame[key].get(id) != simdjson::SUCCESS) return false;
    into = base::ParticipantId{id};
    return true;
}

// Of what is between two people; nothing for other kinds.
std::optional<bool> read_personal(const object& frame, Command& command) {
    switch (command.kind) {
        case CommandKind::direct:
            return text_members(frame, {{"id", &command.id}, {"body", &command.body}}) &&
                   person_member(frame, "to", command.whom);
        case CommandKind::direct_read:
        case CommandKind::direct_remove:
            return text_members(frame, {{"id", &command.id}}) && person_member(frame, "with", command.whom) &&
                   optional_number(frame, "n", command.of) && command.of;
        case CommandKind::block:
        case CommandKind::unblock:
            return text_members(frame, {{"id", &command.id}}) && person_member(frame, "who", command.whom);
        default:
            return std::nullopt;
    }
}

// Reads the members that a command of this kind needs; false when one is missing or of the wrong type.
bool read_members(const object& frame, Command& command) {
    if (command.kind == CommandKind::active) return true;
    if (const auto personal = read_personal(frame, command)) return *personal;
    if (!text_members(frame, {{"lounge", &command.lounge}})) return false;
    switch (command.kind) {
        case CommandKind::join:
            return optional_number(frame, "since", command.since);
        case CommandKind::post:
            return text_members(frame, {{"id", &command.id}, {"body", &command.body}}) &&
                   optional_number(frame, "replyTo", command.of) &&
                   optional_number(frame, "media", command.media);
        case CommandKind::edit:
            return text_members(frame, {{"id", &command.id}, {"body", &command.body}}) &&
                   optional_number(frame, "seq", command.of) && command.of;
        case CommandKind::remove:
        case CommandKind::remove_preview:
            return text_members(frame, {{"id", &command.id}}) && optional_number(frame, "seq", command.of) &&
                   command.of;
        case CommandKind::react:
        case CommandKind::unreact:
            return text_members(frame, {{"id", &command.id}, {"emoji", &command.body}}) &&
                   optional_number(frame, "seq", command.of) && command.of;
        case CommandKind::read:
            return optional_number(frame, "seq", command.of) && command.of;
        default:
            return true;
    }
}

}  // namespace

class Parser::Impl {
public:
    std::variant<Command, Refusal> parse(std::string_view text) {
        object frame;
        if (parser_.parse(text.data(), text.size()).get(frame) != simdjson::SUCCESS)
            return Refusal{{base::ErrorCode::malformed}, std::nullopt};
        const auto id = text_member(frame, "id");
        const auto type = text_member(frame, "t");
        if (!type) return Refusal{{base::ErrorCode::malformed}, id};
        for (const auto& [name, kind] : kinds) {
            if (name != *type) continue;
            Command command{.kind = kind,
                            .lounge = {},
                            .since = std::nullopt,
                            .id = {},
                            .body = {},
                            .whom = {},
                            .media = std::nullopt,
                            .of = std::nullopt};
            if (!read_members(frame, command)) return Refusal{{base::ErrorCode::malformed}, id};
            return command;
        }
        return Refusal{{base::ErrorCode::unknown_type}, id};
    }

private:
    simdjson::dom::parser parser_;
};

Parser::Parser() : impl_(std::make_unique<Impl>()) {}
Parser::~Parser() = default;
std::variant<Command, Refusal> Parser::parse(std::string_view frame) { return impl_->parse(frame); }

bool is_act(CommandKind kind) {
    switch (kind) {
        case CommandKind::join:
        case CommandKind::read:
        case CommandKind::direct_read:
            return false;
        default:
            return true;
    }
}

std::uint16_t close_code(base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::going_away:
            return 1001;
        case base::ErrorCode::session_ended:
            return 4401;
        case base::ErrorCode::password_change_required:
        case base::ErrorCode::banned:
            return 4403;
        case base::ErrorCode::slow_reader:
            return 4408;
        case base::ErrorCode::too_many_sockets:
            return 4409;
        default:
            return 4400;
    }
}

}  // namespace ws
