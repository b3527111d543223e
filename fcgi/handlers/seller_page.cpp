// What somebody has on offer, and what buyers thought of them.
#include "core/store/people.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/market_query.h"
#include "fcgi/handlers/market_words.h"
#include "fcgi/handlers/person_page.h"

namespace fcgi::handlers {

base::Result<Response> show_seller(Context& context) {
    const auto after = item_place(context.request());
    if (!after) return after.error();
    const auto person = person_of(context);
    if (!person) return person.error();
    const auto user = store::user_of(context.connection(), person->id);
    if (!user || person->status != store::AccountStatus::active) return base::ErrorCode::unknown_person;
    const auto& language = context.language();
    const auto& session = context.session().value();
    view::SellerPage page;
    page.id = person->id.value;
    page.name = person->name;
    page.since = view::date_text(person->member_since, language);
    if (!person->bio.empty()) page.bio = person->bio;
    page.rating = rating_text(language, store::stars_of_seller(context.connection(), *user));
    page.self = person->id == session.participant.id;
    page.writable = !page.self && !session.guest();
    const auto offers = market::offers_of(context.connection(), context.services().config.limits, *user,
                                          market_viewer(context), *after);
    page.items = card_views(language, offers.items);
    if (offers.after) page.after = market::text_of(*offers.after);
    return context.page(200, context.language().text("Market") + " · " + person->name, page);
}

}  // namespace fcgi::handlers
