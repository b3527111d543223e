// Speaking of a listing in a lounge: a message like any other, with its address.
#include <algorithm>

#include "core/chat/post.h"
#include "core/market/item_link.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/item_page.h"

namespace fcgi::handlers {
namespace {

// The address first: whatever the title holds, the card is the listing's.
std::string said_of(Context& context, const store::Item& item) {
    return market::item_link(context.services().config.frontend_url, item.id) + " " + item.title;
}

base::Result<chat::Posted> share(Context& context, const store::Item& item, std::string_view slug) {
    const auto choices = share_choices(context, item);
    const bool offered = std::ranges::find(choices, slug, &view::Option::value) != choices.end();
    const auto lounge = offered ? store::find_lounge(context.connection(), slug) : std::nullopt;
    if (!lounge) return base::ErrorCode::unknown_lounge;
    const accounts::Session& session = context.session().value();
    return chat::post(context.connection(), context.services().house(),
                      {.author = session.participant.id,
                       .age = session.age,
                       .lounge = lounge->id,
                       .client_id = std::string(context.request().fields.get("clientId")),
                       .body = said_of(context, item),
                       .reply_to = std::nullopt});
}

// The same id again, so that what was perhaps said is not said twice.
Response shown_again(Context& context, const store::Item& item, const base::Error& error) {
    const Fields& form = context.request().fields;
    auto page = item_page(context, item);
    const std::string text = context.language().text(error);
    if (page.share) {
        page.share->error = text;
        for (auto& lounge : page.share->lounges) lounge.chosen = lounge.value == form.get("lounge");
        const std::string id{form.get("clientId")};
        if (chat::valid_client_id(id, context.services().config.limits)) page.share->client_id = id;
    } else {
        page.form_error = text;
    }
    return refused_page(context, error, item.title, page);
}

}  // namespace

base::Result<Response> share_item(Context& context) {
    const auto item = item_of_path(context);
    if (!item) return item.error();
    const std::string slug{context.request().fields.get("lounge")};
    const auto posted = share(context, *item, slug);
    if (!posted) {
        if (context.request().wants_json) return posted.error();
        return shown_again(context, *item, posted.error());
    }
    chat::send_hints(context.services().hints, *posted);
    return Response::redirect("/lounges/" + slug + "#end");
}

}  // namespace fcgi::handlers
