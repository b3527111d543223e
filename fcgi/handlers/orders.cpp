// Orders: the lists, one order, and what buyer and seller do about it.
#include "core/market/download.h"
#include "core/market/files.h"
#include "core/market/listing_form.h"
#include "core/market/order_acts.h"
#include "core/media/signature_v4.h"
#include "core/view/locale_text.h"
#include "core/view/money_text.h"
#include "fcgi/error_response.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/member_form.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/order_page.h"
#include "fcgi/handlers/order_words.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;
using Side = view::OrderPage::Side;

constexpr std::size_t orders_on_page = 30;

Side side_of(Context& context, const store::Order& order) {
    return member_of(context).user == order.buyer ? Side::buyer : Side::seller;
}

Response list(Context& context, bool sales) {
    const auto& language = context.language();
    const view::MoneyText money(language.code());
    const auto before =
        base::OrderId{parse_seq(context.request().query.get("before")).value_or(UINT64_MAX >> 11U)};
    const auto user = *member_of(context).user;
    const auto orders = sales ? store::orders_of_seller(context.connection(), user, before, orders_on_page)
                              : store::orders_of_buyer(context.connection(), user, before, orders_on_page);
    view::OrdersPage page{.sales = sales, .orders = {}};
    for (const auto& order : orders)
        page.orders.push_back({.id = order.id.value,
                               .title = order.title,
                               .other = sales ? order.buyer_name : order.seller_name,
                               .amount = money(order.amount),
                               .state = order_state_text(language, order),
                               .at = view::date_text(order.created_at, language),
                               .news = sales ? order.seller_news : order.buyer_news});
    if (orders.size() == orders_on_page) page.older_before = orders.back().id.value;
    return context.page(200, sales ? language.text("Your sales") : language.text("Your purchases"), page);
}

// After an act: to the order, or its page again with the reason.
base::Result<Response> answer(Context& context, const base::Result<market::Turned>& turned,
                              std::string_view done = "yes") {
    if (turned) {
        chat::send_hints(context.services().hints, turned->hints);
        return Response::redirect("/market/orders/" + std::to_string(turned->order.value) +
                                  "?done=" + std::string(done));
    }
    const auto order = market::open_order(context.connection(), member_of(context), order_in_path(context));
    if (!order) return order.error();
    if (context.request().wants_json) return turned.error();
    return order_again(context, *order, side_of(context, *order), turned.error());
}

// The object as a file to keep, under the name that the seller gave it (RFC 6266, RFC 8187).
Response hand_out(Context& context, const store::ItemFile& file) {
    const auto link = context.services().pictures.link(file.key, context.services().clock.now());
    Response response = link.internal ? Response() : Response::found(link.target);
    response.set("Cache-Control", "private, no-store");
    if (!link.internal) return response;
    response.set("Content-Type", std::string(market::file_type));
    response.set("Content-Disposition",
                 "attachment; filename*=UTF-8''" + media::percent_encoded(file.name, false));
    response.set("X-Accel-Redirect", link.target);
    return response;
}

}  // namespace

base::Result<Response> show_purchases(Context& context) { return list(context, false); }
base::Result<Response> show_sales(Context& context) { return list(context, true); }

base::Result<Response> show_order(Context& context) {
    const auto open = [&] {
        return market::open_order(context.connection(), member_of(context), order_in_path(context));
    };
    auto order = open();
    if (!order) return order.error();
    const Side side = side_of(context, *order);
    if (side == Side::buyer ? order->buyer_news : order->seller_news) {
        // Read after it counts as looked at: nothing that comes in between is missed.
        store::set_news(context.connection(), order->id, side == Side::buyer, false);
        order = open();
        if (!order) return order.error();
    }
    return context.page(200, order->title, order_page(context, *order, side));
}

base::Result<Response> cancel_order(Context& context) {
    return answer(context, market::cancel_order(context.connection(), context.services().house(),
                                                member_of(context), order_in_path(context)));
}

base::Result<Response> deliver_order(Context& context) {
    return answer(context, market::deliver_order(context.connection(), context.services().house(),
                                                 member_of(context), order_in_path(context)));
}

base::Result<Response> confirm_order(Context& context) {
    return answer(context, market::confirm_order(context.connection(), context.services().house(),
                                                 member_of(context), order_in_path(context)));
}

base::Result<Response> dispute_order(Context& context) {
    return answer(context,
                  market::dispute_order(context.connection(), context.services().house(), member_of(context),
                                        order_in_path(context), typed_text(context, "body")));
}

base::Result<Response> refund_order(Context& context) {
    const auto minor = market::parse_price(context.request().fields.get("amount"));
    return answer(context,
                  market::refund_order(context.connection(), context.services().house(), member_of(context),
                                       order_in_path(context), minor.value_or(0)));
}

base::Result<Response> write_to_order(Context& context) {
    return answer(context,
                  market::write_to_order(context.connection(), context.services().house(), member_of(context),
                                         order_in_path(context), context.request().fields.get("clientId"),
                                         typed_text(context, "body")),
                  "sent");
}

base::Result<Response> rate_order(Context& context) {
    const auto stars = parse_seq(context.request().fields.get("stars")).value_or(0);
    return answer(context,
                  market::rate_order(context.connection(), context.services().house(), member_of(context),
                                     order_in_path(context), stars, typed_text(context, "body")));
}

// A file made for this order; with the first one it counts as delivered.
base::Result<Response> upload_to_order(Context& context) {
    const auto& services = context.services();
    const auto house = services.house();
    const auto order = market::open_order(context.connection(), member_of(context), order_in_path(context));
    if (!order) return order.error();
    if (order->payment != store::PaymentStatus::completed)
        return order_again(context, *order, side_of(context, *order), {ErrorCode::order_state});
    const auto file =
        market::add_order_file(context.connection(), {house, services.pictures}, member_of(context), *order,
                               {context.request().upload_name, context.request().upload()});
    if (!file) return order_again(context, *order, side_of(context, *order), file.error());
    const auto delivered = market::deliver_order(context.connection(), house, member_of(context), order->id);
    if (delivered) chat::send_hints(context.services().hints, delivered->hints);
    return Response::redirect("/market/orders/" + std::to_string(order->id.value) + "?done=sent");
}

base::Result<Response> download_file(Context& context) {
    const auto& services = context.services();
    const auto until = parse_seq(context.path("until"));
    const auto file = parse_seq(context.path("file"));
    if (!until || !file) return ErrorCode::link_ended;
    const auto found = market::open_download(context.connection(), services.download_keys, services.house(),
                                             member_of(context), order_in_path(context),
                                             base::ItemFileId{*file}, *until, context.path("key"));
    if (!found) return found.error();
    return hand_out(context, *found);
}

}  // namespace fcgi::handlers
