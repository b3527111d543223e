// The card beside a message that tells what its first link leads to. The message comes first, and its card when the jobs process has been there: one more event of the
// lounge's sequence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/chat/hints.h"
#include "core/store/events.h"
#include "core/store/link_previews.h"

namespace chat {

inline constexpr std::string_view preview_kind = "preview";

// Where the first link of a message leads, by its format; nothing when it has none.
std::optional<std::string> first_link(std::string_view format);

// The message has no card any more and waits for none. Inside the caller's transaction.
void drop_card(db::Connection& connection, base::MessageId message, base::Time now);

// A message that wants a card, looked at: shown when it is known what its link leads to, given up when there is nothing to show, else it waits for the fetch, which is
// added when it is a new one. `enabled` false: given up. `house`: the house's own address; links to its listings have one spelling. Inside the caller's
// transaction, which holds no stream yet. Returns what to hint after the commit.
std::optional<Hint> settle_card(db::Connection& connection, const store::WantedPreview& wanted, bool enabled,
                                base::Time now, std::string_view house = {});

// What the card showed is there no more: the message loses it, if it shows this one still. Inside the caller's transaction, which holds no stream yet. Returns
// what to hint after the commit.
std::optional<Hint> withdraw_card(db::Connection& connection, const store::WantedPreview& shown,
                                  base::PreviewId preview, base::Time now);

}  // namespace chat
