// What pictures looked like that moderators removed, so that they are recognised when they come back.
#pragma once

#include <set>
#include <vector>

#include "core/db/connection.h"
#include "core/store/moderation_actions.h"

namespace store {

// Of perceptual hashes of 64 bits: so few differ between two sizes or qualities of one picture.
inline constexpr unsigned most_bits_apart = 6;

// Nothing happens when the message shows no picture, or one that has nothing to recognise. (A video is known by its poster.)
void remember_removed_picture(db::Connection& connection, base::MessageId message, ReportReason ground,
                              base::Time now);
// The removal was taken back.
void forget_removed_picture(db::Connection& connection, base::MessageId message);

// Those of these pictures that look like a removed one.
std::set<base::MediaId> look_like_removed(db::Connection& connection,
                                          const std::vector<base::MediaId>& pictures);

}  // namespace store
