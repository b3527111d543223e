// Disputes about orders, for moderators of the whole house.
#include "core/market/listing_form.h"
#include "core/market/order_acts.h"
#include "core/moderation/permission.h"
#include "core/view/locale_text.h"
#include "core/view/money_text.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/order_page.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

constexpr std::size_t disputes_on_page = 50;

std::optional<base::Error> refusal(Context& context) {
    return moderation::refusal(context.connection(), actor_of(context), std::nullopt);
}

}  // namespace

base::Result<Response> show_disputes(Context& context) {
    if (const auto refused = refusal(context)) return *refused;
    const auto& language = context.language();
    const view::MoneyText money(language.code());
    view::DisputesPage page;
    for (auto& order : store::disputed_orders(context.connection(), disputes_on_page))
        page.disputes.push_back(
            {.id = order.id.value,
             .title = std::move(order.title),
             .buyer = std::move(order.buyer_name),
             .seller = std::move(order.seller_name),
             .amount = money(order.amount),
             .at = view::moment_text(order.disputed_at.value_or(order.created_at), language),
             .body = std::move(order.dispute_note)});
    if (context.request().query.has("decided")) page.note = language.text("Decided.");
    return context.page(200, language.text("Disputes about orders"), page);
}

// What buyer and seller wrote is shown to moderators while, and because, they are asked to decide; nothing of orders without a dispute.
base::Result<Response> show_dispute(Context& context) {
    if (const auto refused = refusal(context)) return *refused;
    const auto order = store::find_order(context.connection(), order_in_path(context));
    if (!order || !order->disputed_at) return ErrorCode::order_unknown;
    return context.page(200, order->title, order_page(context, *order, view::OrderPage::Side::moderator));
}

base::Result<Response> decide_dispute(Context& context) {
    const auto& services = context.services();
    const auto amount = market::parse_price(context.request().fields.get("amount"));
    const auto turned = market::decide_dispute(
        context.connection(), services.house(), audit::Log(services.config), actor_of(context),
        order_in_path(context), amount.value_or(UINT64_MAX), typed_text(context, "why"));
    if (turned) {
        chat::send_hints(context.services().hints, turned->hints);
        return Response::redirect("/moderation/disputes?decided=1");
    }
    const auto order = store::find_order(context.connection(), order_in_path(context));
    const bool shown = order && order->disputed_at && !refusal(context);
    if (!shown || context.request().wants_json) return turned.error();
    return order_again(context, *order, view::OrderPage::Side::moderator, turned.error());
}

}  // namespace fcgi::handlers
