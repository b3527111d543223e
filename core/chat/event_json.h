// An event as the JSON object of PROTOCOL.md: the same bytes on the socket, in replays and in GET /lounges/{slug}/lines.
#pragma once

#include <string>
#include <string_view>

#include "core/store/events.h"
#include "core/store/reactions.h"

namespace chat {

std::string event_json(std::string_view lounge_slug, const store::Event& event);
// `reactions`: those to this message are told too, as far as the viewer they were read for sees them.
std::string message_json(std::string_view lounge_slug, const store::Message& message,
                         const std::vector<store::Reaction>& reactions = {});
// As the event of a direct message, from `at` on.
std::string direct_json(const store::DirectMessage& message);
// For whoever has blocked its author: who and when, without what.
std::string veiled_json(std::string_view lounge_slug, const store::Message& message);

}  // namespace chat
