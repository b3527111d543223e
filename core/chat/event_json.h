// An event as the JSON object of PROTOCOL.md: the same bytes on the socket, in replays and in GET /lounges/{slug}/lines.
#pragma once

#include <string>
#include <string_view>

#include "core/store/events.h"

namespace chat {

std::string event_json(std::string_view lounge_slug, const store::Event& event);
std::string message_json(std::string_view lounge_slug, const store::Message& message);

}  // namespace chat
