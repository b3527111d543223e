#include "core/market/ways.h"
#include "fcgi/handlers/item_page.h"
#include "fcgi/handlers/order_words.h"

namespace fcgi::handlers {

std::vector<view::MethodChoice> method_choices(Context& context, const store::Item& item) {
    const auto ways = market::ways_to_pay(context.services().config.market, item.content);
    const auto chosen = context.request().fields.get("method");
    std::vector<view::MethodChoice> choices;
    for (const auto& way : ways) {
        const auto value = store::name_of(way.method);
        choices.push_back({.value = std::string(value),
                           .text = method_text(context.language(), way.method),
                           .test = way.provider == store::PaymentProvider::test,
                           .chosen = chosen.empty() ? way == ways.front() : value == chosen});
    }
    return choices;
}

}  // namespace fcgi::handlers
