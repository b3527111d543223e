// Whatever people write, in one queue: posts and what is done to them, direct messages, and what somebody does for themselves.
#pragma once

#include <variant>
#include <vector>

#include "core/chat/act.h"
#include "core/chat/direct.h"
#include "core/chat/personal.h"
#include "core/chat/post.h"

namespace chat {

using Deed = std::variant<Post, Act, Direct, Personal>;

// One outcome for each deed, in their order. The deeds of each kind are one transaction, posts first; those of one's own
// (Personal) one each.
// Throws db::ConnectionLost when it is unknown what was stored: carry the same deeds out again.
std::vector<base::Result<Posted>> carry_out(db::Connection& connection, const House& house,
                                            const std::vector<Deed>& deeds);

}  // namespace chat
