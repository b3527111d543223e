// Buying: the order, the way to the provider's page and back. Served by workers of their own (nginx/chatroom.conf.in): a provider may take seconds to answer.
#include "core/base/log.h"
#include "core/market/order_acts.h"
#include "core/market/payment.h"
#include "core/market/place_order.h"
#include "core/market/test_provider.h"
#include "core/store/test_payments.h"
#include "core/view/money_text.h"
#include "fcgi/handlers/account_form.h"
#include "fcgi/handlers/handlers.h"
#include "fcgi/handlers/item_page.h"
#include "fcgi/handlers/member_form.h"
#include "fcgi/handlers/moderation_form.h"
#include "fcgi/handlers/order_page.h"

namespace fcgi::handlers {
namespace {

using base::ErrorCode;

std::string path_of(base::OrderId order) { return "/market/orders/" + std::to_string(order.value); }

// To the provider's page, which is elsewhere, or to one of the house's own.
Response go_to(const std::string& address) {
    Response response(303);
    response.set("Location", address);
    response.set("Cache-Control", "no-store");
    return response;
}

template <class Use>
auto with_payments(Context& context, Use&& use) {
    const auto house = context.services().house();
    return use(market::PaymentHouse{house, *context.services().providers, context.services().hints});
}

// The order stays, whatever the provider says: it can be paid from its own page.
Response to_payment(Context& context, const store::Order& order) {
    const auto address = with_payments(context, [&](const market::PaymentHouse& payments) {
        return market::begin_payment(context.connection(), payments, order);
    });
    if (address) return go_to(*address);
    if (address.error().code == ErrorCode::order_state) return Response::redirect(path_of(order.id));
    return order_again(context, order, view::OrderPage::Side::buyer, address.error());
}

market::OrderWish wish_in(Context& context) {
    const auto& fields = context.request().fields;
    const auto version = parse_seq(fields.get("version")).value_or(0);
    return {.item = base::ItemId{id_in_path(context)},
            .version = version <= UINT32_MAX ? static_cast<std::uint32_t>(version) : 0,
            .once = std::string(fields.get("orderKey")),
            .method = store::parse_payment_method(fields.get("method"))};
}

// The listing as it stands now, with the reason; what cannot be looked at any more has a page of its own.
base::Result<Response> item_again(Context& context, const base::Error& error) {
    if (context.request().wants_json) return error;
    const auto item = item_of_path(context);
    if (!item) return error;
    auto page = item_page(context, *item);
    const bool of_method = error.code == ErrorCode::method_missing || error.code == ErrorCode::method_closed;
    (page.buy && of_method ? page.buy->error : page.form_error) = context.language().text(error);
    return refused_page(context, error, item->title, page);
}

// The buyer's own order, that the stand-in is to be paid by.
base::Result<store::Order> test_order(Context& context) {
    if (!context.services().config.market.test_provider) return ErrorCode::not_found;
    auto order = market::open_order(context.connection(), member_of(context), order_in_path(context));
    if (!order) return order.error();
    const bool own = member_of(context).user == order->buyer;
    if (!own || order->provider != store::PaymentProvider::test || order->reference.empty())
        return ErrorCode::order_unknown;
    return order;
}

}  // namespace

base::Result<Response> buy_item(Context& context) {
    const auto& services = context.services();
    const auto order = market::place_order(context.connection(), services.house(), services.limit_house(),
                                           member_of(context), wish_in(context));
    if (!order) return item_again(context, order.error());
    return to_payment(context, *order);
}

base::Result<Response> pay_order(Context& context) {
    const auto order = market::open_order(context.connection(), member_of(context), order_in_path(context));
    if (!order) return order.error();
    if (member_of(context).user != order->buyer) return ErrorCode::not_allowed;
    return to_payment(context, *order);
}

// From the provider's page, whatever happened there: only what the provider itself says counts.
base::Result<Response> return_to_order(Context& context) {
    const auto order = market::open_order(context.connection(), member_of(context), order_in_path(context));
    if (!order) return order.error();
    if (order->payment != store::PaymentStatus::pending) return Response::redirect(path_of(order->id));
    const auto failed = with_payments(context, [&](const market::PaymentHouse& payments) {
        return market::look_at_payment(context.connection(), payments, *order);
    });
    if (failed) base::log::warning("order {}: its provider does not answer", order->id.value);
    const auto now = store::find_order(context.connection(), order->id);
    const bool paid = now && now->payment == store::PaymentStatus::completed;
    return Response::redirect(path_of(order->id) + (paid ? "?done=paid" : ""));
}

base::Result<Response> show_test_payment(Context& context) {
    const auto order = test_order(context);
    if (!order) return order.error();
    const view::TestPaymentPage page{.id = order->id.value,
                                     .title = order->title,
                                     .amount = view::MoneyText(context.language().code())(order->amount)};
    return context.page(200, context.language().text("Test payment"), page);
}

base::Result<Response> make_test_payment(Context& context) {
    const auto order = test_order(context);
    if (!order) return order.error();
    const auto outcome = context.request().fields.get("outcome");
    if (outcome != "paid" && outcome != "refused") return ErrorCode::bad_request;
    store::close_test_payment(
        context.connection(), order->reference,
        outcome == "paid" ? store::TestPaymentStatus::paid : store::TestPaymentStatus::ended);
    return Response::redirect(path_of(order->id) + "/return");
}

}  // namespace fcgi::handlers
