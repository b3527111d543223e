#include <nlohmann/json.hpp>

#include "core/accounts/guests.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/rush.h"

namespace fcgi::handlers {

base::Result<Response> give_csrf_token(Context& context) {
    Response response = Response::json(200, nlohmann::json{{"csrfToken", context.csrf_token()}}.dump());
    response.add(context.csrf_cookie());
    return response;
}

base::Result<Response> give_task(Context& context) {
    auto door = rush_door(context);
    if (!door.on()) return Response::json(200, R"({"challenge":null})");
    const auto task = door.set_task();
    return Response::json(200, nlohmann::json{{"challenge", task.challenge},
                                              {"bits", task.bits},
                                              {"expiresAt", base::to_iso8601(task.expires_at)}}
                                   .dump());
}

base::Result<Response> enter_by_api(Context& context) {
    const Services& services = context.services();
    const Fields& fields = context.request().fields;
    auto door = rush_door(context);
    const auto done = task_done(context.request());
    // Also of one who has a session: this makes another guest beside.
    if (const auto refused = door.check(done)) return *refused;
    const auto entered =
        accounts::enter(context.connection(), services.guest_tokens, services.clock, services.config.limits,
                        {.name = std::string(fields.get("name")),
                         .age_category = std::string(fields.get("ageCategory")),
                         .marks = context.marks()});
    if (!entered) {
        door.give_back(done);
        return entered.error();
    }
    door.count_entry();
    const nlohmann::json body{{"tempSessionToken", entered->token},
                              {"guestId", std::to_string(entered->participant.value)},
                              {"name", entered->name},
                              {"expiresAt", base::to_iso8601(entered->expires_at)}};
    Response response = Response::json(200, body.dump());
    response.add(context.guest_cookie(entered->token, entered->expires_at));
    context.add_device_cookie(response);
    return response;
}

}  // namespace fcgi::handlers
