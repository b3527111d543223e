// What one worker remembers of lounges that many look at: the newest lines of the log, as they were read and as they were drawn in each language, and who is there. A log is
// the same for everybody until the lounge's stream moves on, apart from what is a viewer's own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/limits.h"
#include "core/store/presence.h"
#include "core/view/locale.h"
#include "core/view/pages.h"
#include "core/view/renderer.h"
#include "fcgi/recent.h"

namespace fcgi {

struct RecentLog {
    std::vector<view::Line> lines{};  // as somebody sees them who has blocked nobody and reacted to nothing
    bool more = false;                // there are earlier ones
    std::vector<base::MessageId> reacted{};

    using Drawn = std::vector<std::shared_ptr<const std::string>>;
    std::unordered_map<const view::Language*, Drawn> drawn{};
};

// The lines of the log, those that `own` does not want whole as they were drawn.
std::vector<view::Line> lines_of(RecentLog& log, const view::Renderer& renderer,
                                 const view::Language& language,
                                 const std::function<bool(const view::Line&)>& own);

struct RecentLounges {
    explicit RecentLounges(const base::Limits& limits)
        : logs(limits.recent_lounges, limits.recent_for),
          people(limits.recent_lounges, limits.recent_for) {}

    Recent<base::LoungeId, RecentLog> logs;  // version: the stream's number, and how pictures are shown
    Recent<base::LoungeId, std::vector<store::Present>> people;  // version: how many there are
};

}  // namespace fcgi
