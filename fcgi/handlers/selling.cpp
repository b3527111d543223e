// What somebody sells: their list, a new listing, a listing's page for whoever sells it, and what it said before.
#include <algorithm>
#include <array>

#include "core/base/tr.h"
#include "core/market/access.h"
#include "core/store/market_listings.h"
#include "core/view/locale_text.h"
#include "core/view/money_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/edit_listing_page.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/selling_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;
using base::tr;
using store::ItemState;

constexpr std::size_t most_versions = 100;

struct Heading {
    ItemState state;
    std::string_view text;
};
constexpr std::array headings{Heading{ItemState::published, tr("On offer")},
                              Heading{ItemState::pending_review, tr("A moderator looks at them first")},
                              Heading{ItemState::draft, tr("Drafts")},
                              Heading{ItemState::paused, tr("Paused")},
                              Heading{ItemState::sold_out, tr("Sold out")}};

view::OwnItemRow row_of(const view::Language& language, const view::MoneyText& money,
                        const store::OwnItem& item) {
    return {.id = item.id.value,
            .title = item.title,
            .price = money(item.price),
            .pieces = item.stock ? std::optional(pieces_text(language, item.stock)) : std::nullopt,
            .nsfw = item.content == store::ContentType::nsfw,
            .refused = item.refused && item.state == ItemState::draft,
            .picture_id = item.picture.value_or(base::MediaId{}).value,
            .picture_key = item.picture_key};
}

std::vector<view::OwnItemGroup> groups_of(Context& context, base::UserId seller) {
    const auto& language = context.language();
    const view::MoneyText money(language.code());
    const auto items =
        store::items_of_seller(context.connection(), seller, context.services().config.limits.items);
    std::vector<view::OwnItemGroup> groups;
    for (const auto& [state, text] : headings) {
        view::OwnItemGroup group{.heading = language.text(text), .items = {}};
        for (const auto& item : items) {
            if (item.state == state) group.items.push_back(row_of(language, money, item));
        }
        if (!group.items.empty()) groups.push_back(std::move(group));
    }
    return groups;
}

base::Result<Response> new_listing_again(Context& context, const base::Error& error) {
    if (context.request().wants_json) return error;
    view::NewListingPage page{.fields = listing_fields(context, nullptr), .form_error = std::nullopt};
    place_error(context, error, page.fields, page.form_error);
    return refused_page(context, error, context.language().text("New listing"), page);
}

base::Result<Response> change_again(Context& context, const base::Error& error) {
    return edit_listing_again(context, error, [&](view::EditListingPage& page) {
        place_error(context, error, page.fields, page.form_error);
    });
}

Response or_error(Context& context, base::Result<Response> response) {
    return response ? std::move(*response) : error_response(context, response.error(), false);
}

std::optional<market::ListingMove> typed_move(Context& context) {
    const auto step = context.request().fields.get("do");
    if (step == "publish" || step == "resume") return market::ListingMove::offer;
    if (step == "pause") return market::ListingMove::pause;
    if (step == "remove") return market::ListingMove::remove;
    return std::nullopt;
}

base::Result<Response> move_again(Context& context, const base::Error& error) {
    return edit_listing_again(context, error, [&](view::EditListingPage& page) {
        const bool declared = error.code == ErrorCode::item_consent && page.declare;
        (declared ? page.declare_error : page.form_error) = context.language().text(error);
    });
}

view::RevisionRow revision_row(Context& context, const store::Revision& revision) {
    const auto& language = context.language();
    view::RevisionRow row{.version = revision.version,
                          .at = view::moment_text(revision.at, language),
                          .title = revision.title,
                          .description = revision.description,
                          .facts = facts_text(language, revision.category, revision.content, revision.price),
                          .declared = std::nullopt};
    if (revision.consent_declared_at)
        row.declared = view::moment_text(*revision.consent_declared_at, language);
    return row;
}

}  // namespace

base::Result<Response> show_own_listings(Context& context) {
    if (const auto closed = market_closed(context)) return *closed;
    const auto& session = context.session().value();
    view::SellPage page;
    page.guest = !session.user;
    if (session.user) page.groups = groups_of(context, *session.user);
    if (context.request().query.get("done") == "removed")
        page.note = context.language().text("The listing was removed.");
    return context.page(200, context.language().text("Your listings"), page);
}

base::Result<Response> show_new_listing(Context& context) {
    if (const auto closed = market_closed(context)) return *closed;
    const view::NewListingPage page{.fields = listing_fields(context, nullptr), .form_error = std::nullopt};
    return context.page(200, context.language().text("New listing"), page);
}

base::Result<Response> add_listing(Context& context) {
    if (const auto closed = market_closed(context)) return *closed;
    const auto added = market::add_listing(context.connection(), context.services().house(),
                                           context.session().value(), typed_listing(context));
    if (!added) return new_listing_again(context, added.error());
    return Response::redirect("/market/items/" + std::to_string(added->value) + "/edit?done=added");
}

Response new_listing_refused(Context& context, const base::Error& error) {
    if (!is_member(context) || market_closed(context)) return error_response(context, error, false);
    return or_error(context, new_listing_again(context, error));
}

base::Result<Response> show_edit_listing(Context& context) {
    const auto item = own_item(context);
    if (!item) return item.error();
    const auto page = edit_listing_page(context, *item);
    return context.page(200, page.heading, page);
}

base::Result<Response> change_listing(Context& context) {
    const market::Change change{.mark = std::string(context.request().fields.get("mark")),
                                .form = typed_listing(context)};
    const auto item = own_item(context);
    if (!item) return item.error();
    const auto changed = market::change_listing(context.connection(), context.services().house(),
                                                context.session().value(), item->id, change);
    if (changed) return to_listing(item->id, "saved");
    return change_again(context, changed.error());
}

Response listing_change_refused(Context& context, const base::Error& error) {
    if (!is_member(context)) return error_response(context, error, false);
    return or_error(context, change_again(context, error));
}

base::Result<Response> move_listing(Context& context) {
    const auto item = own_item(context);
    if (!item) return item.error();
    const auto step = typed_move(context);
    if (!step) return move_again(context, base::Error{ErrorCode::bad_request});
    const bool consent = context.request().fields.get("consent") == "yes";
    const auto moved = market::move_listing(context.connection(), context.services().house(),
                                            context.session().value(), item->id, {*step, consent});
    if (!moved) return move_again(context, moved.error());
    if (*moved == ItemState::removed) return Response::redirect("/market/sell?done=removed");
    return to_listing(item->id, "state");
}

base::Result<Response> show_item_history(Context& context) {
    if (const auto closed = market_closed(context)) return *closed;
    const auto& session = context.session().value();
    const auto item = store::find_item(context.connection(), item_in_path(context));
    if (!item || !market::knows_history(context.connection(), session, *item)) return ErrorCode::item_unknown;
    view::ItemHistoryPage page{.id = item->id.value, .heading = item->title};
    page.own = session.user == item->seller && item->state != ItemState::removed;
    for (const auto& revision : store::revisions_of(context.connection(), item->id, most_versions))
        page.revisions.push_back(revision_row(context, revision));
    return context.page(200, item->title, page);
}

}  // namespace fcgi::handlers
