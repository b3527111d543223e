// Who may look at a picture: one rule for every door.
#pragma once

#include <string_view>

#include "core/accounts/session.h"
#include "core/base/result.h"
#include "core/chat/post.h"
#include "core/store/media.h"

namespace media {

// The picture of this number and key, if it is the person's own, or they may be in the lounge of the message that shows it, or may see the listing that does (its
// moderators see it in whatever state). Errors: not_found, also for what was removed, what is not posted yet, and a wrong key; and what keeps the person out of the
// lounge or from the listing.
base::Result<store::Media> open_picture(db::Connection& connection, const accounts::Session& session,
                                        base::MediaId id, std::string_view key, const chat::House& house);

}  // namespace media
