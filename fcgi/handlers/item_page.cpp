#include "fcgi/handlers/item_page.h"

#include <algorithm>

#include "core/base/crypto.h"
#include "core/base/random.h"
#include "core/chat/access.h"
#include "core/chat/block.h"
#include "core/market/access.h"
#include "core/store/order_talk.h"
#include "core/store/orders.h"
#include "core/view/flag.h"
#include "core/view/locale_text.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/market_words.h"
#include "fcgi/handlers/moderation_form.h"

namespace fcgi::handlers {
namespace {

constexpr std::size_t order_key_bytes = 16;
constexpr std::size_t most_ratings = 20;
// So few are left that it is worth saying.
constexpr std::uint64_t few_left = 5;

std::optional<std::string> stock_text(const view::Language& language, const store::Item& item) {
    if (item.state != store::ItemState::published || !item.stock || *item.stock > few_left)
        return std::nullopt;
    return language.plural("{1} piece left", "{1} pieces left", *item.stock);
}

// Why it cannot be bought now, by whomever.
std::optional<std::string> gone_text(const view::Language& language, const store::Item& item) {
    switch (item.state) {
        case store::ItemState::published:
            return std::nullopt;
        case store::ItemState::sold_out:
            return language.text("Sold out.");
        case store::ItemState::paused:
            return language.text("Not on offer at the moment.");
        case store::ItemState::removed:
            return language.text("This listing was removed.");
        case store::ItemState::draft:
        case store::ItemState::pending_review:
            break;
    }
    return language.text("Nobody but you sees this yet.");
}

std::string room_name(Context& context, const store::Item& item) {
    const auto rooms = store::language_rooms(context.connection());
    const auto room = std::ranges::find(rooms, item.room, &store::LanguageRoom::id);
    return room == rooms.end() ? item.language : room->name;
}

void fill_facts(Context& context, const store::Item& item, view::ItemPage& page) {
    const auto& language = context.language();
    page.id = item.id.value;
    page.title = item.title;
    page.description = item.description;
    page.price = view::MoneyText(language.code())(item.price);
    page.category = category_text(language, item.category);
    page.language_code = item.language;
    page.language = room_name(context, item);
    page.seller = item.seller_name;
    page.seller_id = item.seller_person.value;
    page.nsfw = item.content == store::ContentType::nsfw;
    page.rating = rating_text(language, {.count = item.rating_count, .sum = item.rating_sum});
    page.seller_rating = rating_text(language, store::stars_of_seller(context.connection(), item.seller));
    page.stock = stock_text(language, item);
    page.gone = gone_text(language, item);
    for (const auto& picture : store::pictures_of(context.connection(), item.id))
        page.pictures.push_back(picture_view(picture, item.content));
}

void fill_ratings(Context& context, const store::Item& item, view::ItemPage& page) {
    if (item.rating_count == 0) return;
    for (const auto& rating : store::ratings_of_item(context.connection(), item.id, most_ratings)) {
        view::RatingRow row{.stars = std::to_string(rating.stars),
                            .at = view::date_text(rating.at, context.language()),
                            .body = std::nullopt};
        if (!rating.body.empty()) row.body = rating.body;
        page.ratings.push_back(std::move(row));
    }
}

std::optional<base::OrderId> unpaid_order(Context& context, const store::Item& item) {
    const auto user = context.session()->user;
    return user ? store::unpaid_order(context.connection(), *user, item.id) : std::nullopt;
}

// What somebody else than its seller may do.
void offer(Context& context, const store::Item& item, view::ItemPage& page) {
    page.report = report_form(context, "/market/items/" + std::to_string(item.id.value) + "/report");
    const auto& session = context.session().value();
    if (const auto unpaid = unpaid_order(context, item)) page.unpaid_order = unpaid->value;
    // Who goes back from paying for the last piece is not to read that it is sold out.
    if (page.unpaid_order && item.state == store::ItemState::sold_out) page.gone.reset();
    if (page.gone || item.state == store::ItemState::sold_out) return;
    page.become_member = session.guest();
    if (session.guest()) return;
    if (chat::blocked_between(context.connection(), session.participant.id, item.seller_person)) {
        page.gone = context.language().text(base::Error{base::ErrorCode::seller_blocked});
        return;
    }
    page.buy = view::BuyForm{.order_key = base::to_hex(base::random_bytes(order_key_bytes)),
                             .version = item.version,
                             .methods = method_choices(context, item),
                             .error = std::nullopt};
}

}  // namespace

base::Result<store::Item> item_of_path(Context& context) {
    const auto id = parse_seq(context.path("id"));
    auto item = id ? store::find_item(context.connection(), base::ItemId{*id}) : std::nullopt;
    if (!item) return base::ErrorCode::item_unknown;
    if (const auto refused = market::refusal(context.services().house(), context.session().value(), *item))
        return *refused;
    return std::move(*item);
}

std::vector<view::Option> share_choices(Context& context, const store::Item& item) {
    std::vector<view::Option> choices;
    if (item.state != store::ItemState::published) return choices;
    const auto& session = context.session().value();
    const bool red_alone = item.content == store::ContentType::nsfw;
    for (const auto& lounge : store::lounges_of(context.connection(), item.language)) {
        const bool red = lounge.access == store::AccessLevel::red_lounge;
        if (chat::refusal(session.age, lounge, context.services().config.red_lounges,
                          context.services().clock.now()) ||
            (red_alone && !red))
            continue;
        choices.push_back({.value = lounge.slug, .text = view::flag_of(lounge.country) + " " + lounge.name});
    }
    return choices;
}

view::ItemPage item_page(Context& context, const store::Item& item) {
    view::ItemPage page;
    fill_facts(context, item, page);
    fill_ratings(context, item, page);
    const auto& session = context.session().value();
    page.own = session.user && *session.user == item.seller;
    if (!page.own) offer(context, item, page);
    auto lounges = share_choices(context, item);
    if (!lounges.empty())
        page.share = view::ShareForm{
            .client_id = base::random_client_id(), .lounges = std::move(lounges), .error = std::nullopt};
    return page;
}

base::Result<Response> show_item(Context& context) {
    const auto item = item_of_path(context);
    if (!item) return item.error();
    return context.page(200, item->title, item_page(context, *item));
}

}  // namespace fcgi::handlers
