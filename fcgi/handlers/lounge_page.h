// A lounge as a page shows it: history, people, composer.
#pragma once

#include <variant>

#include "core/chat/block.h"
#include "core/store/lounges.h"
#include "core/store/reactions.h"
#include "core/view/pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// Which part of the history a page shows.
struct Newest {};
struct Before {
    base::Seq seq = 0;
};
struct After {
    base::Seq seq = 0;
};
struct Around {  // a permalink
    base::Seq seq = 0;
};
using Place = std::variant<Newest, Before, After, Around>;

// The visitor has a session.
view::LoungePage lounge_page(Context& context, const store::Lounge& lounge, const Place& place);

// One page of history and whether there is more beyond it, ascending.
struct History {
    std::vector<store::Message> messages;
    std::vector<store::Reaction> reactions;
    bool more = false;
};
// Folds away what was said by people whom the visitor has blocked.
void veil(const chat::Blocked& blocked, std::vector<view::Line>& lines);
// Whom the visitor has blocked.
chat::Blocked blocked_of(Context& context);

History history_before(Context& context, base::LoungeId lounge, base::Seq before, std::size_t most);
History history_after(Context& context, base::LoungeId lounge, base::Seq after, std::size_t most);
// As many as a page has.
History history_before(Context& context, base::LoungeId lounge, base::Seq before);
History history_after(Context& context, base::LoungeId lounge, base::Seq after);

// Before this place lies everything.
inline constexpr base::Seq end_of_time = base::Seq{1} << 53;

}  // namespace fcgi::handlers
