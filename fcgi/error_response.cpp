#include "fcgi/error_response.h"

#include <nlohmann/json.hpp>

#include "core/base/tr.h"
#include "fcgi/way_on.h"

namespace fcgi {
namespace {

std::string_view heading_of(const base::Error& error) {
    // An old form is no closed door.
    if (error.code == base::ErrorCode::csrf_missing || error.code == base::ErrorCode::csrf_invalid)
        return base::tr("That did not work");
    switch (base::http_status(error.code)) {
        case 401:
        case 403:
            return base::tr("This door is closed to you");
        case 404:
            return base::tr("Nothing here");
        case 429:
            return base::tr("That was very fast");
        case 503:
            return base::tr("Back in a moment");
        case 500:
            return base::tr("Something broke on our side");
        default:
            return base::tr("That did not work");
    }
}

// Asked for once more it may be there; a form would be sent twice.
void offer_way_on(const Request& request, int status, view::ErrorPage& page) {
    const bool passes = status == 429 || status >= 500;
    if (request.method != Method::get) {
        page.sent = true;
    } else if (passes && is_own_path(request.target)) {
        page.again = request.target;
    }
}

Response error_page(Context& context, const base::Error& error) {
    const int status = base::http_status(error.code);
    view::ErrorPage page;
    page.status = status;
    page.heading = context.language().text(heading_of(error));
    page.text = context.language().text(error);
    page.request_id = context.request().id;
    const auto* visitor = context.known_visitor();
    const bool provable =
        error.code == base::ErrorCode::age_unproven || error.code == base::ErrorCode::seller_unverified;
    page.to_proof = provable && visitor != nullptr && !visitor->guest();
    const bool for_members = provable || error.code == base::ErrorCode::direct_members_only;
    page.to_members = for_members && visitor != nullptr && visitor->guest();
    if (error.retry_after) page.retry_seconds = to_seconds(*error.retry_after);
    offer_way_on(context.request(), status, page);
    return context.page(status, page.heading, page);
}

}  // namespace

std::uint64_t to_seconds(base::Millis time) {
    return static_cast<std::uint64_t>(
        std::max<std::int64_t>(std::chrono::ceil<std::chrono::seconds>(time).count(), 0));
}

void set_retry_after(Response& response, const base::Error& error) {
    if (error.retry_after) response.set("Retry-After", std::to_string(to_seconds(*error.retry_after)));
}

Response error_response(Context& context, const base::Error& error, bool as_json) {
    // The waiting room has a page of its own.
    if (error.code == base::ErrorCode::waiting && !as_json && !context.path("slug").empty())
        return Response::redirect("/lounges/" + std::string(context.path("slug")));
    Response response = as_json ? Response::json(base::http_status(error.code),
                                                 nlohmann::json{{"error", base::api_text(error.code)}}.dump())
                                : error_page(context, error);
    set_retry_after(response, error);
    return response;
}

}  // namespace fcgi
