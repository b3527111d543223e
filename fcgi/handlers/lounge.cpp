#include "core/chat/access.h"
#include "core/chat/event_json.h"
#include "core/view/lines.h"
#include "fcgi/handlers/door_page.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"

namespace fcgi::handlers {
namespace {

// A number in the query: the number, nothing when absent, bad_request when it is none.
base::Result<std::optional<base::Seq>> seq_in_query(const Request& request, std::string_view name) {
    if (!request.query.has(name)) return std::optional<base::Seq>();
    const auto seq = parse_seq(request.query.get(name));
    if (!seq) return base::ErrorCode::bad_request;
    return seq;
}

// after=0 asks for all from the first.
base::Result<std::optional<base::Seq>> after_in_query(const Request& request) {
    if (request.query.get("after") == "0") return std::optional<base::Seq>(0);
    return seq_in_query(request, "after");
}

base::Result<store::Lounge> lounge_of(Context& context) {
    return chat::open_lounge(context.connection(), context.session().value(), context.path("slug"),
                             context.services().config.red_lounges);
}

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
    for (const auto& line : lines) context.services().renderer.line(context.language(), line, body);
    return context.finish(Response::html(200, std::move(body)));
}

}  // namespace

base::Result<Response> show_lounge(Context& context) {
    const auto before = seq_in_query(context.request(), "before");
    if (!before) return before.error();
    const auto entrance = chat::enter_lounge(context.connection(), context.services().house(),
                                             context.session().value(), context.path("slug"));
    if (!entrance) return entrance.error();
    const auto& lounge = entrance->lounge;
    if (entrance->place.in()) return context.page(200, lounge.name, lounge_page(context, lounge, *before));
    if (context.request().wants_json) return base::ErrorCode::waiting;
    return waiting_page(context, lounge, entrance->place);
}

base::Result<Response> show_lines(Context& context) {
    const auto before = seq_in_query(context.request(), "before");
    const auto after = after_in_query(context.request());
    if (!before || !after || (*before && *after)) return base::ErrorCode::bad_request;
    const auto lounge = lounge_of(context);
    if (!lounge) return lounge.error();
    const History history = *after ? history_after(context, lounge->id, **after)
                                   : history_before(context, lounge->id, before->value_or(end_of_time));
    return context.request().wants_json ? as_json(context, *lounge, history)
                                        : as_fragment(context, *lounge, history);
}

}  // namespace fcgi::handlers
