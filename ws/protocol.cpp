#include "ws/protocol.h"

#include <simdjson.h>

#include <array>

namespace ws {
namespace {

using simdjson::dom::object;

constexpr std::array<std::pair<std::string_view, CommandKind>, 5> kinds{{{"join", CommandKind::join},
                                                                         {"leave", CommandKind::leave},
                                                                         {"post", CommandKind::post},
                                                                         {"typing", CommandKind::typing},
                                                                         {"active", CommandKind::active}}};

std::optional<std::string> text_member(const object& frame, std::string_view key) {
    std::string_view value;
    if (frame[key].get(value) != simdjson::SUCCESS) return std::nullopt;
    return std::string(value);
}

// Reads the members that a command of this kind needs; false when one is missing or of the wrong type.
bool read_members(const object& frame, Command& command) {
    if (command.kind == CommandKind::active) return true;
    auto lounge = text_member(frame, "lounge");
    if (!lounge) return false;
    command.lounge = std::move(*lounge);
    if (command.kind == CommandKind::post) {
        auto id = text_member(frame, "id");
        auto body = text_member(frame, "body");
        if (!id || !body) return false;
        command.id = std::move(*id);
        command.body = std::move(*body);
    }
    if (command.kind == CommandKind::join) {
        const auto since = frame["since"];
        if (since.error() == simdjson::NO_SUCH_FIELD) return true;
        std::uint64_t seq = 0;
        if (since.get(seq) != simdjson::SUCCESS) return false;
        command.since = seq;
    }
    return true;
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
            Command command{.kind = kind, .lounge = {}, .since = std::nullopt, .id = {}, .body = {}};
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

std::uint16_t close_code(base::ErrorCode code) {
    switch (code) {
        case base::ErrorCode::going_away:
            return 1001;
        case base::ErrorCode::session_ended:
            return 4401;
        case base::ErrorCode::password_change_required:
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
