#include "core/chat/access.h"
#include "core/chat/event_json.h"
#include "core/view/lines.h"
#include "fcgi/handlers/door_page.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"
#include "fcgi/handlers/lounge_query.h"

namespace fcgi::handlers {
namespace {

// What somebody said whom the visitor has blocked comes without its text, unless they ask for it.
Response as_json(Context& context, const store::Lounge& lounge, const History& history) {
    const bool shown = context.request().query.get("blocked") == "show";
    const auto blocked = shown ? chat::Blocked() : blocked_of(context);
    std::string body = R"({"events":[)";
    for (const auto& message : history.messages) {
        if (body.back() == '}') body += ',';
        body += blocked.contains(message.author)
                    ? chat::veiled_json(lounge.slug, message)
                    : chat::message_json(lounge.slug, message, history.reactions);
    }
    body += history.more ? R"(],"more":true})" : R"(],"more":false})";
    return Response::json(200, std::move(body));
}

Response as_fragment(Context& context, const store::Lounge& lounge, const History& history) {
    std::string body;
    auto lines = view::lines_of(lounge, history.messages, history.reactions);
    veil(blocked_of(context), lines);
    const auto viewer = context.session()->participant.id.value;
    for (auto& line : lines) {
        line.own = line.author_id == viewer;
        context.services().renderer.line(context.language(), line, body);
    }
    return context.finish(Response::html(200, std::move(body)));
}

// The first message of a day, or of the next one that has any.
Response to_day(Context& context, const store::Lounge& lounge, base::Time begin) {
    const auto seq = store::first_since(context.connection(), lounge.id, begin);
    return Response::redirect("/lounges/" + lounge.slug + (seq ? "/" + std::to_string(*seq) : ""));
}

// What `show` answers to whoever has a place in the lounge of the path; others see the waiting room.
template <class Show>
base::Result<Response> inside(Context& context, Show&& show) {
    const auto entrance = chat::enter_lounge(context.connection(), context.services().house(),
                                             context.session().value(), context.path("slug"));
    if (!entrance) return entrance.error();
    if (entrance->place.in()) return show(entrance->lounge);
    if (context.request().wants_json) return base::ErrorCode::waiting;
    return waiting_page(context, entrance->lounge, entrance->place);
}

}  // namespace

base::Result<Response> show_lounge(Context& context) {
    const Request& request = context.request();
    const auto before = place_in_query(request, "before");
    const auto after = after_in_query(request);
    const auto day = day_in_query(request);
    if (!before || !after || !day || (*before && *after)) return base::ErrorCode::bad_request;
    return inside(context, [&](const store::Lounge& lounge) {
        if (*day) return to_day(context, lounge, **day);
        const Place place = *before  ? Place{Before{**before}}
                            : *after ? Place{After{**after}}
                                     : Place{Newest{}};
        auto page = lounge_page(context, lounge, place);
        page.draft = request.query.get("draft");
        return context.page(200, lounge.name, page);
    });
}

base::Result<Response> show_place(Context& context) {
    const auto seq = parse_seq(context.path("seq"));
    if (!seq) return base::ErrorCode::not_found;
    return inside(context, [&](const store::Lounge& lounge) {
        return context.page(200, lounge.name, lounge_page(context, lounge, Around{*seq}));
    });
}

base::Result<Response> show_lines(Context& context) {
    const auto before = place_in_query(context.request(), "before");
    const auto after = after_in_query(context.request());
    if (!before || !after || (*before && *after)) return base::ErrorCode::bad_request;
    const auto lounge = open_lounge(context);
    if (!lounge) return lounge.error();
    const History history = *after ? history_after(context, lounge->id, **after)
                                   : history_before(context, lounge->id, before->value_or(end_of_time));
    return context.request().wants_json ? as_json(context, *lounge, history)
                                        : as_fragment(context, *lounge, history);
}

}  // namespace fcgi::handlers
