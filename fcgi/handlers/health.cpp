#include <nlohmann/json.hpp>

#include "core/base/log.h"
#include "core/overview/sidecar_probe.h"
#include "core/store/presence.h"
#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

// The newest heartbeat that the database knows; nothing when there is no database. A connection that died while it was idle gets one successor.
std::optional<base::Time> read_beat(Context& context) {
    for (const bool again : {context.database().kept(), false}) {
        try {
            return store::newest_beat(context.connection());
        } catch (const db::Error& error) {
            context.database().drop();
            base::log::warning("health: {}", error.what());
            if (!again) break;
        }
    }
    return std::nullopt;
}

}  // namespace

base::Result<Response> show_health(Context& context) {
    const Services& services = context.services();
    const base::Time now = services.clock.now();
    nlohmann::json body{{"timestamp", base::to_iso8601(now)}};
    auto problems = nlohmann::json::array();
    const auto beat = read_beat(context);
    if (!beat) problems.push_back("database");
    const bool beats = !beat || now - *beat <= overview::freshest_beat;
    if (!beats || !overview::sidecar_listens(services.config)) problems.push_back("sidecar");
    body["status"] = problems.empty() ? "ok" : "unavailable";
    if (problems.empty()) return Response::json(200, body.dump());
    body["problems"] = std::move(problems);
    return Response::json(503, body.dump());
}

}  // namespace fcgi::handlers
