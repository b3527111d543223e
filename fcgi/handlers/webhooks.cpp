// What providers of payments tell by themselves. No session and no CSRF token: the signature is the door.
#include "core/market/notice.h"
#include "fcgi/handlers/handlers.h"

namespace fcgi::handlers {
namespace {

base::Result<Response> take(Context& context, store::PaymentProvider provider) {
    const auto& request = context.request();
    const auto house = context.services().house();
    const market::PaymentHouse payments{house, *context.services().providers, context.services().hints};
    const market::Notice notice{
        .header = [&](std::string_view name) { return request.notice_headers.get(name); },
        .body = request.body};
    if (const auto error = market::take_notice(context.connection(), payments, provider, notice))
        return *error;
    return Response::json(200, R"({"ok": true})");
}

}  // namespace

base::Result<Response> take_stripe_notice(Context& context) {
    return take(context, store::PaymentProvider::stripe);
}
base::Result<Response> take_paypal_notice(Context& context) {
    return take(context, store::PaymentProvider::paypal);
}
base::Result<Response> take_crypto_notice(Context& context) {
    return take(context, store::PaymentProvider::crypto);
}

}  // namespace fcgi::handlers
