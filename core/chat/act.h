// What somebody does to a message that stands: edit, remove, react, take its card off. Each is an event in the lounge's sequence, and each may be asked for again: what is so already
// changes nothing.
#pragma once

#include <string>
#include <vector>

#include "core/chat/post.h"

namespace chat {

inline constexpr std::string_view edit_kind = "edit";
inline constexpr std::string_view remove_kind = "remove";
inline constexpr std::string_view restore_kind =
    "restore";  // a removed message is to be read again: a moderator took that back
inline constexpr std::string_view react_kind = "react";

enum class ActKind { edit, remove, react, unreact, remove_preview };

struct Act {
    ActKind kind = ActKind::react;
    base::ParticipantId actor;
    store::Age age{};
    base::LoungeId lounge;
    base::Seq message = 0;  // its place
    std::string text;       // the new body as typed, or the emoji
};

// One outcome for each act, in their order: `seq` of the new event, or with `repeated` the message's own when nothing had to change. One transaction; a
// refusal concerns its own act alone. Throws db::ConnectionLost when it is unknown whether it was stored: ask again.
// Errors: unknown_lounge and whatever closes it, session_ended, muted, slow_down, unknown_message, not_yours, edit_too_late, emoji_invalid, too_many_emoji, and those of
// a body.
std::vector<base::Result<Posted>> act_batch(db::Connection& connection, const House& house,
                                            const std::vector<Act>& acts);
base::Result<Posted> act(db::Connection& connection, const House& house, const Act& act);

}  // namespace chat
