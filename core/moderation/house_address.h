// Addresses of this house as people copy them: what a path leads to. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"

namespace moderation {

// "/lounges/en-us/12" of a path or of a whole address with the house's own host, whatever its scheme. Nothing for any other host, and for what a browser would
// take for one.
std::optional<std::string> path_in_house(std::string_view frontend_url, std::string_view typed);

// What a path names; nothing of it needs to be there.
struct Named {
    std::string slug{};  // of a lounge; with `seq`
    base::Seq seq = 0;
    base::ParticipantId person{};
    base::MediaId media{};  // with `key`
    std::string key{};
};
Named named_by(std::string_view path);

}  // namespace moderation
