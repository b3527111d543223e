#include "tests/load/protocol.h"

#include <stdexcept>

#include "tests/load/chatroom_v1.h"
#include "tests/load/json_scan.h"
#include "tests/load/socket_io.h"

namespace load {

std::unique_ptr<Protocol> make_protocol(std::string_view name) {
    if (name == "chatroom") return std::make_unique<ChatroomV1>();
    if (name == "socketio") return std::make_unique<SocketIo>();
    throw std::invalid_argument("unknown protocol " + std::string(name));
}

bool read_client_id(std::string_view json, std::string_view key, Incoming& into) {
    const auto id = find_string(json, key);
    if (!id) return false;
    const std::size_t dash = id->rfind('-');
    if (dash == std::string_view::npos) return false;
    const auto number = parse_integer(id->substr(dash + 1));
    if (!number) return false;
    into.run = id->substr(0, dash);
    into.number = *number;
    return true;
}

Incoming read_message(std::string_view json) {
    Incoming in;
    const auto seq = find_integer(json, R"("seq":)");
    const auto lounge = find_string(json, R"("lounge":)");
    const auto body = find_string(json, R"("body":)");
    if (!seq || !lounge || !body) return {};
    read_client_id(json, R"("cid":)", in);  // another client's id leaves number 0, which is none of ours
    in.kind = Incoming::Kind::event;
    in.seq = *seq;
    in.lounge = *lounge;
    in.text = *body;
    return in;
}

}  // namespace load
