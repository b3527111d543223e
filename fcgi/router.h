// Which row of the route table serves a request. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/accounts/rate_limit.h"
#include "core/base/result.h"
#include "fcgi/context.h"
#include "fcgi/request.h"
#include "fcgi/response.h"

namespace fcgi {

enum class Who {
    anyone,
    guest_or_member,
    member,
    new_member,  // also before the SMS password was replaced, when nothing else is allowed
    operator_,   // from this machine alone
};
enum class Csrf { none, required };
enum class Retry {
    none,
    once
};  // whether a request whose kept database connection turned out dead may run again
enum class Answer { page, data };  // data: errors are JSON, and nobody is led to the entry page

using Handler = base::Result<Response> (*)(Context&);
// How a form shows its own refusal, instead of the general error page.
using Refusal = Response (*)(Context&, const base::Error&);

struct Route {
    Method method;
    std::string_view pattern;  // "/lounges/{slug}": a {name} stands for one segment
    Who who;
    Csrf csrf;
    accounts::LimitRule limit;
    Retry retry;
    Answer answer;
    Handler handler;
    Refusal refused = nullptr;
};

struct Match {
    const Route* route = nullptr;
    std::size_t index = 0;  // of the route; the table's size when there is none
    PathValues path;
    std::string allow;  // when only the method does not fit: those that do, for the header Allow
};

// HEAD is served by GET's row.
Match match_route(std::span<const Route> routes, Method method, const std::vector<std::string>& segments);

}  // namespace fcgi
