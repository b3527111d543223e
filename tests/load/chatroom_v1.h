// chatroom.v1 as PROTOCOL.md tells it.
#pragma once

#include "tests/load/protocol.h"

namespace load {

class ChatroomV1 final : public Protocol {
public:
    std::string_view path() const override { return "/ws"; }
    std::string_view subprotocol() const override { return "chatroom.v1"; }
    Incoming read(std::string_view frame) const override;
    std::string join(std::string_view lounge, std::optional<std::uint64_t> since) const override;
    std::string post(std::string_view run, std::uint64_t number, std::string_view lounge,
                     std::string_view body) const override;
};

}  // namespace load
