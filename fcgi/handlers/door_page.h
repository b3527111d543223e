// The door of a lounge that has a bound, as a page shows it.
#pragma once

#include "core/chat/admission.h"
#include "core/store/lounges.h"
#include "core/view/door_pages.h"
#include "fcgi/context.h"

namespace fcgi::handlers {

// `draft`: what could not be sent because the place was lost.
Response waiting_page(Context& context, const store::Lounge& lounge, const chat::Place& place,
                      const std::optional<std::string>& draft = std::nullopt);

}  // namespace fcgi::handlers
