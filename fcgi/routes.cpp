#include "fcgi/routes.h"

#include <array>
#include <vector>

#include "fcgi/handlers/handlers.h"

namespace fcgi {
namespace {

using enum Method;
using enum Who;
using Limit = accounts::LimitRule;
namespace h = handlers;

// Retry::once on a POST: entering and leaving again does no harm, and a message is stored once for each client id.
// clang-format off
constexpr std::array table{
    //     method  pattern                      who              CSRF            limit        retry        answer        handler             refused
    Route{get,  "/",                         anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_entry},
    Route{post, "/enter",                    anyone,          Csrf::required, Limit::entry, Retry::once, Answer::page, h::enter,           h::enter_refused},
    Route{post, "/leave",                    anyone,          Csrf::required, Limit::none,  Retry::once, Answer::page, h::leave},
    Route{get,  "/languages",                anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_languages},
    Route{get,  "/languages/{code}",         anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_lounges},
    Route{get,  "/lounges/{slug}",           guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::page, h::show_lounge},
    Route{get,  "/lounges/{slug}/lines",     guest_or_member, Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_lines},
    Route{post, "/lounges/{slug}/messages",  guest_or_member, Csrf::required, Limit::none,  Retry::once, Answer::page, h::post_message},
    Route{post, "/api/auth/csrf",            anyone,          Csrf::none,     Limit::api,   Retry::once, Answer::data, h::give_csrf_token},
    Route{post, "/api/auth/guest",           anyone,          Csrf::required, Limit::entry, Retry::once, Answer::data, h::enter_by_api},
    Route{get,  "/health",                   anyone,          Csrf::none,     Limit::none,  Retry::once, Answer::data, h::show_health},
    Route{get,  "/metrics",                  operator_,       Csrf::none,     Limit::none,  Retry::none, Answer::data, h::show_metrics},
};
// clang-format on

std::vector<std::string> make_names() {
    std::vector<std::string> names;
    names.reserve(table.size());
    for (const auto& route : table)
        names.push_back(std::string(name_of(route.method)) + " " + std::string(route.pattern));
    return names;
}

}  // namespace

std::span<const Route> routes() { return table; }

std::span<const std::string> route_names() {
    static const std::vector<std::string> names = make_names();
    return names;
}

}  // namespace fcgi
