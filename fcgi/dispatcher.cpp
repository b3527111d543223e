#include "fcgi/dispatcher.h"

#include <chrono>
#include <exception>

#include "core/base/log.h"
#include "fcgi/banned.h"
#include "fcgi/cors.h"
#include "fcgi/error_response.h"
#include "fcgi/preconditions.h"
#include "fcgi/way_on.h"

namespace fcgi {
namespace {

// How soon the database may be back: the supervisor restarts it at once.
constexpr base::Millis database_pause{2000};

void set_limit_headers(Response& response, const accounts::Allowance& allowance) {
    response.set("RateLimit-Limit", std::to_string(allowance.limit));
    response.set("RateLimit-Remaining", std::to_string(allowance.remaining));
    response.set("RateLimit-Reset", std::to_string(to_seconds(allowance.reset_in)));
}

bool wants_json(const Request& request, const Route* route) {
    return request.wants_json || (route != nullptr && route->answer == Answer::data);
}

// Where a visitor who has to come in first goes, and on from there to what they asked for.
Response to_door(const Context& context, std::string door) {
    return Response::redirect(door_to(std::move(door), wanted_by(context.request(), context.path("slug"))));
}

}  // namespace

Dispatcher::Dispatcher(const Services& services, std::span<const Route> routes, WorkerDatabase& database)
    : services_(services),
      routes_(routes),
      database_(database) {}

Response Dispatcher::respond(const Request& request) {
    const auto started = std::chrono::steady_clock::now();
    const std::uint32_t lost_before = services_.hints.lost();
    const Match match = match_route(routes_, request.method, request.segments);
    Response response = attempt(request, match);
    allow_origin(request, services_.config.frontend_url, response);
    services_.metrics.count_request(match.index, response.status(),
                                    std::chrono::steady_clock::now() - started);
    services_.metrics.count_hints_lost(services_.hints.lost() - lost_before);
    return response;
}

Response Dispatcher::attempt(const Request& request, const Match& match) {
    const bool kept = database_.kept();
    try {
        Context context(services_, request, match.path, database_);
        if (request.fault) return error_response(context, *request.fault, wants_json(request, match.route));
        if (match.route != nullptr) return serve(context, *match.route);
        if (auto answer = preflight(request, match.allow, services_.config.frontend_url))
            return std::move(*answer);
        return no_route(context, match);
    } catch (const db::ConnectionLost& lost) {
        database_.drop();
        if (kept) services_.metrics.count_database_reconnect();
        // A connection that lay idle may have died with an earlier life of the database.
        if (kept && (match.route == nullptr || match.route->retry == Retry::once)) {
            base::log::warning("the database connection was dead, trying again: {}", lost.what());
            return attempt(request, match);
        }
        base::log::error("the database is away: {}", lost.what());
        return fail(request, match, {base::ErrorCode::unavailable, database_pause});
    } catch (const db::Error& error) {
        base::log::error("the database refused: {} ({})", error.what(), error.code());
        return fail(request, match, {base::ErrorCode::unavailable, database_pause});
    } catch (const std::exception& fault) {
        base::log::error("unexpected: {}", fault.what());
        return fail(request, match, {base::ErrorCode::internal});
    }
}

Response Dispatcher::no_route(Context& context, const Match& match) {
    // The page that says so has the header of whoever asks.
    if (!context.request().wants_json) context.session();
    const auto code = match.allow.empty() ? base::ErrorCode::not_found : base::ErrorCode::method_not_allowed;
    Response response = error_response(context, {code}, context.request().wants_json);
    context.add_renewed_cookies(response);
    if (!match.allow.empty()) response.set("Allow", match.allow);
    return response;
}

Response Dispatcher::serve(Context& context, const Route& route) {
    const Checked checked = check_preconditions(context, route);
    const auto answer = [&] {
        if (checked.refusal) return refuse(context, route, *checked.refusal);
        auto result = route.handler(context);
        return result ? std::move(result.value())
                      : error_response(context, result.error(), wants_json(context.request(), &route));
    };
    Response response = answer();
    context.add_renewed_cookies(response);
    if (checked.allowance) set_limit_headers(response, *checked.allowance);
    return response;
}

Response Dispatcher::refuse(Context& context, const Route& route, const base::Error& error) {
    const bool json = wants_json(context.request(), &route);
    const bool no_session =
        error.code == base::ErrorCode::no_session || error.code == base::ErrorCode::session_ended;
    if (no_session && !json) {
        const bool members = route.who == Who::member || route.who == Who::new_member;
        const bool ended = error.code == base::ErrorCode::session_ended;
        Response response =
            to_door(context, std::string(members ? "/signin" : "/") + (ended ? "?done=ended" : ""));
        if (ended) context.forget_session(response);
        return response;
    }
    if (error.code == base::ErrorCode::banned && !json) {
        if (auto decision = to_decision(context)) return std::move(*decision);
    }
    if (error.code == base::ErrorCode::password_change_required && !json)
        return Response::redirect("/account/password");
    if (error.code == base::ErrorCode::members_only && !json) return to_door(context, "/signin");
    if (route.refused != nullptr && !json) return route.refused(context, error);
    return error_response(context, error, json);
}

// Past the handler: a second fault, in the error page itself, must not end the worker.
Response Dispatcher::fail(const Request& request, const Match& match, const base::Error& error) {
    try {
        Context context(services_, request, match.path, database_);
        return error_response(context, error, wants_json(request, match.route));
    } catch (const std::exception& fault) {
        base::log::error("no error page: {}", fault.what());
        return Response(500);
    }
}

}  // namespace fcgi
