// What a browser is told: who, where, and the way there. Never what was written: a telephone shows it to whoever is near. Pure; any thread.
#pragma once

#include <string>

#include "core/store/direct_messages.h"
#include "core/store/push_deliveries.h"
#include "core/view/locale.h"

namespace push {

struct Notice {
    std::string place;    // the same for whatever concerns one lounge or one conversation
    std::string payload;  // JSON for static/js/service_worker.js
    bool urgent = false;  // somebody waits for an answer
};

Notice notice_of(const store::PushedMessage& message, store::PushReason reason,
                 const view::Language& language);
Notice notice_of(const store::DirectMessage& message, const view::Language& language);

}  // namespace push
