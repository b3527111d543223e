// Search in a lounge: newest first, one page at a time. Whoever calls has asked chat::open_lounge.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/chat/search_query.h"
#include "core/db/connection.h"
#include "core/store/search.h"

namespace chat {

struct Found {
    store::FoundMessage message;
    std::vector<Span> spans;  // of its body: what was looked for
};
struct SearchPage {
    std::vector<Found> found;
    // Where to go on, when there may be more.
    std::optional<base::Seq> before;
    bool broken_off =
        false;  // the words are so frequent, and so seldom together, that older messages were not looked at yet
};

// What is before `before`. A message that was removed, or does not hold the words any more, is never shown, however old the index is.
SearchPage search(db::Connection& connection, WordBreaker& breaker, base::LoungeId lounge,
                  const SearchQuery& query, base::Seq before, const base::Limits& limits);

}  // namespace chat
