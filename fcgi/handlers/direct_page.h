// A conversation as a page shows it.
#pragma once

#include "core/store/conversations.h"
#include "core/store/people.h"
#include "core/view/pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// The other of a conversation, by the id in the address. Errors: direct_members_only (the visitor is a guest), unknown_person.
base::Result<store::Person> peer_of(Context& context);

// Which part of the history.
struct Part {
    std::optional<base::Seq> before;
    std::optional<base::Seq> after;
};
// The newest part when none is asked for; then what is shown counts as read.
view::ConversationPage conversation_page(Context& context, const store::Person& peer, const Part& part);

struct DirectHistory {
    std::vector<store::DirectMessage> messages;
    bool more = false;  // in the direction that was asked for
};
DirectHistory direct_history(Context& context, base::ConversationId conversation, const Part& part);
view::Line direct_line(const store::DirectMessage& message, base::ParticipantId viewer);

}  // namespace fcgi::handlers
