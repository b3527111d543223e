// What every request needs of the program. Owned by main; made before forking; constant afterwards (the metrics' counters excepted).
#pragma once

#include <string>

#include "core/accounts/csrf.h"
#include "core/accounts/guest_token.h"
#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/chat/hints.h"
#include "core/chat/post.h"
#include "core/view/locale.h"
#include "core/view/renderer.h"
#include "fcgi/metrics.h"

namespace fcgi {

struct Services {
    const base::Config& config;
    const base::Clock& clock;
    const view::Languages& languages;
    const view::Renderer& renderer;
    const accounts::GuestTokens& guest_tokens;
    const accounts::CsrfTokens& csrf_tokens;
    const chat::HintSender& hints;
    Metrics& metrics;
    std::string rate_limit_key;

    chat::House house() const { return {clock, config}; }
    bool secure() const { return config.frontend_url.starts_with("https://"); }
};

}  // namespace fcgi
