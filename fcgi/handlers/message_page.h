// One message's page: several forms stand on it, and each may have to show it again.
#pragma once

#include <optional>

#include "core/store/lounges.h"
#include "core/view/pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

struct MessagePlace {
    store::Lounge lounge;
    base::Seq seq = 0;
};

// Where the path says, whoever asks: the rules know who may do what there.
base::Result<MessagePlace> message_place(Context& context);
// Why the visitor may not read there; nothing when they may.
std::optional<base::Error> closed_to(Context& context, const store::Lounge& lounge);
// With every form that this visitor has a use for. Errors: why they may not read there, unknown_message.
base::Result<view::MessagePage> message_page(Context& context, const MessagePlace& place);

}  // namespace fcgi::handlers
