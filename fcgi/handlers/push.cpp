// Notifications to a browser whose pages are closed: whether this session has them, on and off. Only scripts can ask a browser for them.
#include <nlohmann/json.hpp>

#include "core/store/push_subscriptions.h"
#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {

base::Result<Response> show_push(Context& context) {
    const bool on = store::has_push_subscription(context.connection(), context.session().value().key);
    return Response::json(
        200, nlohmann::json{{"key", context.services().push_keys.public_key()}, {"on", on}}.dump());
}

base::Result<Response> switch_on_push(Context& context) {
    const Fields& fields = context.request().fields;
    const auto refused =
        push::subscribe(context.connection(), context.services().push_house(), context.session().value(),
                        {.endpoint = fields.get("endpoint"),
                         .p256dh = fields.get("p256dh"),
                         .auth = fields.get("auth"),
                         .locale = context.language().code()});
    if (refused) return *refused;
    return Response::json(200, nlohmann::json{{"ok", true}}.dump());
}

base::Result<Response> switch_off_push(Context& context) {
    push::unsubscribe(context.connection(), context.session().value());
    return Response::json(200, nlohmann::json{{"ok", true}}.dump());
}

}  // namespace fcgi::handlers
