// Browsing and searching the market, and its panel beside a lounge.
#include "core/store/lounges.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/market_query.h"
#include "fcgi/handlers/market_words.h"

namespace fcgi::handlers {
namespace {

using Options = std::vector<view::Option>;

void mark_chosen(Options& options, std::string_view value) {
    for (auto& option : options) option.chosen = option.value == value;
}

Options language_options(Context& context, const std::vector<store::LanguageRoom>& rooms,
                         const MarketQuery& query) {
    Options options{{.value = "all", .text = context.language().text("All languages")}};
    for (const auto& room : rooms) options.push_back({.value = room.code, .text = room.name});
    mark_chosen(options, query.language);
    return options;
}

Options category_options(const view::Language& language, const std::optional<store::ItemCategory>& chosen) {
    using enum store::ItemCategory;
    Options options{{.value = "", .text = language.text("All categories")}};
    for (const auto category : {photos, videos, custom_content, services, other})
        options.push_back(
            {.value = std::string(store::name_of(category)), .text = category_text(language, category)});
    mark_chosen(options, chosen ? store::name_of(*chosen) : "");
    return options;
}

Options currency_options(const view::Language& language, const std::optional<store::Currency>& chosen) {
    using enum store::Currency;
    Options options{{.value = "", .text = language.text("All currencies")}};
    for (const auto currency : {usd, eur, gbp}) {
        const std::string name{store::name_of(currency)};
        options.push_back({.value = name, .text = name});
    }
    mark_chosen(options, chosen ? store::name_of(*chosen) : "");
    return options;
}

// What is searched for comes newest first.
Options order_options(const view::Language& language, const market::ItemFilter& filter) {
    Options options{{.value = "newest", .text = language.text("Newest first")},
                    {.value = "cheapest", .text = language.text("Cheapest first")},
                    {.value = "dearest", .text = language.text("Dearest first")}};
    const bool by_price = filter.words.empty() && filter.order != store::ItemOrder::newest;
    options.at(by_price ? filter.order == store::ItemOrder::cheapest ? 1 : 2 : 0).chosen = true;
    return options;
}

// None for who may see one kind alone.
Options content_options(const view::Language& language, const market::Viewer& viewer,
                        const std::optional<store::ContentType>& chosen) {
    if (!viewer.sees_nsfw) return {};
    Options options{{.value = "", .text = language.text("With and without nudity")},
                    {.value = "SFW", .text = language.text("Without nudity")},
                    {.value = "NSFW", .text = language.text("With nudity alone")}};
    mark_chosen(options, chosen ? store::name_of(*chosen) : "");
    return options;
}

view::MarketPage form_of(Context& context, const MarketQuery& query,
                         const std::vector<store::LanguageRoom>& rooms, const market::Viewer& viewer) {
    const auto& language = context.language();
    view::MarketPage page;
    page.query = query.filter.words;
    page.languages = language_options(context, rooms, query);
    page.categories = category_options(language, query.filter.category);
    page.currencies = currency_options(language, query.filter.currency);
    page.orders = order_options(language, query.filter);
    page.contents = content_options(language, viewer, query.filter.content);
    page.least = query.least;
    page.most = query.most;
    return page;
}

}  // namespace

base::Result<Response> show_market(Context& context) {
    const auto after = item_place(context.request());
    if (!after) return after.error();
    const auto& language = context.language();
    const auto rooms = store::language_rooms(context.connection());
    const auto query = market_query(context, rooms);
    const auto viewer = market_viewer(context);
    auto page = form_of(context, query, rooms, viewer);
    const auto title = language.text("Market");
    if (!query.prices_readable) {
        page.form_error = language.text("A price is a whole number here, such as 20.");
        return refused_page(context, base::Error{base::ErrorCode::bad_request}, title, page);
    }
    const auto found =
        market::find(context.connection(), context.services().config.limits, query.filter, viewer, *after);
    page.items = card_views(language, found.items);
    page.broken_off = found.broken_off;
    if (found.after) page.after = market::text_of(*found.after);
    page.further = after->has_value();
    return context.page(200, title, page);
}

base::Result<Response> show_market_panel(Context& context) {
    const Fields& asked = context.request().query;
    const auto lounge = store::find_lounge(context.connection(), asked.get("lounge"));
    if (!lounge) return base::ErrorCode::unknown_lounge;
    auto viewer = market_viewer(context);
    viewer.sees_nsfw = viewer.sees_nsfw && lounge->access == store::AccessLevel::red_lounge;
    const auto cards = market::newest(context.connection(), lounge->room.id, viewer,
                                      context.services().config.limits.panel_items);
    const view::MarketPanel panel{.items = card_views(context.language(), cards)};
    return context.finish(
        Response::html(200, context.services().renderer.market_panel(context.language(), panel)));
}

}  // namespace fcgi::handlers
