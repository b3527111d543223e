#include "core/chat/search.h"
#include "core/chat/excerpt.h"
#include "core/view/flag.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/lounge_page.h"
#include "fcgi/handlers/lounge_query.h"

namespace fcgi::handlers {
namespace {

view::FoundLine line_of(const chat::Found& found, const view::Language& language,
                        const chat::Blocked& blocked, const base::Limits& limits) {
    view::FoundLine line{.seq = found.message.seq,
                         .author = found.message.author,
                         .guest = found.message.guest,
                         .veiled = blocked.contains(found.message.author_id),
                         .at = found.message.at,
                         .at_text = view::moment_text(found.message.at, language),
                         .pieces = {}};
    for (auto& piece : chat::excerpt(found.message.body, found.spans, limits.search_excerpt))
        line.pieces.push_back({.text = std::move(piece.text), .hit = piece.marked});
    return line;
}

void look(Context& context, base::LoungeId lounge, base::Seq before, view::SearchPage& page) {
    const base::Limits& limits = context.services().config.limits;
    chat::WordBreaker breaker;
    const auto query = chat::parse_query(breaker, page.query, limits);
    const auto result = chat::search(context.connection(), breaker, lounge, query, before, limits);
    const auto blocked = blocked_of(context);
    for (const auto& found : result.found)
        page.found.push_back(line_of(found, context.language(), blocked, limits));
    page.before = result.before;
    page.broken_off = result.broken_off;
    page.asked = true;
}

}  // namespace

base::Result<Response> show_search(Context& context) {
    const auto before = place_in_query(context.request(), "before");
    if (!before) return before.error();
    const auto lounge = open_lounge(context);
    if (!lounge) return lounge.error();
    const Fields& asked = context.request().query;
    view::SearchPage page{.slug = lounge->slug,
                          .name = lounge->name,
                          .flag = view::flag_of(lounge->country),
                          .code = lounge->room.code,
                          .language = lounge->room.name,
                          .query = std::string(asked.get("q")),
                          .found = {},
                          .before = std::nullopt};
    if (!page.query.empty()) look(context, lounge->id, before->value_or(end_of_time), page);
    return context.page(200, context.language().text("Search") + " · " + lounge->name, page);
}

}  // namespace fcgi::handlers
