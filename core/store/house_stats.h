// What the operator counts over everything at one look (scripts/stats). Nothing here names anybody.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/db/connection.h"

namespace store {

struct LoungePosts {
    base::LoungeId lounge{};
    std::uint64_t posts = 0;
};
// Of every lounge, since then. Looks at each of these posts.
std::vector<LoungePosts> posts_by_lounge(db::Connection& connection, base::Time since);

struct SmsCount {
    std::string status;  // "WAITING"
    std::uint64_t count = 0;
};
std::vector<SmsCount> sms_by_status(db::Connection& connection);

// Posts that wait for a moderator.
std::uint64_t count_held(db::Connection& connection);

}  // namespace store
