// Counters of the rate limits: fixed windows, shared by all workers, kept over restarts.
#pragma once

#include <string_view>

#include "core/db/connection.h"

namespace store {

struct Window {
    std::uint64_t hits = 0;  // this one included
    base::Time ends_at{};
};

// Counts one hit and returns the window it fell into.
Window count_hit(db::Connection& connection, std::string_view bucket, base::Millis length, base::Time now);
// Whether a window of this bucket runs now.
bool window_is_open(db::Connection& connection, std::string_view bucket, base::Time now);
void forget_window(db::Connection& connection, std::string_view bucket);
std::uint64_t forget_old_windows(db::Connection& connection, base::Time now, unsigned most);

}  // namespace store
