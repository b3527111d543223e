// socket.io v4 on engine.io v4, WebSocket transport alone, with the events of socketio_peer.mjs:
// join(lounge) -> {seq}, post({cid, lounge, body}) -> {seq, at}, event({lounge, seq, ...}).
#pragma once

#include "tests/load/protocol.h"

namespace load {

class SocketIo final : public Protocol {
public:
    std::string_view path() const override { return "/socket.io/?EIO=4&transport=websocket"; }
    std::string_view subprotocol() const override { return {}; }
    Incoming read(std::string_view frame) const override;
    std::string join(std::string_view lounge, std::optional<std::uint64_t> since) const override;
    std::string post(std::string_view run, std::uint64_t number, std::string_view lounge,
                     std::string_view body) const override;
};

}  // namespace load
