// chatroom-ws: the sidecar that holds the sockets and live streams. main is the wiring.
#include <exception>

#include "core/base/clock.h"
#include "core/base/config.h"
#include "core/base/log.h"
#include "core/store/schema.h"
#include "ws/server.h"

int main() {
    base::log::open("ws");
    try {
        const auto config = base::load_config(base::process_environ());
        const base::SystemClock clock;
        {
            db::Connection connection(config.database);
            store::require_schema(connection);
        }
        const view::Languages languages(config.messages_dir);
        const view::Renderer renderer(config.root_dir + "/templates", config.root_dir + "/static", languages);
        const accounts::GuestTokens guest_tokens(config.access_keys);
        const accounts::MemberTokens member_tokens(config.access_keys, config.refresh_keys);
        const accounts::Tokens tokens{guest_tokens, member_tokens};
        const chat::HintSender hints(config.hints_dir(), config.sidecar_name);
        const ws::Services services{config, clock, languages, renderer, tokens, hints};
        ws::Server(services).run();
        return 0;
    } catch (const std::exception& failure) {
        base::log::error("{}", failure.what());
        return 1;
    }
}
