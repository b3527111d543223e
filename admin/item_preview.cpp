#include "admin/item_preview.h"

#include "core/market/access.h"
#include "core/market/item_link.h"
#include "core/store/market_search.h"
#include "core/view/money_text.h"

namespace admin {
namespace {

// Nothing when the link leads to none that everybody may look at.
std::optional<store::Item> item_at(db::Connection& connection, const base::Config& config,
                                   const std::string& url) {
    const auto id = config.market.open ? market::item_of_link(config.frontend_url, url) : std::nullopt;
    auto item = id ? store::find_item(connection, *id) : std::nullopt;
    return item && market::is_public(*item) ? std::move(item) : std::nullopt;
}

store::FoundPreview found_of(db::Connection& connection, const store::Item& item) {
    if (item.content == store::ContentType::nsfw)
        return {.title = item.title, .summary = std::string(store::name_of(item.content)), .picture = {}};
    store::FoundPreview found{.title = item.title + " · " + view::MoneyText(item.language)(item.price),
                              .summary = item.seller_name,
                              .picture = {}};
    const auto pictures = store::pictures_of(connection, item.id);
    if (!pictures.empty()) found.picture = pictures.front().id;
    return found;
}

}  // namespace

void record_item(db::Connection& connection, const base::Config& config, const store::WaitingPreview& waiting,
                 base::Time now) {
    const auto item = item_at(connection, config, waiting.url);
    std::optional<store::FoundPreview> found;
    if (item) found = found_of(connection, *item);
    store::finish_preview(connection, waiting.id, found,
                          now + (found ? item_look : config.limits.no_preview_fresh));
    store::end_wait_for_preview(connection, waiting.id);
}

bool item_stands(db::Connection& connection, const base::Config& config, const store::OldPreview& preview) {
    const auto item = item_at(connection, config, preview.url);
    return item && (item->content == store::ContentType::sfw || !preview.picture);
}

}  // namespace admin
